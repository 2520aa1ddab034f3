import { eq, sql } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { type CivilDate, civil } from "#server/lib/dates.ts";
import { notFound } from "#server/lib/refusal.ts";
import { whatHappened } from "./entries.ts";
import { type AccountFilter, type AccountsAfter, daysOf } from "./form.ts";

/**
 * What a customer owes in money by the ledger: receivables (1100) less its credit (2310) and what we owe it (2500), of which
 * each posting moves so much; what was paid in kind is settled apart. Allocations, refunds that fall due and what is set off
 * only move it among the three.
 */
const moved = sql`
  select p.organisation_id, p.key, p.on, p.known_at,
    sum(case when t.debit in ('1100', '2310', '2500') then t.amount_pence else 0 end
      - case when t.credit in ('1100', '2310', '2500') then t.amount_pence else 0 end) as pence
  from postings p join transfers t on t.posting_id = p.id
  left join documents d on d.number = p.key
  left join documents original on original.id = d.corrects_id
  where p.organisation_id is not null and p.key not like '% moved %'
    and coalesce(original.type, d.type, 'invoice') <> 'barter_invoice'
  group by p.id`;

/**
 * The statement of account of a customer: what it owed before the first day, what happened on each, and what it owes after
 * the last. Amounts in pence; below zero is what we owe. It is read off the ledger, so it foots to it. `not_found` for
 * another's, or where nobody is named to the NHS.
 */
export const readAccount = (ask: Ask, filter: AccountFilter) =>
  asReading(ask, async (reading) => {
    const own =
      ask.actor.kind === "person" && ask.actor.side === "buyer" ? ask.actor.organisationId : undefined;
    const id = own ?? filter.customer;
    if (!id || (filter.customer && filter.customer !== id)) throw notFound();
    const [customer] = await reading.tx
      .select({ id: organisations.id, name: organisations.name, address: organisations.address })
      .from(organisations)
      .where(eq(organisations.id, id));
    if (!customer) throw notFound();
    const days = daysOf(filter, ask.today);
    const openingPence = await owedBefore(reading, id, days.from);
    const entries = await entriesOf(reading, id, days);
    let balancePence = openingPence;
    const running = entries.map((entry) => {
      balancePence += entry.pence;
      return { ...entry, balancePence };
    });
    return { customer, ...days, openingPence, entries: running, closingPence: balancePence };
  });

async function owedBefore({ tx }: Reading, organisationId: string, day: CivilDate): Promise<bigint> {
  const { rows } = await tx.execute<{ pence: string }>(sql`
    select coalesce(sum(m.pence), 0)::text as pence from (${moved}) m where m.organisation_id = ${organisationId} and m.on < ${day}`);
  return BigInt(rows[0]!.pence);
}

async function entriesOf(
  { tx }: Reading,
  organisationId: string,
  { from, to }: { from: CivilDate; to: CivilDate },
) {
  const { rows } = await tx.execute<{ key: string; on: string; pence: string }>(sql`
    select m.key, m.on::text as on, m.pence::text as pence from (${moved}) m
    where m.organisation_id = ${organisationId} and m.on between ${from} and ${to} and m.pence <> 0
    order by m.on, m.known_at, m.key`);
  return rows.map(({ key, on, pence }) => ({
    on: civil(on),
    ...whatHappened(key),
    key,
    pence: BigInt(pence),
  }));
}

const pageSize = 100;

/** Customers by name that anything was ever booked for, a page at a time, and what each owes today; below zero is what we owe. */
export const listAccounts = (ask: Ask, { after }: AccountsAfter) =>
  asReading(ask, async ({ tx }) => {
    const { rows } = await tx.execute<{ id: string; name: string; pence: string }>(sql`
      select o.id::text as id, o.name, coalesce((select sum(m.pence) from (${moved}) m where m.organisation_id = o.id), 0)::text as pence
      from organisations o where o.name > ${after} and exists (select from postings p where p.organisation_id = o.id)
      order by o.name limit ${pageSize + 1}`);
    return {
      rows: rows.slice(0, pageSize).map(({ pence, ...row }) => ({ ...row, pence: BigInt(pence) })),
      more: rows.length > pageSize,
    };
  });
