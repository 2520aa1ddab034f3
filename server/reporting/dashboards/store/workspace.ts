import { sql } from "drizzle-orm";
import type { LicenceStatus } from "#db/enums.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { addDays, withDates } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { obligationsDue } from "#server/licensing/daily/store/obligations.ts";
import { formKeeping, statedPeriod } from "#server/licensing/settlement/promises.ts";
import { reportingOf } from "#server/licensing/settlement/who-says-rules.ts";
import { byDay, type Task } from "../task.ts";
import { pence, select } from "./select.ts";

/** A buyer's day: what needs them, what they hold, what they owe. Row-level security keeps it to their organisation. */
export const workspace = async (ask: Ask & { actor: Person }) => {
  const due = await obligationsDue(ask, { which: "soon" });
  return asReading(ask, async (reading) => ({
    tasks: [
      ...(await offersToSign(reading, ask.actor)),
      ...(await offersLapsed(reading)),
      ...due.rows.map(
        (obligation): Task => ({
          title: withDates(obligation.description),
          note: `${obligation.licence}, ${obligation.title}`,
          day: obligation.due,
          late: obligation.due < ask.today,
          href: `/licences/${obligation.licence}`,
          action: deedFor(obligation, ask),
        }),
      ),
      ...(await numberToGive(reading, ask.actor)),
      ...(await invoicesToPay(reading)),
      ...(await answersToRead(reading)),
    ].sort(byDay),
    /** What is due besides the first page of it, and licences of which an upgrade has not brought here yet what is. */
    beyond: { due: sumOf(due.kinds) - due.rows.length, unsettled: due.unsettled },
    figures: await figures(reading),
    licences: await licencesHeld(reading),
    documents: await recentDocuments(reading),
  }));
};

/** What this person can do about a promise today; whoever cannot keep it reads who can. */
function deedFor(
  promise: Parameters<typeof formKeeping>[0] & Parameters<typeof statedPeriod>[0],
  { actor, today }: Ask & { actor: Person },
): string {
  const may = reportingOf(actor.roles);
  const period = statedPeriod(promise);
  if (period) return may.report && addDays(period.to, -1) <= today ? "Prepare" : "Read";
  const by = formKeeping(promise)?.by;
  return by && may[by] ? "Report" : "Read";
}

const sumOf = (counted: readonly { count: number }[]) => counted.reduce((all, { count }) => all + count, 0);

async function offersToSign(reading: Reading, actor: Person): Promise<Task[]> {
  const rows = await select<{ reference: string; title: string; expires: string }>(
    reading,
    sql`select o.reference, a.title, o.expires_on::text as expires from offers o
      join applications a on a.id = o.application_id
      where o.status = 'approved' and o.expires_on >= ${reading.today} order by o.expires_on`,
  );
  const signs = actor.roles.includes("signatory");
  return rows.map(({ reference, title, expires }) => ({
    title: `Offer ${reference}, ${title}`,
    note: signs
      ? "Approved by the NHS; waits for your signature"
      : "Waits for a signatory of your organisation",
    day: expires,
    late: false,
    href: signs ? `/offers/${reference}/sign` : `/offers/${reference}`,
    action: signs ? "Sign" : "Read",
  }));
}

/** Offers that lapsed in the last fortnight, whose applications are with the NHS again. */
async function offersLapsed(reading: Reading): Promise<Task[]> {
  const rows = await select<{ reference: string; title: string; expired: string; application: string }>(
    reading,
    sql`select o.reference, a.title, o.expires_on::text as expired, a.reference as application from offers o
      join applications a on a.id = o.application_id
      where o.status = 'lapsed' and a.status = 'submitted' and o.expires_on >= ${reading.today}::date - 14
      order by o.expires_on, o.reference limit 20`,
  );
  return rows.map(({ reference, title, expired, application }) => ({
    title: `Offer ${reference} has lapsed: ${title}`,
    note: `${application} is with the NHS again, which can make another offer`,
    day: expired,
    late: false,
    href: `/applications/${application}`,
    action: "Read",
  }));
}

