import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { memberships, organisations, people, sessions } from "#db/schema/access.ts";
import { record } from "#server/audit/store.ts";
import { sendMail } from "#server/jobs/mail.ts";
import type { Person, Role, Side } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { asSystem } from "../as-system.ts";
import type { organisationSchema, personSchema, roleSchema } from "../people-forms.ts";
import { roleTitles, sideOf } from "../roles.ts";
import { newLink } from "./sign-in.ts";

type Administering = Ask & { actor: Person };

/** How long somebody who was added has to use their first link; later they ask for another themselves. */
const firstLinkHours = 24;

/** A new buyer organisation. Refuses a name that is taken. */
export const addOrganisation = (ask: Administering, wanted: z.output<typeof organisationSchema>) =>
  asOneChange(ask, async (change) => {
    const [added] = await change.tx
      .insert(organisations)
      .values({ ...wanted, side: "buyer" })
      .onConflictDoNothing({ target: organisations.name })
      .returning({ id: organisations.id });
    if (!added)
      throw new Refusal("cannot_do_that_now", "There is an organisation of this name already", "name");
    await record(change, wanted.name, { type: "organisation.added", facts: { name: wanted.name } }, added.id);
    return added;
  });

/** Adds a person with their first role and mails them a link; somebody we know already is given the role. */
export const addPerson = (ask: Administering, wanted: z.output<typeof personSchema>) =>
  asOneChange(asSystem(ask), async (change) => {
    const organisation = await organisationFor(change, wanted);
    const { name, email, jobTitle } = wanted;
    const [added] = await change.tx
      .insert(people)
      .values({ name, email, jobTitle })
      .onConflictDoNothing({ target: people.email })
      .returning({ id: people.id });
    const personId = added?.id ?? (await idOf(change, email));
    const asAdministrator = { ...change, actor: ask.actor };
    if (added)
      await record(
        asAdministrator,
        email,
        { type: "person.added", facts: { name, email } },
        organisation.chain,
      );
    await grant(change, ask.actor, { ...wanted, personId });
    if (added)
      await sendMail(change, {
        to: email,
        subject: `${organisation.name} on the health data marketplace`,
        body: `Hello ${name},\n\n${ask.actor.name} has added you as ${roleTitles[wanted.role].toLowerCase()} of ${organisation.name}. Open this link and press the button to sign in for the first time, then choose a password on your account page:\n\n${await newLink(change, personId, firstLinkHours * 60)}\n\nIt works once, within ${firstLinkHours} hours. Later you can ask for another on the sign-in page.`,
      });
    return { personId };
  });

/** One more role, from the person's next request on. Nobody changes their own. */
export const grantRole = (ask: Administering, wanted: z.output<typeof roleSchema>) =>
  asOneChange(asSystem(ask), (change) => grant(change, ask.actor, wanted));

/** One role less, from the person's next request on; with the last one their sessions there end. Nobody changes their own. */
export const endRole = (
  ask: Administering,
  { personId, organisationId, role }: z.output<typeof roleSchema>,
) =>
  asOneChange(asSystem(ask), async (change) => {
    demandAnother(ask.actor, personId);
    const there = and(eq(memberships.personId, personId), eq(memberships.organisationId, organisationId));
    const ended = await change.tx
      .delete(memberships)
      .where(and(there, eq(memberships.role, role)))
      .returning({ role: memberships.role });
    if (ended.length === 0) throw notFound();
    if ((await change.tx.$count(memberships, there)) === 0)
      await change.tx
        .delete(sessions)
        .where(and(eq(sessions.personId, personId), eq(sessions.organisationId, organisationId)));
    await recordRole(change, ask.actor, "role.ended", { personId, organisationId, role });
  });

async function grant(
  change: Change,
  actor: Person,
  { personId, organisationId, role }: { personId: string; organisationId: string; role: Role },
) {
  demandAnother(actor, personId);
  await organisationFor(change, { organisationId, role });
  if ((await change.tx.$count(people, eq(people.id, personId))) === 0) throw notFound();
  const granted = await change.tx
    .insert(memberships)
    .values({ personId, organisationId, role, grantedBy: actor.name, grantedAt: change.now })
    .onConflictDoNothing()
    .returning({ role: memberships.role });
  if (granted.length === 0) throw new Refusal("cannot_do_that_now", "They have this role already", "role");
  await recordRole(change, actor, "role.granted", { personId, organisationId, role });
}

function demandAnother(actor: Person, personId: string) {
  if (actor.personId === personId)
    throw new Refusal("not_your_own_work", "Somebody else has to change your own roles");
}

async function organisationFor(
  change: Change,
  { organisationId, role }: { organisationId: string; role: Role },
) {
  const [organisation] = await change.tx
    .select({ name: organisations.name, side: organisations.side })
    .from(organisations)
    .where(eq(organisations.id, organisationId));
  if (!organisation) throw notFound();
  if (sideOf(role) !== organisation.side)
    throw new Refusal("bad_input", `${roleTitles[role]} is not a role at ${organisation.name}`, "role");
  return { name: organisation.name, chain: chainOfSide(organisation.side, organisationId) };
}

async function idOf(change: Change, email: string): Promise<string> {
  const [person] = await change.tx.select({ id: people.id }).from(people).where(eq(people.email, email));
  return person!.id;
}

async function recordRole(
  change: Change,
  actor: Person,
  type: "role.granted" | "role.ended",
  { personId, organisationId, role }: { personId: string; organisationId: string; role: Role },
) {
  const [person] = await change.tx.select().from(people).where(eq(people.id, personId));
  const event = { type, facts: { person: person!.name, role } };
  await record({ ...change, actor }, person!.email, event, chainOfSide(sideOf(role), organisationId));
}

const chainOfSide = (side: Side, organisationId: string) => (side === "buyer" ? organisationId : null);
