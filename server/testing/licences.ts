import { applications } from "#db/schema/applications.ts";
import { mandates } from "#db/schema/catalogue.ts";
import { entitlements, licences } from "#db/schema/licences.ts";
import { approvals, offers, offerVersions } from "#db/schema/negotiation.ts";
import { signatures } from "#db/schema/signing.ts";
import { type FreshDatabase, freshDatabase } from "#db/testing.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { record } from "#server/audit/store.ts";
import { allocationSchema, receiptSchema } from "#server/billing/receipts/form.ts";
import { allocateReceipt, decideReceipt, takeReceipt } from "#server/billing/receipts/store.ts";
import { type Description, detailsSchema } from "#server/catalogue/description.ts";
import { publishNew } from "#server/catalogue/store/publishing.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import { demoOrganisations, everyDemoPerson } from "#server/demonstration/people.ts";
import { system } from "#server/lib/actor.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { addMonths, civil } from "#server/lib/dates.ts";
import { standardArticles } from "#server/licensing/contract/articles.ts";
import { contractHash, type SignedContract } from "#server/licensing/contract/contract.ts";
import { addFact } from "#server/licensing/settlement/store/facts.ts";
import { settleLicence } from "#server/licensing/settlement/store/settling.ts";

type Buyer = Exclude<keyof typeof demoOrganisations, "nhs">;

/**
 * A marketplace with its people, one dataset and whatever licences a test asks for. Deals begin signed; every document,
 * receipt and posting comes from the stores. Dates are business dates; the wall clock is noon of the same day.
 */
export async function aMarketplace() {
  const fresh: FreshDatabase = await freshDatabase("hdm_people");
  const { db } = fresh;
  const ask = <As extends Ask["actor"]>(day: string, actor: As) => ({
    db,
    actor,
    today: civil(day),
    now: new Date(`${day}T12:00:00Z`),
  });
  const asSystem = (day: string) => ask(day, system);
  const people = await everyDemoPerson(asSystem("2025-01-01"));
  const datasetId = await asOneChange(asSystem("2025-01-01"), async (change) => {
    const [datasetId] = await publishNew(change, [{ slug: "example", description: exampleDataset }], {
      publishedOn: "2025-01-01",
      note: "First description",
      madeByName: "Elena Novak",
      approvedByName: "Samuel Clarke",
    });
    const facts = { version: 1, note: "First description", by: "Elena Novak" };
    await record(change, "example", { type: "dataset.published", facts }, null);
    await change.tx.insert(mandates).values({
      datasetId: datasetId!,
      reference: "MAN-1",
      grantedBy: "Example registry",
      validFrom: "2020-01-01",
      recordedAt: change.now,
    });
    const mandate = { reference: "MAN-1", grantedBy: "Example registry", from: "2020-01-01", to: "" };
    await record(change, "example", { type: "mandate.recorded", facts: mandate }, null);
    return datasetId!;
  });

  return {
    ...fresh,
    people,
    ask,
    asSystem,
    /** A licence signed by both sides that starts on a day, and the documents that fall due on it. */
    aLicence: (deal: Deal) =>
      asOneChange(asSystem(deal.startsOn), async (change) => {
        const { tx, now, today } = change;
        const buyer = people[signatoryOf[deal.buyer]];
        const kind = deal.terms.kind as Kind;
        const { organisationId } = buyer;
        const [application] = await tx
          .insert(applications)
          .values({
            reference: await nextReference(change, "APP"),
            organisationId,
            datasetId,
            kind,
            title: deal.title ?? "Trial design",
            purpose: "Design of a trial",
            publicBenefit: "Earlier treatment",
            users: 5,
            startsOn: deal.startsOn,
            months: deal.months ?? 12,
            status: "approved",
            madeBy: buyer.personId,
            madeByName: buyer.name,
            madeAt: now,
            submittedOn: today,
          })
          .returning();
        const submitted = { dataset: "example", kind };
        await record(
          { ...change, actor: buyer },
          application!.reference,
          { type: "application.submitted", facts: submitted },
          organisationId,
        );
        const reference = await nextReference(change, "OFR");
        const contract = contractOf(deal, reference);
        const hash = contractHash(contract);
        const [offer] = await tx
          .insert(offers)
          .values({
            reference,
            applicationId: application!.id,
            organisationId,
            status: "signed",
            version: 1,
            contractHash: hash,
            expiresOn: addMonths(today, 1),
            madeOn: today,
          })
          .returning();
        const about = { offerId: offer!.id, organisationId, contractHash: hash };
        await tx.insert(offerVersions).values({
          ...about,
          version: 1,
          contract,
          valuePence: 480_000_00n,
          atListTerms: true,
          authorId: people.james.personId,
          authorName: people.james.name,
          madeAt: now,
        });
        const offered = { version: 1, contractHash: hash, value: String(480_000_00n), atListTerms: true };
        await record(
          { ...change, actor: people.james },
          reference,
          { type: "offer.made", facts: offered },
          organisationId,
        );
        await tx.insert(approvals).values({
          ...about,
          version: 1,
          approvedAs: "approver",
          personId: people.samuel.personId,
          personName: people.samuel.name,
          approvedAt: now,
        });
        await record(
          { ...change, actor: people.samuel },
          reference,
          {
            type: "offer.approved",
            facts: { version: 1, contractHash: hash, as: "approver", evidence: "" },
          },
          organisationId,
        );
        for (const [side, person] of [
          ["buyer", buyer],
          ["nhs", people.helen],
        ] as const) {
          await tx.insert(signatures).values({
            ...about,
            side,
            personId: person.personId,
            typedName: person.name,
            authority: `Signatory of ${person.organisationName}`,
            authenticatedBy: "password",
            signedAt: now,
          });
          const facts = { side, name: person.name, contractHash: hash, authenticatedBy: "password" };
          await record(
            { ...change, actor: person },
            reference,
            { type: "offer.signed", facts },
            organisationId,
          );
        }
        const [licence] = await tx
          .insert(licences)
          .values({
            reference: await nextReference(change, "HDL"),
            offerId: offer!.id,
            organisationId,
            datasetId,
            kind,
            title: contract.title,
            contract,
            contractHash: hash,
            valuePence: 480_000_00n,
            startsOn: contract.term.from,
            endsOn: contract.term.to,
            status: "in_force",
            inForceAt: now,
            nextStopOn: contract.term.from,
          })
          .returning();
        await tx.insert(entitlements).values({
          licenceId: licence!.id,
          datasetId,
          organisationId,
          validFrom: contract.term.from,
          validTo: contract.term.to,
          users: 5,
          status: "granted",
        });
        await record(
          change,
          licence!.reference,
          {
            type: "licence.in_force",
            facts: { contractHash: hash, startsOn: deal.startsOn, endsOn: contract.term.to, kind },
          },
          organisationId,
        );
        const issued = deal.unsettled ? [] : (await settleLicence(change, licence!.id)).issued;
        return { ...licence!, issued };
      }),
    /** Bills and books what falls due on a day. */
    settle: (licence: { id: string }, day: string) =>
      asOneChange(asSystem(day), (change) => settleLicence(change, licence.id)),
    /** Something became known about a licence on a day; what follows from it is billed on the same day. */
    report: (
      licence: typeof licences.$inferSelect,
      day: string,
      { fact, on = day, component = "access", id = `${fact} ${on}`, ...body }: Reported,
    ) =>
      asOneChange(asSystem(day), async (change) => {
        const about = { licence: licence.reference, id, on: civil(on), evidence: "", retracted: false };
        const wide = fact === "ended" || fact === "conceded";
        await addFact(change, licence, { ...about, ...(!wide && { component }), fact, body });
        return settleLicence(change, licence.id);
      }),
    /** Money comes in on a day and, when a document is named, is allocated to it. */
    async pay(day: string, amount: string, { reference = "", document = "" }) {
      const tom = ask(day, people.tom);
      const taken = await takeReceipt(
        tom,
        receiptSchema.parse({
          amount,
          receivedOn: day,
          payer: "MERIDIAN",
          referenceAsReceived: reference,
          requestKey: crypto.randomUUID(),
        }),
      );
      const receipt =
        taken.reference ??
        (await decideReceipt(ask(day, people.nadia), { id: taken.proposal, approve: true }))!.reference;
      if (document) await allocateReceipt(tom, allocationSchema.parse({ receipt, document, amount }));
      return { reference: receipt };
    },
  };
}

