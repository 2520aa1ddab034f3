import { sql } from "drizzle-orm";
import { bySql, type Check } from "./check.ts";

/** From what was told to the rows it speaks of, and from rows to what was told, member by member. */
export const eventChecks: readonly Check[] = [
  bySql(
    "Every document, receipt, licence, signature and approval that was told of is still there, as it was told",
    sql`select count(*) from events where type in ('document.issued', 'receipt.recorded', 'licence.in_force', 'offer.signed',
      'offer.approved')`,
    sql`select e.subject || ' was issued, and is gone or another' from events e
        left join documents d on d.number = e.subject and d.organisation_id = e.organisation_id
          and d.type::text = e.facts ->> 'type' and d.net_pence::text = e.facts ->> 'net'
          and d.vat_pence::text = e.facts ->> 'vat' and d.gross_pence::text = e.facts ->> 'gross'
          and coalesce(d.due_on::text, '') = e.facts ->> 'due'
        where e.type = 'document.issued' and d.id is null
      union all select e.subject || ' was received, and is gone or another' from events e
        left join receipts r on r.reference = e.subject and r.amount_pence::text = e.facts ->> 'amount'
          and r.payer = e.facts ->> 'payer'
        where e.type = 'receipt.recorded' and r.id is null
      union all select e.subject || ' came into force, and is gone or another' from events e
        left join licences l on l.reference = e.subject and l.organisation_id = e.organisation_id
          and l.contract_hash = e.facts ->> 'contractHash' and l.starts_on::text = e.facts ->> 'startsOn'
          and l.ends_on::text = e.facts ->> 'endsOn' and l.kind::text = e.facts ->> 'kind'
        where e.type = 'licence.in_force' and l.id is null
      union all select e.subject || ' was signed by another person than was told' from events e
        join offers o on o.reference = e.subject
        left join signatures s on s.offer_id = o.id and s.side::text = e.facts ->> 'side'
          and s.typed_name = e.facts ->> 'name' and s.contract_hash = e.facts ->> 'contractHash'
          and s.person_id::text = e.actor
        where e.type = 'offer.signed' and s.offer_id is null
      union all select e.subject || ' was approved by another person than was told' from events e
        join offers o on o.reference = e.subject
        left join approvals a on a.offer_id = o.id and a.version::text = e.facts ->> 'version'
          and a.approved_as::text = e.facts ->> 'as' and a.person_id::text = e.actor
        where e.type = 'offer.approved' and a.offer_id is null`,
  ),
  bySql(
    "Every document and receipt says word for word what it said when it was told of",
    sql`select count(*) from events where type in ('document.issued', 'receipt.recorded') and facts ? 'sha256'`,
    sql`select e.subject from events e join documents d on d.number = e.subject
        where e.type = 'document.issued' and e.facts ->> 'sha256' <> document_digest(d.id)
      union all select e.subject from events e join receipts r on r.reference = e.subject
        where e.type = 'receipt.recorded' and e.facts ->> 'sha256' <> receipt_digest(r.id)`,
  ),
  bySql(
    "Every fact and allocation was told of once, and is as it was told",
    sql`select (select count(*) from facts) + (select count(*) from allocations)`,
    sql`select l.reference || ' ' || f.fact_id || ' version ' || f.version || ' was never told' from facts f
        join licences l on l.id = f.licence_id
        where not exists (select from events e where e.type = 'fact.reported' and e.subject = l.reference
          and e.facts ->> 'factId' = f.fact_id and e.facts ->> 'version' = f.version::text
          and e.facts ->> 'kind' = f.kind and e.facts ->> 'on' = f."on"::text
          and e.facts ->> 'component' = coalesce(f.component, ''))
      union all select e.subject || ' ' || (e.facts ->> 'factId') || ' was told, and is gone' from events e
        left join licences l on l.reference = e.subject
        left join facts f on f.licence_id = l.id and f.fact_id = e.facts ->> 'factId'
          and f.version::text = e.facts ->> 'version'
        where e.type = 'fact.reported' and f.id is null
      union all select coalesce(a.reference, t.subject) || ' on ' || coalesce(a.number, t.document)
          || ': allocated otherwise than was told' from
        (select r.reference, d.number, sum(a.amount_pence) as amount, count(*) as times from allocations a
          join receipts r on r.id = a.receipt_id join documents d on d.id = a.document_id group by 1, 2) a
        full join (select subject, facts ->> 'document' as document, sum((facts ->> 'amount')::numeric) as amount, count(*) as times
          from events where type = 'receipt.allocated' group by 1, 2) t on t.subject = a.reference and t.document = a.number
        where (a.amount, a.times) is distinct from (t.amount, t.times)`,
  ),
  bySql(
    "The counters of documents stand where the last one that was told of stood",
    sql`select count(*) from series`,
    sql`select 'the counter of ' || s.name || ' stands at ' || s.last || ', ' || t.told || ' were told of' from series s
      join lateral (select count(*) as told from events where type = 'document.issued' and subject like s.name || '-%') t on true
      where s.last <> t.told`,
  ),
  bySql(
    "A licence has the days, model and buyer of its contract and offer, the state that was last told, and its entitlement",
    sql`select count(*) from licences`,
    sql`select l.reference || ': its days are not those of its contract' from licences l
        where l.starts_on::text is distinct from l.contract -> 'term' ->> 'from'
          or l.ends_on::text is distinct from l.contract -> 'term' ->> 'to'
      union all select l.reference || ': another buyer, dataset or value than was offered' from licences l
        join offers o on o.id = l.offer_id join applications a on a.id = o.application_id
        left join offer_versions v on v.offer_id = o.id and v.contract_hash = l.contract_hash
        where l.organisation_id <> o.organisation_id or l.dataset_id <> a.dataset_id
          or l.value_pence is distinct from v.value_pence
      union all select l.reference || ' is ' || l.status || ', ' || coalesce(t.type, 'nothing') || ' was told last'
        from licences l left join lateral (select type from events e where e.subject = l.reference and e.type in
          ('licence.in_force', 'licence.terminated', 'licence.expired', 'licence.suspended', 'licence.restored')
          order by e.id desc limit 1) t on true
        where l.status::text is distinct from case t.type when 'licence.in_force' then 'in_force' when 'licence.restored' then 'in_force'
          when 'licence.suspended' then 'suspended' when 'licence.expired' then 'expired' when 'licence.terminated' then 'terminated' end
      union all select l.reference || ': its entitlement does not go with it' from licences l
        left join entitlements e on e.licence_id = l.id and e.dataset_id = l.dataset_id
          and e.organisation_id = l.organisation_id and e.valid_from = l.starts_on and e.valid_to = l.ends_on
          and e.status::text = case l.status when 'in_force' then 'granted' when 'suspended' then 'suspended' else 'ended' end
        where e.licence_id is null`,
  ),
  bySql(
    "Every file that proves something is what its hash says",
    sql`select count(*) from evidence_files`,
    sql`select l.reference || ' ' || f.name from evidence_files f join licences l on l.id = f.licence_id
      where encode(sha256(f.content), 'hex') <> f.sha256 or length(f.content) <> f.size`,
  ),
];
