import { and, eq, ne, sql } from "drizzle-orm";
import type { z } from "zod";
import { memberships, organisations, people, sessions } from "#db/schema/access.ts";
import { proposals } from "#db/schema/proposals.ts";
import type { decisionSchema } from "#server/access/decision-form.ts";
import { record } from "#server/audit/store.ts";
import { sendMail } from "#server/jobs/mail.ts";
import type { Person, Side } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { folded } from "#server/lib/names.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { tell } from "#server/notices/store/tell.ts";
import { partAsSystem } from "../as-system.ts";
import {
  type organisationSchema,
  type personSchema,
  type RoleChange,
  type renamingSchema,
  roleChangeSchema,
  type roleSchema,
} from "../people-forms.ts";
import { roleTitles, sideOf, takesTwo } from "../roles.ts";
import { decide, proposeWithin } from "./proposals.ts";
import { newLink } from "./sign-in.ts";

type Administering = Ask & { actor: Person };
type Administrating = Change & { actor: Person };

/** How long somebody who was added has to use their first link; later they ask for another themselves. */
const firstLinkHours = 24;

/** A new buyer organisation. Refuses a name that is taken, or that looks like one that is. */
export const addOrganisation = (ask: Administering, wanted: z.output<typeof organisationSchema>) =>
  asOneChange(ask, async (change) => {
    await demandUnlike(change, wanted.name, { field: "name" });
    const [added] = await change.tx
      .insert(organisations)
      .values({ ...wanted, side: "buyer" })
      .returning({ id: organisations.id });
    await record(
      change,
      wanted.name,
      { type: "organisation.added", facts: { name: wanted.name } },
      added!.id,
    );
    return added!;
  });

/** An organisation under its new name, from now on: what was signed and issued keeps the one that it had. */
export const renameOrganisation = (
  ask: Administering,
  { id, newName: name }: z.output<typeof renamingSchema>,
) =>
  asOneChange(ask, async (change) => {
    await demandUnlike(change, name, { field: "newName", except: id });
    const [before] = await change.tx
      .select()
      .from(organisations)
      .where(eq(organisations.id, id))
      .for("update");
    if (!before) throw notFound();
    if (before.name === name) return;
    await change.tx.update(organisations).set({ name }).where(eq(organisations.id, id));
    const facts = { field: "name", before: before.name, after: name };
    const chain = before.side === "buyer" ? id : null;
    await record(change, name, { type: "organisation.changed", facts }, chain);
  });

