import { sql } from "drizzle-orm";
import { ages } from "#server/billing/documents/filter.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Account } from "#server/ledger/accounts.ts";
import { balances } from "#server/ledger/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { addMonths, firstOfMonth } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { countLate } from "#server/licensing/daily/store/obligations.ts";
import { byDay, type Task } from "../task.ts";
import { offersToApprove } from "./commercial.ts";
import { pence, select, sign } from "./select.ts";

/** The month of the business date as finance sees it: billed, received, unexplained, overdue, and where it all stands. */
export const finance = (ask: Ask & { actor: Person }) =>
  asReading(ask, async (reading) => ({
    month: { from: firstOfMonth(ask.today), today: ask.today },
    figures: await figures(reading),
    latePromises: await countLate(reading),
    tasks: await tasks(reading, ask.actor),
    ages: await byAge(reading),
    models: await byModel(reading),
    months: await lastTwelveMonths(reading),
    control: await control(reading),
  }));

async function figures(reading: Reading) {
  const from = firstOfMonth(reading.today);
  const [row] = await select<
    Record<"billed" | "received" | "overdue", string> &
      Record<"documents" | "receipts" | "late" | "lateCustomers", number>
  >(
    reading,
    sql`select
      (select coalesce(sum(${sign} * d.gross_pence), 0) from documents d where d.issued_on between ${from} and ${reading.today}) as billed,
      (select count(*)::int from documents where issued_on between ${from} and ${reading.today}) as documents,
      (select coalesce(sum(amount_pence), 0) from receipts where received_on between ${from} and ${reading.today}) as received,
      (select count(*)::int from receipts where received_on between ${from} and ${reading.today}) as receipts,
      l.* from (select coalesce(sum(outstanding_pence), 0) as overdue, count(*)::int as late,
        count(distinct organisation_id)::int as "lateCustomers"
        from open_items where outstanding_pence > 0 and due_on < ${reading.today}) l`,
  );
  const { billed, received, overdue, ...counts } = row!;
  return {
    ...counts,
    billedPence: pence(billed),
    receivedPence: pence(received),
    overduePence: pence(overdue),
  };
}

/** What is outstanding by how long it has been due; every age is there, also with nothing in it. */
async function byAge(reading: Reading) {
  const rows = await select<{ age: string; open: string; count: number }>(
    reading,
    sql`select case when due_on is null or due_on >= ${reading.today} then 'not_due'
          when due_on >= ${reading.today}::date - 30 then '1-30' when due_on >= ${reading.today}::date - 60 then '31-60'
          when due_on >= ${reading.today}::date - 90 then '61-90' else 'over_90' end as age,
        sum(outstanding_pence) as open, count(*)::int as count
      from open_items where outstanding_pence > 0 group by 1`,
  );
  const found = new Map(rows.map((row) => [row.age, row]));
  return ages.map((age) => ({
    age,
    count: found.get(age)?.count ?? 0,
    openPence: pence(found.get(age)?.open),
  }));
}

/** To date, VAT included and credits taken off: billed = received + outstanding + in kind − refunds payable. */
async function byModel(reading: Reading) {
  const rows = await select<
    { kind: Kind } & Record<"billed" | "received" | "open" | "inKind" | "deferred", string>
  >(
    reading,
    sql`select l.kind, sum(d.billed) as billed, sum(d.in_kind) as "inKind", sum(d.open) as open, sum(d.received) as received,
        sum(d.deferred) as deferred
      from (
        select d.licence_id, ${sign} * d.gross_pence as billed, ${sign} * (d.gross_pence - d.payable_pence) as in_kind,
          i.outstanding_pence as open, 0 as received, 0 as deferred
        from documents d join open_items i on i.document_id = d.id
        union all select d.licence_id, 0, 0, 0, a.amount_pence, 0 from allocations a join documents d on d.id = a.document_id
          where not exists (select from reversals v where v.allocation_id = a.id)
        union all select p.licence_id, 0, 0, 0, 0, case t.credit when '2100' then t.amount_pence else -t.amount_pence end
        from transfers t join postings p on p.id = t.posting_id where '2100' in (t.debit, t.credit)
      ) d join licences l on l.id = d.licence_id group by l.kind`,
  );
  return rows.map(({ kind, billed, received, open, inKind, deferred }) => ({
    kind,
    billedPence: pence(billed),
    receivedPence: pence(received),
    outstandingPence: pence(open),
    inKindPence: pence(inKind),
    deferredPence: pence(deferred),
  }));
}

async function lastTwelveMonths(reading: Reading) {
  const first = addMonths(firstOfMonth(reading.today), -11);
  const rows = await select<{ month: string; billed: string; received: string }>(
    reading,
    sql`select m.month::date::text as month,
        (select coalesce(sum(${sign} * d.gross_pence), 0) from documents d
          where d.issued_on >= m.month and d.issued_on < m.month + interval '1 month' and d.issued_on <= ${reading.today}) as billed,
        (select coalesce(sum(r.amount_pence), 0) from receipts r
          where r.received_on >= m.month and r.received_on < m.month + interval '1 month') as received
      from generate_series(${first}::timestamp, ${firstOfMonth(reading.today)}::timestamp, interval '1 month') m (month)
      order by 1`,
  );
  return rows.map(({ month, billed, received }) => ({
    month,
    billedPence: pence(billed),
    receivedPence: pence(received),
  }));
}

