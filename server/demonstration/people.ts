import { eq } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { installation, memberships, organisations, people } from "#db/schema/access.ts";
import { vatEvidence } from "#db/schema/vat.ts";
import { hashPassword } from "#server/access/store/passwords.ts";
import { record } from "#server/audit/store.ts";
import { type Person, type Role, system } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { londonDate } from "#server/lib/dates.ts";

/** The password of every made-up person. */
export const demoPassword = "demonstration";

type DemoOrganisation = Omit<typeof organisations.$inferInsert, "id">;

/** Made up, like everything and everybody here. */
export const demoOrganisations = {
  nhs: {
    name: "National Health Data Service (demonstration)",
    side: "nhs",
    sector: "NHS",
    country: "GB",
    address: "1 Example Square\nLeeds\nLS1 0ZZ",
  },
  meridian: {
    name: "Meridian Therapeutics",
    side: "buyer",
    sector: "Pharmaceuticals",
    country: "GB",
    address: "Meridian House\n12 Example Road\nCambridge\nCB1 0ZZ",
    vatNumber: "GB 999 0000 01",
  },
  corvus: {
    name: "Corvus Cloud",
    side: "buyer",
    sector: "Cloud services",
    country: "US",
    address: "500 Example Avenue\nSeattle, WA 98000",
    businessFrom: "2020-01-01",
  },
  halden: {
    name: "Halden Devices",
    side: "buyer",
    sector: "Medical devices",
    country: "DE",
    address: "Beispielweg 7\n80000 München",
    vatNumber: "DE 999000001",
    businessFrom: "2020-01-01",
  },
  astral: {
    name: "Astral Biologics",
    side: "buyer",
    sector: "Biotechnology",
    customerKind: "small_company",
    country: "GB",
    address: "Unit 3, Example Science Park\nOxford\nOX1 0ZZ",
  },
  northgate: {
    name: "Northgate University",
    side: "buyer",
    sector: "University",
    customerKind: "academic",
    country: "GB",
    address: "Northgate Campus\nExample Lane\nNewcastle upon Tyne\nNE1 0ZZ",
    purchaseOrder: "NU-PO-2025-0417",
    purchaseOrderRequired: true,
  },
} satisfies Record<string, DemoOrganisation>;

type DemoPerson = {
  name: string;
  jobTitle: string;
  email: string;
  organisation: keyof typeof demoOrganisations;
  roles: Role[];
};

/** Somebody for every role; where work needs two people, two. */
export const demoPeople = {
  elena: nhs("Elena Novak", "Catalogue editor", "elena", ["catalogue_editor"]),
  james: nhs("James Whitlock", "Commercial manager", "james", ["commercial_manager"]),
  ruth: nhs("Ruth Adeyemi", "Commercial manager", "ruth", ["commercial_manager"]),
  samuel: nhs("Samuel Clarke", "Head of information governance", "samuel", ["approver"]),
  farah: nhs("Farah Aziz", "Deputy director of data access", "farah", ["approver"]),
  helen: nhs("Helen Marsh", "Director of data services", "helen", ["nhs_signatory"]),
  tom: nhs("Tom Barker", "Finance officer", "tom", ["finance_officer"]),
  nadia: nhs("Nadia Rahman", "Senior finance officer", "nadia", ["finance_officer"]),
  owen: nhs("Owen Price", "Auditor", "owen", ["auditor"]),
  alice: nhs("Alice Turner", "Service administrator", "alice", ["administrator"]),
  george: nhs("George Okafor", "Deputy service administrator", "george", ["administrator"]),

  priya: buyer("meridian", "Priya Shah", "Real-world evidence lead", "priya", ["member"]),
  anthony: buyer("meridian", "Anthony Whitfield", "General counsel", "anthony", ["signatory"]),
  grace: buyer("meridian", "Grace Mensah", "Accounts payable", "grace", ["buyer_finance"]),
  dana: buyer("corvus", "Dana Kim", "Health partnerships", "dana", ["member", "buyer_finance"]),
  marcus: buyer("corvus", "Marcus Reed", "Vice president, legal", "marcus", ["signatory"]),
  jonas: buyer("halden", "Jonas Weber", "Clinical data lead", "jonas", ["member"]),
  katrin: buyer("halden", "Katrin Vogel", "Managing director", "katrin", ["signatory", "buyer_finance"]),
  leo: buyer("astral", "Leo Fernandes", "Founder", "leo", ["member", "signatory", "buyer_finance"]),
  amara: buyer("astral", "Amara Obi", "Director", "amara", ["signatory"]),
  ian: buyer("northgate", "Ian Forsyth", "Professor of epidemiology", "ian", ["member"]),
  wendy: buyer("northgate", "Wendy Holt", "Head of research contracts", "wendy", [
    "signatory",
    "buyer_finance",
  ]),
} satisfies Record<string, DemoPerson>;

function nhs(name: string, jobTitle: string, mailbox: string, roles: Role[]): DemoPerson {
  return { name, jobTitle, email: `${mailbox}@nhds.example`, organisation: "nhs", roles };
}

function buyer(
  organisation: Exclude<keyof typeof demoOrganisations, "nhs">,
  name: string,
  jobTitle: string,
  mailbox: string,
  roles: Role[],
): DemoPerson {
  return { name, jobTitle, email: `${mailbox}@${organisation}.example`, organisation, roles };
}

