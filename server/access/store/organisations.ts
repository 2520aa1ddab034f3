import { asc, eq, notExists, sql } from "drizzle-orm";
import { memberships, organisations, people } from "#db/schema/access.ts";
import { record } from "#server/audit/store.ts";
import type { Person, Role } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Reading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";
import { asSystem } from "../as-system.ts";

/** Every organisation by name, with the number of its people. */
export const listOrganisations = (ask: Ask) =>
  asReading(ask, ({ tx }) =>
    tx
      .select({
        id: organisations.id,
        name: organisations.name,
        side: organisations.side,
        sector: organisations.sector,
        country: organisations.country,
        people: sql<number>`count(distinct ${memberships.personId})::int`,
      })
      .from(organisations)
      .leftJoin(memberships, eq(memberships.organisationId, organisations.id))
      .groupBy(organisations.id)
      .orderBy(asc(organisations.side), asc(organisations.name)),
  );

/** People who hold no role: added and waiting for one, or left with none. Nobody signs in as them. */
export const peopleWithoutRole = (ask: Ask) =>
  asReading(ask, ({ tx }) =>
    tx
      .select({ id: people.id, name: people.name, jobTitle: people.jobTitle, email: people.email })
      .from(people)
      .where(notExists(tx.select().from(memberships).where(eq(memberships.personId, people.id))))
      .orderBy(asc(people.name), asc(people.id))
      .limit(500),
  );

/**
 * Addresses of people that their mail server refuses for good, with its words: the last mail to them that had an outcome
 * was refused. One that is taken again ends it.
 */
export const refusedMail = (ask: Ask) =>
  asReading(asSystem(ask), async ({ tx }) => {
    const { rows } = await tx.execute<{
      id: string;
      name: string;
      email: string;
      at: string;
      because: string;
    }>(sql`
      select p.id, p.name, p.email, (m.refused_at at time zone 'Europe/London')::date::text as at, m.refused_because as because
      from people p, lateral (select refused_at, refused_because from messages where to_address = p.email
        and (sent_at is not null or refused_at is not null) order by written_at desc limit 1) m
      where m.refused_at is not null order by p.name limit 500`);
    return rows;
  });

/** One organisation with its people and their roles. A buyer finds only their own. */
export const findOrganisation = (ask: Ask, id: string) =>
  asReading(ask, async (reading) => {
    const [organisation] = await reading.tx.select().from(organisations).where(eq(organisations.id, id));
    if (!organisation) throw notFound();
    return { ...organisation, people: await peopleOf(reading, id) };
  });

/** The purchase order number that stands on invoices from now on; null takes it away. */
export const setPurchaseOrder = (ask: Ask & { actor: Person }, purchaseOrder: string | null) =>
  asOneChange(asSystem(ask), async (change) => {
    const own = eq(organisations.id, ask.actor.organisationId);
    const [before] = await change.tx.select().from(organisations).where(own).for("update");
    if (before!.purchaseOrder === purchaseOrder) return;
    await change.tx.update(organisations).set({ purchaseOrder }).where(own);
    const facts = {
      field: "purchase order number",
      before: before!.purchaseOrder ?? "",
      after: purchaseOrder ?? "",
    };
    await record(
      { ...change, actor: ask.actor },
      before!.name,
      { type: "organisation.changed", facts },
      ask.actor.organisationId,
    );
  });

async function peopleOf({ tx }: Reading, organisationId: string) {
  const rows = await tx
    .select({
      id: people.id,
      name: people.name,
      jobTitle: people.jobTitle,
      email: people.email,
      roles: sql<Role[]>`array_agg(${memberships.role}::text order by ${memberships.role})`,
    })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(eq(memberships.organisationId, organisationId))
    .groupBy(people.id)
    .orderBy(asc(people.name));
  return rows;
}