/** Bills that wait for the purchase order number that this customer requires on them. */
async function numberToGive(reading: Reading, actor: Person): Promise<Task[]> {
  const [waiting] = await select<{ pence: string; since: string; count: number }>(
    reading,
    sql`select sum(amount_pence) as pence, min(parked_on)::text as since, count(*)::int as count from parked_licences
      where because = 'purchase_order_missing' having count(*) > 0`,
  );
  if (!waiting) return [];
  const gives = actor.roles.includes("signatory");
  return [
    {
      title: "Give your purchase order number",
      note: `You require one on invoices; documents of ${pounds(pence(waiting.pence))} under ${counted(waiting.count, "licence")} wait for it. ${gives ? "Enter it for your organisation" : "A signatory of your organisation enters it"}`,
      day: waiting.since,
      late: true,
      href: "/organisation",
      action: gives ? "Enter it" : "Read",
    },
  ];
}

async function invoicesToPay(reading: Reading): Promise<Task[]> {
  const rows = await select<{ number: string; due: string; open: string; title: string }>(
    reading,
    sql`select d.number, i.due_on::text as due, i.outstanding_pence as open, l.title from open_items i
      join documents d on d.id = i.document_id join licences l on l.id = d.licence_id
      where i.outstanding_pence > 0 and i.due_on <= ${reading.today}::date + 14 order by i.due_on, d.number limit 20`,
  );
  return rows.map(({ number, due, open, title }) => ({
    title: `Pay ${pounds(pence(open))} on ${number}`,
    note: title,
    day: due,
    late: due < reading.today,
    href: `/invoices/${number}`,
    action: "See how",
  }));
}

/** Answers of custodians in the last fortnight to enquiries that nobody has closed or written in since. */
async function answersToRead(reading: Reading): Promise<Task[]> {
  const rows = await select<{ reference: string; subject: string; title: string; answered: string }>(
    reading,
    sql`select e.reference, e.subject, d.title, (e.last_at at time zone 'Europe/London')::date::text as answered
      from enquiries e join datasets d on d.id = e.dataset_id
      where e.status = 'answered' and e.last_at > ${reading.now.toISOString()}::timestamptz - interval '14 days'
      order by e.last_at limit 20`,
  );
  return rows.map(({ reference, subject, title, answered }) => ({
    title: `Answered: ${subject}`,
    note: `${reference}, about ${title}`,
    day: answered,
    late: false,
    href: `/enquiries/${reference}`,
    action: "Read",
  }));
}

async function figures(reading: Reading) {
  const [row] = await select<{
    applications: number;
    inForce: number;
    open: string;
    overdue: string;
    unpaid: number;
  }>(
    reading,
    sql`select (select count(*)::int from applications where status in ('submitted', 'in_review')) as applications,
      (select count(*)::int from licences where status = 'in_force') as "inForce",
      (select coalesce(sum(outstanding_pence), 0) from open_items) as open,
      (select count(*)::int from open_items where outstanding_pence > 0) as unpaid,
      (select coalesce(sum(outstanding_pence), 0) from open_items where due_on < ${reading.today}) as overdue`,
  );
  const { applications, inForce, unpaid, open, overdue } = row!;
  return { applications, inForce, unpaid, outstandingPence: pence(open), overduePence: pence(overdue) };
}

const licencesHeld = (reading: Reading) =>
  select<{
    reference: string;
    title: string;
    kind: Kind;
    status: LicenceStatus;
    startsOn: string;
    endsOn: string;
  }>(
    reading,
    sql`select reference, title, kind, status, starts_on::text as "startsOn", ends_on::text as "endsOn" from licences
      order by (status = 'in_force') desc, in_force_at desc limit 10`,
  );

async function recentDocuments(reading: Reading) {
  const rows = await select<{
    number: string;
    type: string;
    issuedOn: string;
    dueOn: string | null;
    gross: string;
    open: string;
    title: string;
  }>(
    reading,
    sql`select d.number, d.type, d.issued_on::text as "issuedOn", d.due_on::text as "dueOn", d.gross_pence as gross,
        i.outstanding_pence as open, l.title
      from documents d join open_items i on i.document_id = d.id join licences l on l.id = d.licence_id
      order by d.issued_on desc, d.id desc limit 10`,
  );
  return rows.map(({ gross, open, ...row }) => ({
    ...row,
    grossPence: pence(gross),
    outstandingPence: pence(open),
  }));
}
