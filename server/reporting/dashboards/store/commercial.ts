import { sql } from "drizzle-orm";
import type { OfferStatus } from "#db/enums.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { pounds } from "#server/lib/money.ts";
import { countLate } from "#server/licensing/daily/store/obligations.ts";
import { statusWords } from "#server/licensing/moves.ts";
import { waitsFor } from "#server/licensing/negotiation/store/telling.ts";
import { approvalsNeeded } from "#server/pricing/rules.ts";
import { byDay, type Task } from "../task.ts";
import { pence, select } from "./select.ts";

/** The deals: what is on its way, what is in force, and what waits for somebody of the commercial team. */
export const commercial = (ask: Ask & { actor: Person }) =>
  asReading(ask, async (reading) => ({
    tasks: await tasks(reading, ask.actor),
    applications: await applicationsByState(reading),
    offers: await offersByState(reading),
    licences: await licencesByModel(reading),
    latePromises: await countLate(reading),
  }));

async function applicationsByState(reading: Reading) {
  const [row] = await select<{ submitted: number }>(
    reading,
    sql`select count(*)::int as submitted from applications where status = 'submitted'`,
  );
  return row!;
}

/** Offers that still stand or have come to something, with what they are worth to the NHS over their term. */
async function offersByState(reading: Reading) {
  const rows = await select<{ state: OfferStatus; count: number; value: string }>(
    reading,
    sql`select o.status as state, count(*)::int as count, sum(v.value_pence) as value from offers o
      join offer_versions v on v.offer_id = o.id and v.version = o.version group by o.status`,
  );
  return rows.map(({ value, ...row }) => ({ ...row, valuePence: pence(value) }));
}

async function licencesByModel(reading: Reading) {
  const rows = await select<{ kind: Kind; inForce: number; value: string; ended: number; ending: number }>(
    reading,
    sql`select kind, count(*) filter (where status in ('in_force', 'suspended'))::int as "inForce",
        coalesce(sum(value_pence) filter (where status in ('in_force', 'suspended')), 0) as value,
        count(*) filter (where status in ('expired', 'terminated'))::int as ended,
        count(*) filter (where status = 'in_force' and ends_on <= ${reading.today}::date + 90)::int as ending
      from licences group by kind`,
  );
  return rows.map(({ value, ...row }) => ({ ...row, valuePence: pence(value) }));
}

async function tasks(reading: Reading, actor: Person): Promise<Task[]> {
  const is = (...roles: Person["roles"]) => actor.roles.some((role) => roles.includes(role));
  return [
    ...(is("commercial_manager", "auditor") ? await applicationsToDecide(reading) : []),
    ...(is("commercial_manager", "auditor") ? await offersLapsing(reading) : []),
    ...(is("commercial_manager", "auditor") ? await enquiriesToAnswer(reading) : []),
    ...(await offersToApprove(reading, actor)),
    ...(is("nhs_signatory", "auditor") ? await offersToCountersign(reading, actor) : []),
    ...(is("approver", "auditor") ? await proposalsToDecide(reading, actor) : []),
  ].sort(byDay);
}

async function applicationsToDecide(reading: Reading): Promise<Task[]> {
  const rows = await select<{
    reference: string;
    title: string;
    organisation: string;
    submitted: string;
    last: string | null;
    status: OfferStatus | null;
  }>(
    reading,
    sql`select a.reference, a.title, c.name as organisation, a.submitted_on::text as submitted, o.reference as last, o.status
      from applications a join organisations c on c.id = a.organisation_id
      left join lateral (select reference, status from offers where application_id = a.id
        order by made_on desc, reference desc limit 1) o on true
      where a.status = 'submitted' order by a.submitted_on limit 50`,
  );
  return rows.map(({ reference, title, organisation, submitted, last, status }) => ({
    title: status ? `Offer again to ${organisation}: ${title}` : `${organisation} applies: ${title}`,
    note: status
      ? `${last} ${cameTo[status] ?? statusWords[status]}. Make another offer for ${reference}, or say why not`
      : `${reference}. Make an offer, or say why not`,
    day: submitted,
    late: false,
    href: `/applications/${reference}`,
    action: status ? "Offer again" : "Decide",
  }));
}

/** What an offer came to, as a sentence says it. */
const cameTo: Partial<Record<OfferStatus, string>> = {
  declined: "was declined",
  withdrawn: "was withdrawn",
  lapsed: "has lapsed",
};

/** Offers in their last week, whoever they wait for: the manager is the one who can call, or offer anew. */
async function offersLapsing(reading: Reading): Promise<Task[]> {
  const rows = await select<{
    reference: string;
    title: string;
    organisation: string;
    expires: string;
    status: OfferStatus;
  }>(
    reading,
    sql`select o.reference, a.title, c.name as organisation, o.expires_on::text as expires, o.status from offers o
      join applications a on a.id = o.application_id join organisations c on c.id = o.organisation_id
      where o.status in ('offered', 'approved', 'part_signed') and o.expires_on <= ${reading.today}::date + 7
      order by o.expires_on, o.reference limit 50`,
  );
  return rows.map(({ reference, title, organisation, expires, status }) => ({
    title: `The offer to ${organisation} lapses: ${title}`,
    note: `${reference} waits for ${waitsFor[status]}`,
    day: expires,
    late: expires < reading.today,
    href: `/offers/${reference}`,
    action: "Read",
  }));
}