/** Who sells in the demonstration. The bank does not exist and the VAT number belongs to nobody. */
const demoInstallation = {
  legalName: "National Health Data Service (demonstration)",
  address: demoOrganisations.nhs.address,
  vatNumber: "GB 999 9999 73",
  bankName: "Example Bank",
  sortCode: "00-00-00",
  accountNumber: "00000000",
  contactEmail: "licensing@nhds.example",
};

/** Writes the made-up organisations, people and the installation; what is there already stays as it is. */
export async function seedPeople(db: Database, now: Date) {
  const passwordHash = await hashPassword(demoPassword);
  await asOneChange({ db, actor: system, now, today: londonDate(now) }, async (change) => {
    await change.tx.insert(installation).values(demoInstallation).onConflictDoNothing();
    const ids = new Map<string, string>();
    for (const [key, organisation] of Object.entries(demoOrganisations))
      ids.set(key, await addOrganisation(change, organisation));
    for (const person of Object.values<DemoPerson>(demoPeople))
      await addPerson(change, person, ids.get(person.organisation)!, passwordHash);
  });
}

type Looking = Pick<Ask, "db" | "now" | "today">;

/** The made-up people by the names of this file, as they are in the database, to act as in stores. */
export async function everyDemoPerson(ask: Looking): Promise<Record<keyof typeof demoPeople, Person>> {
  const found = await peopleOf(ask);
  return Object.fromEntries(
    Object.entries(demoPeople).map(([name, { email }]) => [name, found.get(email) ?? nobodyHas(email)]),
  ) as Record<keyof typeof demoPeople, Person>;
}

/** The made-up person of this e-mail address. */
export const personByEmail = async (ask: Looking, email: string): Promise<Person> =>
  (await peopleOf(ask, email)).get(email) ?? nobodyHas(email);

function nobodyHas(email: string): never {
  throw new Error(`Nobody has the e-mail address ${email}`);
}

const peopleOf = (ask: Looking, email?: string): Promise<Map<string, Person>> =>
  asReading({ ...ask, actor: system }, async ({ tx }) => {
    const rows = await tx
      .select({ person: people, organisation: organisations, role: memberships.role })
      .from(people)
      .innerJoin(memberships, eq(memberships.personId, people.id))
      .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
      .where(email === undefined ? undefined : eq(people.email, email));
    const found = new Map<string, Person & { roles: Role[] }>();
    for (const { person, organisation, role } of rows) {
      const known = found.get(person.email);
      if (known) known.roles.push(role);
      else
        found.set(person.email, {
          kind: "person",
          personId: person.id,
          name: person.name,
          organisationId: organisation.id,
          organisationName: organisation.name,
          side: organisation.side,
          roles: [role],
        });
    }
    return found;
  });

async function addOrganisation(change: Change, organisation: DemoOrganisation): Promise<string> {
  const [added] = await change.tx
    .insert(organisations)
    .values(organisation)
    .onConflictDoNothing({ target: organisations.name })
    .returning({ id: organisations.id });
  if (!added) {
    const [known] = await change.tx
      .select({ id: organisations.id })
      .from(organisations)
      .where(eq(organisations.name, organisation.name));
    return known!.id;
  }
  const { name } = organisation;
  await record(
    change,
    name,
    { type: "organisation.added", facts: { name } },
    chainOf(organisation, added.id),
  );
  const { businessFrom } = organisation;
  if (businessFrom) await addEvidence(change, { name, businessFrom }, added.id);
  return added.id;
}

/** What somebody saw of a customer abroad, long before the marketplace. */
async function addEvidence(
  change: Change,
  { name, businessFrom }: { name: string; businessFrom: string },
  organisationId: string,
) {
  const seen = "Held on paper";
  await change.tx.insert(vatEvidence).values({
    organisationId,
    kind: "brought",
    seen,
    proves: "business_abroad",
    holdsFrom: businessFrom,
    recordedByName: "Brought over",
    recordedOn: businessFrom,
    recordedAt: change.now,
  });
  const facts = { kind: "brought", number: "", proves: "business_abroad", holdsFrom: businessFrom, seen };
  await record(change, name, { type: "vat_evidence.recorded", facts }, organisationId);
}

async function addPerson(
  change: Change,
  { name, jobTitle, email, organisation, roles }: DemoPerson,
  organisationId: string,
  passwordHash: string,
) {
  const [added] = await change.tx
    .insert(people)
    .values({ name, jobTitle, email, passwordHash, demo: true })
    .onConflictDoNothing({ target: people.email })
    .returning({ id: people.id });
  if (!added) return;
  const chain = chainOf(demoOrganisations[organisation], organisationId);
  await record(change, email, { type: "person.added", facts: { name, email } }, chain);
  for (const role of roles) {
    await change.tx
      .insert(memberships)
      .values({ personId: added.id, organisationId, role, grantedBy: "system", grantedAt: change.now });
    await record(change, email, { type: "role.granted", facts: { person: name, role } }, chain);
  }
}

const chainOf = ({ side }: { side: string }, organisationId: string) =>
  side === "buyer" ? organisationId : null;