/** Ledger beside papers: each pair must agree, and `verify` says where it does not. */
async function control(reading: Reading) {
  const [row] = await select<{ suspense: string; credit: string; open: string }>(
    reading,
    sql`select
      (select coalesce(sum(unallocated_pence), 0) from receipt_balances where organisation_id is null) as suspense,
      (select coalesce(sum(unallocated_pence), 0) from receipt_balances where organisation_id is not null) as credit,
      (select coalesce(sum(outstanding_pence), 0) from open_items) as open`,
  );
  const ledger = await balances(reading, ["1100", "1200", "2100", "2200", "2300", "2310", "2500"]);
  const owed = (code: Account) => -(ledger.get(code) ?? 0n);
  return {
    bankPence: ledger.get("1200") ?? 0n,
    receivablePence: ledger.get("1100") ?? 0n,
    openPence: pence(row!.open),
    suspensePence: owed("2300"),
    unexplainedPence: pence(row!.suspense),
    customerCreditPence: owed("2310"),
    refundsPence: owed("2500"),
    deferredPence: owed("2100"),
    outputVatPence: owed("2200"),
  };
}

async function tasks(reading: Reading, actor: Person): Promise<Task[]> {
  return [
    ...(await receiptsToExplain(reading)),
    ...(await proposalsToDecide(reading, actor)),
    ...(await offersToApprove(reading, actor)),
    ...(await parked(reading)),
    ...(await failedRuns(reading)),
  ].sort(byDay);
}

async function receiptsToExplain(reading: Reading): Promise<Task[]> {
  const rows = await select<{ reference: string; payer: string; text: string; left: string; on: string }>(
    reading,
    sql`select r.reference, r.payer, r.reference_as_received as text, b.unallocated_pence as left, r.received_on::text as "on"
      from receipts r join receipt_balances b on b.receipt_id = r.id where b.unallocated_pence > 0
      order by r.received_on, r.reference limit 20`,
  );
  return rows.map(({ reference, payer, text, left, on }) => ({
    title: `${pounds(pence(left))} from “${payer}”`,
    note: text
      ? `Reference “${text}”; not yet allocated to a document`
      : "No reference; not yet allocated to a document",
    day: on,
    late: false,
    href: `/finance/receipts/${reference}`,
    action: "Allocate",
  }));
}

/** What waits for a second finance officer, and the page on which they decide. */
const proposed = {
  credit_note: { title: "Credit on", href: () => "/finance/run" },
  daily_run: { title: "Daily run for", href: () => "/finance/run" },
  large_bill: { title: "A larger bill under", href: () => "/finance/parked" },
  retraction: { title: "Taking back a report under", href: (subject: string) => `/licences/${subject}` },
  receipt: { title: "Record", href: () => "/finance/receipts" },
  receipt_reversal: { title: "Take back", href: () => "/finance/receipts" },
} as const;

async function proposalsToDecide(reading: Reading, actor: Person): Promise<Task[]> {
  const rows = await select<{
    kind: keyof typeof proposed;
    subject: string;
    by: string;
    reason: string;
    mine: boolean;
  }>(
    reading,
    sql`select kind, subject, proposed_by_name as by, reason, proposed_by = ${actor.personId} as mine from proposals
      where status = 'waiting' and kind in ('credit_note', 'daily_run', 'large_bill', 'retraction', 'receipt', 'receipt_reversal') order by proposed_at limit 20`,
  );
  return rows.map(({ kind, subject, by, reason, mine }) => ({
    title: `${proposed[kind].title} ${subject}`,
    note: mine ? `You proposed it, so a colleague decides: ${reason}` : `${by} proposes it: ${reason}`,
    day: null,
    late: false,
    href: proposed[kind].href(subject),
    action: mine ? "Read" : "Decide",
  }));
}

async function parked(reading: Reading): Promise<Task[]> {
  const rows = await select<{ reference: string; reason: string; on: string }>(
    reading,
    sql`select l.reference, p.reason, p.parked_on::text as "on" from parked_licences p join licences l on l.id = p.licence_id
      order by p.parked_at, l.reference limit 20`,
  );
  return rows.map(({ reference, reason, on }) => ({
    title: `Nothing is billed under ${reference}`,
    note: reason,
    day: on,
    late: true,
    href: "/finance/parked",
    action: "See to it",
  }));
}

async function failedRuns(reading: Reading): Promise<Task[]> {
  const rows = await select<{ day: string; problem: string | null }>(
    reading,
    sql`select for_day::text as day, problem from (select * from daily_runs order by id desc limit 1) last
      where status = 'failed'`,
  );
  return rows.map(({ day, problem }) => ({
    title: "The last daily run did not finish",
    note: problem ?? "Run it again: what was done stays done",
    day,
    late: true,
    href: "/finance/run",
    action: "Run",
  }));
}
