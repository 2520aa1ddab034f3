import { sql } from "drizzle-orm";
import { type Ask, asReading } from "#server/lib/change.ts";

/**
 * Everything that settling leaves behind, as text, row by row, with numbers, days, order and chains: equal where two
 * databases with the same past were settled equally. Left out are random identifiers, and hashes of what holds some.
 */
export const everythingBooked = (ask: Ask): Promise<string[]> =>
  asReading(ask, async ({ tx }) => {
    const { rows } = await tx.execute<{ said: string }>(sql`
      select 'document ' || (to_jsonb(d) - array['id', 'licence_id', 'organisation_id', 'corrects_id']
          || jsonb_build_object('licence', l.reference, 'corrects', o.number, 'owed', i.outstanding_pence, 'due', i.due_on))::text
        as said from documents d join licences l on l.id = d.licence_id left join documents o on o.id = d.corrects_id
        join open_items i on i.document_id = d.id
      union all select 'line ' || d.number || ' ' || (to_jsonb(x) - array['id', 'document_id', 'licence_id', 'organisation_id'])::text
        from document_lines x join documents d on d.id = x.document_id
      union all select 'transfer ' || p.key || ' ' || p."on" || ' ' || p.known_at || ' '
          || (to_jsonb(t) - array['posting_id', 'organisation_id'])::text
        from transfers t join postings p on p.id = t.posting_id
      union all select 'licence ' || (to_jsonb(l) - array['id', 'offer_id', 'organisation_id', 'dataset_id', 'contract'])::text
        from licences l
      union all select 'entitlement ' || l.reference || ' ' || e.status from entitlements e join licences l on l.id = e.licence_id
      union all select 'parked ' || l.reference || ' ' || p.because || ' ' || p.reason || ' ' || coalesce(p.amount_pence, 0)
          || ' ' || p.parked_on || ' ' || p.parked_at from parked_licences p join licences l on l.id = p.licence_id
      union all select 'promise ' || l.reference || ' ' || (to_jsonb(o) - array['licence_id', 'organisation_id'])::text
        from obligations o join licences l on l.id = o.licence_id
      union all select 'reminder ' || l.reference || ' ' || r.key || ' ' || r.sent_on
        from reminders r join licences l on l.id = r.licence_id
      union all select 'message ' || m.to_address || ' ' || m.subject || ' ' || m.body from messages m
      union all select 'event ' || o.name || ' ' || e.sequence || ' ' || (to_jsonb(e)
          - array['id', 'chain', 'organisation_id', 'facts', 'hash', 'previous_hash'] || (e.facts - 'sha256'))::text
        from events e join organisations o on o.id = e.organisation_id
      order by said`);
    return rows.map(({ said }) => said);
  });
