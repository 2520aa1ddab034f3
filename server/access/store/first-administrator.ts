import { eq, sql } from "drizzle-orm";
import { memberships, organisations, people } from "#db/schema/access.ts";
import { record } from "#server/audit/store.ts";
import { sendMail } from "#server/jobs/mail.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { asSystem } from "../as-system.ts";
import { newLink } from "./sign-in.ts";

type Newcomer = { email: string; name: string };

/** How long the first link works; the same command makes another as long as its owner has chosen no password. */
export const firstLinkMinutes = 60;

export type Which = "first" | "second" | "another";

/**
 * Makes the first administrator of an installation that has none, with the organisation of the NHS where that is missing;
 * the `second`, without whom no role could be given by two; or `another`, as the owner of the tables, where one of two is
 * gone or must go: the two who then agree take that one's role. The others are told. Answers the link with which they sign
 * in once and then choose a password. Refuses what is not wanting, and the data of a demonstration.
 */
export const makeAdministrator = (
  ask: Ask,
  { email, name, organisation, which }: Newcomer & { organisation: string; which: Which },
) =>
  asOneChange(asSystem(ask), async (change) => {
    await change.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('the first people', 0))`);
    const there = await change.tx
      .selectDistinct({
        id: people.id,
        name: people.name,
        email: people.email,
        demo: people.demo,
        passwordHash: people.passwordHash,
      })
      .from(memberships)
      .innerJoin(people, eq(people.id, memberships.personId))
      .where(eq(memberships.role, "administrator"));
    const again = there.find((one) => one.email === email && one.passwordHash === null && !one.demo);
    if (again) return newLink(change, again.id, firstLinkMinutes);
    refuseUnlessWanted(there, which);
    const organisationId = await nhsOrganisation(change, organisation);
    const personId = await person(change, { email, name });
    await change.tx.insert(memberships).values({
      personId,
      organisationId,
      role: "administrator",
      grantedBy: "system",
      grantedAt: change.now,
    });
    const facts = { person: name, role: "administrator" };
    await record(change, email, { type: "role.granted", facts }, null);
    for (const other of there) await tell(change, other.email, { email, name });
    return newLink(change, personId, firstLinkMinutes);
  });

/** Nobody becomes an administrator beside the others without their hearing of it. */
const tell = (change: Change, to: string, { email, name }: Newcomer) =>
  sendMail(change, {
    to,
    subject: `${name} is an administrator of the health data marketplace`,
    body: `Whoever runs the service made ${name} (${email}) an administrator. If you did not expect this, ask them why.`,
  });

function refuseUnlessWanted(there: readonly { name: string; demo: boolean }[], which: Which) {
  if (there.some(({ demo }) => demo))
    throw new Refusal(
      "cannot_do_that_now",
      "This is the data of a demonstration. Give the service an empty database first",
    );
  const [known] = there;
  if (which === "another") {
    if (there.length > 1) return;
    throw new Refusal("cannot_do_that_now", "Make the first administrator and the second before another");
  }
  if (there.length > 1)
    throw new Refusal(
      "cannot_do_that_now",
      "There are two administrators, who give all other roles themselves. Where one of them is gone, make another with --another",
    );
  if (known && which === "first")
    throw new Refusal(
      "cannot_do_that_now",
      `There is an administrator already: ${known.name}. The second, with whom roles are given, is made with --second`,
    );
  if (!known && which === "second")
    throw new Refusal("cannot_do_that_now", "Make the first administrator first");
}

async function nhsOrganisation(change: Change, name: string): Promise<string> {
  const [known] = await change.tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.side, "nhs"));
  if (known) return known.id;
  const [added] = await change.tx
    .insert(organisations)
    .values({ name, side: "nhs", sector: "NHS", country: "GB", address: "" })
    .returning({ id: organisations.id });
  await record(change, name, { type: "organisation.added", facts: { name } }, null);
  return added!.id;
}

async function person(change: Change, { email, name }: Newcomer): Promise<string> {
  const [added] = await change.tx
    .insert(people)
    .values({ email, name })
    .onConflictDoNothing({ target: people.email })
    .returning({ id: people.id });
  if (!added)
    throw new Refusal("cannot_do_that_now", "Somebody has this e-mail address already. Give another");
  await record(change, email, { type: "person.added", facts: { name, email } }, null);
  return added.id;
}