/** Refuses a name that reads like another organisation's. Under a lock, so that two at once do not pass each other. */
async function demandUnlike(
  { tx }: Change,
  name: string,
  { field, except }: { field: string; except?: string },
) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('names of organisations', 0))`);
  const all = await tx.select({ id: organisations.id, name: organisations.name }).from(organisations);
  const other = all.find((one) => one.id !== except && folded(one.name) === folded(name));
  if (!other) return;
  throw new Refusal(
    "cannot_do_that_now",
    other.name === name
      ? "There is an organisation of this name already"
      : `This looks like ${other.name}, which is here already. Give it a name that people can tell from it`,
    field,
  );
}

/**
 * Adds a person and gives them their first role, or asks a second administrator for it; with the role they are mailed a
 * link. Somebody we know already is given the role alone.
 */
export const addPerson = (ask: Administering, wanted: z.output<typeof personSchema>) =>
  asOneChange(ask, async (open) => {
    const change = { ...open, actor: ask.actor };
    const { chain } = await organisationFor(change, wanted);
    const { name, email, jobTitle } = wanted;
    const [added] = await change.tx
      .insert(people)
      .values({ name, email, jobTitle })
      .onConflictDoNothing({ target: people.email })
      .returning({ id: people.id });
    const personId = added?.id ?? (await idOf(change, email));
    if (added) await record(change, email, { type: "person.added", facts: { name, email } }, chain);
    return { personId, ...(await changeRole(change, { ...wanted, personId, give: true })) };
  });

/** One more role, from the person's next request on. Nobody changes their own. */
export const grantRole = (ask: Administering, wanted: z.output<typeof roleSchema>) =>
  asOneChange(ask, (change) => changeRole({ ...change, actor: ask.actor }, { ...wanted, give: true }));

/** One role less, from the person's next request on; with the last one their sessions there end. Nobody changes their own. */
export const endRole = (ask: Administering, ended: z.output<typeof roleSchema>) =>
  asOneChange(ask, (change) => changeRole({ ...change, actor: ask.actor }, { ...ended, give: false }));

/** A second administrator gives or takes what the first asked for, or refuses to. Nobody decides about themselves. */
export async function decideRole(ask: Administering, { id, approve }: z.output<typeof decisionSchema>) {
  const [asked] = await asReading(ask, ({ tx }) =>
    tx
      .select({ body: proposals.body })
      .from(proposals)
      .where(and(eq(proposals.id, id), eq(proposals.kind, "role"))),
  );
  if (!asked) throw notFound();
  const wanted = roleChangeSchema.parse(asked.body);
  demandAnother(ask.actor, wanted.personId);
  return decide(ask, { id, approve, kind: "role" }, (change, { proposedByName }) =>
    carryOut({ ...change, actor: ask.actor }, wanted, `${proposedByName} and ${ask.actor.name}`),
  );
}

/** Does it, or asks a second administrator where the role takes two. Says whether it waits. */
async function changeRole(change: Administrating, wanted: RoleChange): Promise<{ waits: boolean }> {
  const { actor } = change;
  demandAnother(actor, wanted.personId);
  const { name, chain } = await organisationFor(change, wanted);
  const person = await possible(change, wanted);
  if (!takesTwo(wanted.role)) {
    await carryOut(change, wanted, actor.name);
    return { waits: false };
  }
  const { personId, organisationId, role, give } = wanted;
  const { id } = await proposeWithin(change, {
    kind: "role",
    subject: `${person.email}, ${roleTitles[role]}`,
    organisationId: chain,
    body: { personId, organisationId, role, give },
    reason: `${person.name} ${give ? "is to be" : "is no longer to be"} ${roleTitles[role]} of ${name}`,
  });
  await tell(change, {
    kind: "role_asked",
    thing: id,
    organisationId: null,
    facts: {
      by: actor.name,
      title: `${person.name} ${give ? "is to be" : "is no longer to be"} ${roleTitles[role]} of ${name}`,
    },
  });
  return { waits: true };
}

/** Refuses what could not be done: nobody acts for the NHS and for a buyer, and what is held is not given again. */
async function possible({ tx }: Change, { personId, organisationId, role, give }: RoleChange) {
  const [person] = await tx.select().from(people).where(eq(people.id, personId));
  if (!person) throw notFound();
  const held = and(
    eq(memberships.personId, personId),
    eq(memberships.organisationId, organisationId),
    eq(memberships.role, role),
  );
  const holds = (await tx.$count(memberships, held)) > 0;
  if (!give && !holds) throw notFound();
  if (give && holds) throw new Refusal("cannot_do_that_now", "They have this role already", "role");
  const [other] = await tx
    .select({ name: organisations.name })
    .from(memberships)
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(and(eq(memberships.personId, personId), ne(organisations.side, sideOf(role))))
    .limit(1);
  if (give && other)
    throw new Refusal(
      "cannot_do_that_now",
      `${person.name} acts for ${other.name}, and nobody acts for the NHS and for a buyer`,
      "role",
    );
  return person;
}

async function carryOut(change: Administrating, wanted: RoleChange, by: string) {
  await possible(change, wanted);
  // Other people's sessions and mail are the system's, and the permission table has agreed.
  await partAsSystem(change, (part) => (wanted.give ? give(part, wanted, by) : take(part, wanted)));
  const { personId, organisationId, role } = wanted;
  const [person] = await change.tx.select().from(people).where(eq(people.id, personId));
  const type = wanted.give ? "role.granted" : "role.ended";
  const event = { type, facts: { person: person!.name, role } } as const;
  await record(change, person!.email, event, chainOfSide(sideOf(role), organisationId));
}

async function give(change: Change, { personId, organisationId, role }: RoleChange, by: string) {
  const isFirst = (await change.tx.$count(memberships, eq(memberships.personId, personId))) === 0;
  await change.tx
    .insert(memberships)
    .values({ personId, organisationId, role, grantedBy: by, grantedAt: change.now });
  // Somebody who cannot sign in yet is welcomed with a link; others hear of one role more.
  if (isFirst) return welcome(change, { personId, organisationId, role }, by);
  const { name: organisation } = await organisationFor(change, { organisationId, role });
  await tell(change, {
    kind: "role_given",
    thing: `${personId} ${organisationId} ${role} ${change.now.toISOString()}`,
    organisationId: sideOf(role) === "buyer" ? organisationId : null,
    facts: { by, role: roleTitles[role], organisation },
    people: [personId],
  });
}

async function take({ tx }: Change, { personId, organisationId, role }: RoleChange) {
  const there = and(eq(memberships.personId, personId), eq(memberships.organisationId, organisationId));
  await tx.delete(memberships).where(and(there, eq(memberships.role, role)));
  if ((await tx.$count(memberships, there)) === 0)
    await tx
      .delete(sessions)
      .where(and(eq(sessions.personId, personId), eq(sessions.organisationId, organisationId)));
}

async function welcome(
  change: Change,
  { personId, organisationId, role }: Omit<RoleChange, "give">,
  by: string,
) {
  const [person] = await change.tx.select().from(people).where(eq(people.id, personId));
  const { name: organisation } = await organisationFor(change, { organisationId, role });
  const link = await newLink(change, personId, firstLinkHours * 60);
  await sendMail(change, {
    to: person!.email,
    subject: `${organisation} on the health data marketplace`,
    body: `Hello ${person!.name},\n\n${by} added you as ${roleTitles[role]} of ${organisation}. Open this link and press the button to sign in, then choose a password on your account page:\n\n${link}\n\nIt works once, within ${firstLinkHours} hours. Later you can ask for another on the sign-in page.`,
  });
}

function demandAnother(actor: Person, personId: string) {
  if (actor.personId === personId)
    throw new Refusal("not_your_own_work", "Somebody else has to change your own roles");
}

async function organisationFor(
  { tx }: Change,
  { organisationId, role }: Pick<RoleChange, "organisationId" | "role">,
) {
  const [organisation] = await tx
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

const chainOfSide = (side: Side, organisationId: string) => (side === "buyer" ? organisationId : null);