async function enquiriesToAnswer(reading: Reading): Promise<Task[]> {
  const rows = await select<{ reference: string; subject: string; organisation: string; since: string }>(
    reading,
    sql`select e.reference, e.subject, o.name as organisation,
        (select (min(m.at) at time zone 'Europe/London')::date::text from enquiry_messages m
          where m.enquiry_id = e.id and m.at > coalesce((select max(a.at) from enquiry_messages a
            where a.enquiry_id = e.id and a.side = 'nhs'), '-infinity')) as since
      from enquiries e join organisations o on o.id = e.organisation_id
      where e.status = 'waiting' order by since, e.reference limit 50`,
  );
  return rows.map(({ reference, subject, organisation, since }) => ({
    title: `${organisation} asks: ${subject}`,
    note: `${reference}. Answer before they apply`,
    day: since,
    late: false,
    href: `/enquiries/${reference}`,
    action: "Answer",
  }));
}

/** Offers that lack an approval which this person may give: never on an offer they made or have already approved. */
export async function offersToApprove(reading: Reading, actor: Person): Promise<Task[]> {
  const rows = await select<{
    reference: string;
    title: string;
    organisation: string;
    madeOn: string;
    value: string;
    policy: Parameters<typeof approvalsNeeded>[0];
    given: string[];
  }>(
    reading,
    sql`select o.reference, a.title, c.name as organisation, o.made_on::text as "madeOn", v.value_pence as value,
        -- A contract of several models asks for what the strictest of them asks for.
        (select max(p.policy) from policies p where p.kind::text in
          (select part -> 'terms' ->> 'kind' from jsonb_array_elements(v.contract -> 'components') part)) as policy,
        array(select approved_as::text from approvals g where g.offer_id = o.id and g.version = o.version) as given
      from offers o
      join offer_versions v on v.offer_id = o.id and v.version = o.version
      join applications a on a.id = o.application_id
      join organisations c on c.id = o.organisation_id
      where o.status = 'offered' and v.author_id <> ${actor.personId}
        and not exists (select from approvals g where g.offer_id = o.id and g.version = o.version
          and g.person_id = ${actor.personId})
      order by o.made_on limit 50`,
  );
  return rows.flatMap(({ reference, title, organisation, madeOn, value, policy, given }) => {
    const missing = approvalsNeeded(policy, pence(value)).filter((need) => !given.includes(need));
    const mine = missing.filter((need) =>
      actor.roles.includes(need === "finance" ? "finance_officer" : "approver"),
    );
    if (mine.length === 0 && !actor.roles.includes("auditor")) return [];
    return [
      {
        title: `Offer to ${organisation}: ${title}`,
        note: `${reference}, worth ${pounds(pence(value))}. Missing: ${missing.map((need) => approvers[need]).join(", ")}`,
        day: madeOn,
        late: false,
        href: `/offers/${reference}`,
        action: mine.length > 0 ? "Approve" : "Read",
      },
    ];
  });
}

const approvers = { approver: "an approver", finance: "finance", board: "the board's decision" } as const;

async function offersToCountersign(reading: Reading, actor: Person): Promise<Task[]> {
  const rows = await select<{ reference: string; title: string; organisation: string; expires: string }>(
    reading,
    sql`select o.reference, a.title, c.name as organisation, o.expires_on::text as expires from offers o
      join applications a on a.id = o.application_id join organisations c on c.id = o.organisation_id
      where o.status = 'part_signed' order by o.expires_on limit 50`,
  );
  const signs = actor.roles.includes("nhs_signatory");
  return rows.map(({ reference, title, organisation, expires }) => ({
    title: `${organisation} has signed: ${title}`,
    note: `${reference} comes into force when the NHS signs`,
    day: expires,
    late: expires < reading.today,
    href: signs ? `/offers/${reference}/sign` : `/offers/${reference}`,
    action: signs ? "Sign" : "Read",
  }));
}

async function proposalsToDecide(reading: Reading, actor: Person): Promise<Task[]> {
  const rows = await select<{ subject: string; by: string; reason: string; on: string }>(
    reading,
    sql`select subject, proposed_by_name as by, reason, (proposed_at at time zone 'Europe/London')::date::text as "on"
      from proposals where status = 'waiting' and kind = 'termination' and proposed_by <> ${actor.personId}
      order by proposed_at limit 50`,
  );
  return rows.map(({ subject, by, reason }) => ({
    title: `End licence ${subject} early`,
    note: `${by} proposes it: ${reason}`,
    day: null,
    late: false,
    href: "/commercial/approvals",
    action: "Decide",
  }));
}