export type Marketplace = Awaited<ReturnType<typeof aMarketplace>>;
type Deal = {
  buyer: Buyer;
  terms: { kind: Kind } & Record<string, unknown>;
  startsOn: string;
  months?: number;
  /** Where that is not so many months after the start. */
  endsOn?: string;
  title?: string;
  /** Left to the run of a day, which then finds it. */
  unsettled?: true;
};

type Reported = { fact: string; on?: string; component?: string; id?: string } & Record<string, unknown>;

const signatoryOf = {
  meridian: "anthony",
  corvus: "marcus",
  halden: "katrin",
  astral: "amara",
  northgate: "wendy",
} as const;

/** £48,000.00 a year in advance. */
export const subscription = {
  kind: "subscription",
  tiers: { standard: 4_800_000 },
  tier: "standard",
} as const;

const exampleDataset: Description = {
  title: "Example registry extract",
  summary: "An example",
  description: "An example",
  custodian: "Example registry",
  settings: ["registry"],
  dataTypes: [],
  periodFrom: null,
  periodTo: null,
  refresh: "Yearly",
  refreshBand: "yearly",
  lag: "Three months",
  leadTime: "Not stated",
  leadTimeBand: "not_stated",
  geography: "England",
  places: ["england"],
  population: null,
  populationNote: "Not stated",
  vocabularies: [],
  useTerms: ["Research"],
  limitations: ["general_research"],
  requirements: [],
  bar: null,
  version: "1",
  sources: "made up",
  details: detailsSchema.parse({}),
};

function contractOf(
  { buyer, terms, startsOn, months = 12, endsOn, title }: Deal,
  offer: string,
): SignedContract {
  const licensee: { name: string; address: string; country: string; vatNumber?: string } =
    demoOrganisations[buyer];
  return {
    format: 1,
    offer,
    version: 1,
    title: title ?? "Trial design",
    licensor: {
      name: "National Health Data Service",
      address: "1 Example Square\nLeeds",
      vatNumber: "GB 999 9999 73",
    },
    licensee: {
      name: licensee.name,
      address: licensee.address,
      country: licensee.country,
      vatNumber: licensee.vatNumber ?? null,
    },
    dataset: {
      slug: "example",
      title: "Example registry extract",
      version: "1",
      custodian: "Example registry",
      mandate: "MAN-1",
    },
    purpose: "Design of a trial",
    publicBenefit: "Earlier treatment",
    users: 5,
    environment: "NHS secure data environment",
    territory: "United Kingdom",
    useTerms: ["Research"],
    term: { from: startsOn, to: endsOn ?? addMonths(civil(startsOn), months) },
    dueDays: 30,
    priceList: { version: 1, validFrom: "2025-01-01" },
    components: [{ id: "access", terms: terms as SignedContract["components"][number]["terms"] }],
    clauses: [],
    articles: [...standardArticles()],
  };
}
