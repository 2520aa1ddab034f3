import { sql } from "drizzle-orm";
import { inBatches } from "#server/lib/cursor.ts";
import { contractHash, signedContractSchema } from "#server/licensing/contract/contract.ts";
import { catalogueChecks } from "./catalogue-checks.ts";
import { bySql, type Check } from "./check.ts";
import { eventChecks } from "./event-checks.ts";
import { planChecks } from "./plan-checks.ts";
import { rowChecks } from "./row-checks.ts";
import { sidesChecks } from "./sides-checks.ts";

/** What was taken back does not count: of allocations (a), and of receipts (r). */
const stands = sql`not exists (select from reversals v where v.allocation_id = a.id)`;
/** Refunds (f) that were not taken back. */
const settledFor = sql`not exists (select from refund_reversals v where v.refund_id = f.id)`;
const notTakenBack = sql`not exists (select from reversals v where v.receipt_id = r.id and v.allocation_id is null)`;

const ledgerChecks: readonly Check[] = [
  bySql(
    "Every posting moves whole pence between two different accounts, so debits equal credits",
    sql`select count(*) from postings`,
    sql`select case when t.posting_id is null then p.key || ' moves nothing'
          when p.id is null or not t.known then 'a transfer of no posting or account'
          when t.none then p.key || ' has a transfer that is none' else p.key || ' lacks one of its transfers' end
        from postings p full join (
          select posting_id, bool_or(amount_pence <= 0 or debit = credit) as none, count(*) <> max(position) + 1 as lacking,
            bool_and(debit = any (chart) and credit = any (chart)) as known
          from transfers, (select array_agg(code) as chart from accounts) a group by 1) t on t.posting_id = p.id
        where t.posting_id is null or p.id is null or not t.known or t.none or t.lacking`,
  ),
  bySql(
    "Every document is in the ledger with its gross, and with its VAT on 2200",
    sql`select count(*) from documents`,
    sql`select d.number || ': gross ' || d.gross_pence || 'p, in the ledger ' || coalesce(b.moved, 0) || 'p, VAT '
          || d.vat_pence || 'p, on 2200 ' || coalesce(b.vat, 0) || 'p'
      from documents d left join lateral (
        select sum(t.amount_pence) as moved,
          sum(case when t.credit = '2200' then t.amount_pence when t.debit = '2200' then -t.amount_pence else 0 end) as vat
        from postings p join transfers t on t.posting_id = p.id where p.key = d.number) b on true
      where coalesce(b.moved, 0) <> d.gross_pence
        or coalesce(b.vat, 0) <> case d.type when 'credit_note' then -d.vat_pence else d.vat_pence end`,
  ),
  bySql(
    "Output VAT in the ledger (2200) is the VAT on the documents",
    sql`select count(*) from documents`,
    sql`select '2200 shows ' || ledger || 'p, documents ' || papers || 'p' from
        (select coalesce(sum(case when credit = '2200' then amount_pence else -amount_pence end), 0) as ledger
          from transfers where '2200' in (debit, credit)) l,
        (select coalesce(sum(case type when 'credit_note' then -vat_pence else vat_pence end), 0) as papers
          from documents) d
      where ledger <> papers`,
  ),
  bySql(
    "Receivables in the ledger (1100) are each customer's open documents, in cash and in kind",
    sql`select count(distinct organisation_id) from documents`,
    // What was paid in kind is cleared by accepted deliverables (postings "moved"), never by a receipt.
    sql`select o.name || ': 1100 shows ' || coalesce(l.cash, 0) || 'p to be paid, documents ' || coalesce(d.open, 0) || 'p'
      from organisations o
      left join (select p.organisation_id,
          sum(case t.debit when '1100' then t.amount_pence else -t.amount_pence end) as cash
        from transfers t join postings p on p.id = t.posting_id
        left join documents d on d.number = p.key
        left join documents original on original.id = d.corrects_id
        where '1100' in (t.debit, t.credit) and p.key not like '% moved %'
          and coalesce(original.type, d.type, 'invoice') <> 'barter_invoice'
        group by 1) l on l.organisation_id = o.id
      left join (select i.organisation_id, sum(i.outstanding_pence) as open from open_items i group by 1) d
        on d.organisation_id = o.id
      where coalesce(l.cash, 0) <> coalesce(d.open, 0)
      union all select o.name || ': more was accepted in kind than was billed' from organisations o join (
        select p.organisation_id, sum(case t.debit when '1100' then t.amount_pence else -t.amount_pence end) as kind
        from transfers t join postings p on p.id = t.posting_id
        left join documents d on d.number = p.key
        left join documents original on original.id = d.corrects_id
        where '1100' in (t.debit, t.credit)
          and (p.key like '% moved %' or coalesce(original.type, d.type) = 'barter_invoice')
        group by 1) l on l.organisation_id = o.id where l.kind < 0`,
  ),
  bySql(
    "Suspense (2300) and customer credit (2310) are the receipts not yet allocated to documents",
    sql`select count(*) from receipts`,
    sql`select code || ' shows ' || ledger || 'p, receipts ' || open || 'p' from (
        select code,
          (select coalesce(sum(case when credit = code then amount_pence else -amount_pence end), 0)
            from transfers where code in (debit, credit)) as ledger,
          (select coalesce(sum(r.amount_pence - coalesce((select sum(a.amount_pence) from allocations a
            where a.receipt_id = r.id and ${stands}), 0)), 0) from receipts r
            join receipt_balances b on b.receipt_id = r.id
            where (b.organisation_id is null) = (code = '2300') and ${notTakenBack}) as open
        from (values ('2300'), ('2310')) codes (code)) both_sides
      where ledger <> open`,
  ),
];

const documentChecks: readonly Check[] = [
  bySql(
    "Refunds payable (2500) are what is left on each customer's credit notes, and what was settled of them is in the ledger",
    sql`select count(*) from refund_balances`,
    sql`select o.name || ': 2500 shows ' || coalesce(l.owed, 0) || 'p, credit notes ' || coalesce(b.left_pence, 0) || 'p'
      from organisations o
      left join (select p.organisation_id, sum(case t.credit when '2500' then t.amount_pence else -t.amount_pence end) as owed
        from transfers t join postings p on p.id = t.posting_id where '2500' in (t.debit, t.credit) group by 1) l
        on l.organisation_id = o.id
      left join (select organisation_id, sum(left_pence) as left_pence from refund_balances group by 1) b
        on b.organisation_id = o.id
      where coalesce(l.owed, 0) <> coalesce(b.left_pence, 0)
      union all select d.number || ': ' || b.left_pence || 'p are left to refund, should be ' || refund_left(d.id) || 'p'
      from refund_balances b join documents d on d.id = b.document_id where b.left_pence <> refund_left(d.id)
      union all select d.number || ': a refund of ' || f.amount_pence || 'p is not in the ledger as it was settled'
      from refunds f join documents d on d.id = f.document_id left join documents i on i.id = f.against_id
      left join refund_reversals v on v.refund_id = f.id
      where not exists (select from postings p join transfers t on t.posting_id = p.id
        where p.key = d.number || case when i.id is null then ' refunded ' else ' set off against ' || i.number || ' ' end || f.id
          and t.debit = '2500' and t.credit = case when i.id is null then '1200' else '1100' end and t.amount_pence = f.amount_pence)
        or d.type <> 'credit_note' or i.organisation_id <> d.organisation_id or f.organisation_id <> d.organisation_id
        or (v.id is not null) <> exists (select from postings p
          where p.key like d.number || ' %' || f.id || ' taken back')`,
  ),
  bySql(
    "A document's net is its lines, its gross is net plus VAT, and its VAT is its rate of its net",
    sql`select count(*) from documents`,
    sql`select d.number || ': net ' || d.net_pence || 'p, lines ' || coalesce(l.net, 0) || 'p, VAT ' || d.vat_pence
          || 'p, gross ' || d.gross_pence || 'p'
      from documents d left join lateral (select sum(net_pence) as net, count(*) as lines, max(position) as last
        from document_lines where document_id = d.id) l on true
      where coalesce(l.net, 0) <> d.net_pence or l.lines <> l.last + 1 or d.gross_pence <> d.net_pence + d.vat_pence
        or (d.type <> 'credit_note' and d.vat_pence <> round(d.net_pence * d.vat_rate_bp / 10000.0))
        or (d.vat_category <> 'S' and d.vat_pence <> 0)
      union all select d.number || ': a line''s steps do not add up to its net'
      from documents d join document_lines l on l.document_id = d.id
      where l.net_pence <> (select sum((part ->> 'net')::bigint) from jsonb_array_elements(l.parts) part)`,
  ),
  bySql(
    "Credit notes leave on their original what VAT is left on its net, and never less than nothing",
    sql`select count(*) from documents where type = 'credit_note'`,
    sql`select o.number || ': credited ' || c.net || 'p net and ' || c.vat || 'p VAT of ' || o.net_pence || 'p and '
          || o.vat_pence || 'p'
      from documents o join (select corrects_id, sum(net_pence) as net, sum(vat_pence) as vat
        from documents where type = 'credit_note' group by 1) c on c.corrects_id = o.id
      where c.net > o.net_pence or o.type = 'credit_note'
        or c.vat <> o.vat_pence - round((o.net_pence - c.net) * o.vat_rate_bp / 10000.0)`,
  ),
  bySql(
    "Numbers have no gap, follow the order of issue, and end where their counter stands",
    sql`select count(*) from documents`,
    sql`select d.number || ' of ' || d.issued_on || ' follows ' || coalesce(d.before || ' of ' || d.issued_before, 'nothing') from (
        select number, sequence, issued_on, lag(number) over by_number as before,
          lag(sequence, 1, 0) over by_number as sequence_before, lag(issued_on) over by_number as issued_before
        from documents window by_number as (partition by series order by sequence)) d
      where d.sequence <> d.sequence_before + 1 or d.issued_on < d.issued_before
      union all select 'the counter of ' || s.name || ' stands at ' || s.last from series s
      where s.last <> coalesce((select max(sequence) from documents where series = s.name), 0)`,
  ),
  bySql(
    "What is outstanding is what was payable, less credits, less allocations, less refunds set off",
    sql`select count(*) from documents`,
    // A credit on something already paid becomes a refund payable, booked beside the credit note.
    sql`select d.number || ': shows ' || coalesce(i.outstanding_pence::text, 'no open item') || ', should be ' || w.wanted
      from documents d left join open_items i on i.document_id = d.id
      cross join lateral (select case d.type when 'credit_note' then 0 else d.payable_pence
        - coalesce((select sum(c.payable_pence) from documents c where c.corrects_id = d.id), 0)
        + coalesce((select sum(t.amount_pence) from documents c join postings p on p.key = c.number || ' refund payable'
            join transfers t on t.posting_id = p.id where c.corrects_id = d.id), 0)
        - coalesce((select sum(f.amount_pence) from refunds f where f.against_id = d.id and ${settledFor}), 0)
        - coalesce((select sum(a.amount_pence) from allocations a where a.document_id = d.id and ${stands}), 0) end as wanted) w
      where i.outstanding_pence is distinct from w.wanted or w.wanted < 0`,
  ),
  bySql(
    "Each receipt is what was allocated to documents plus what is left of it",
    sql`select count(*) from receipts`,
    sql`select r.reference || ': ' || r.amount_pence || 'p came in, ' || coalesce(a.allocated, 0) || 'p allocated, '
          || coalesce(b.unallocated_pence::text, 'no balance') || ' left'
      from receipts r left join receipt_balances b on b.receipt_id = r.id
      left join (select a.receipt_id, sum(a.amount_pence) as allocated from allocations a where ${stands} group by 1) a
        on a.receipt_id = r.id
      where (case when ${notTakenBack} then r.amount_pence - coalesce(a.allocated, 0) else -coalesce(a.allocated, 0) end)
        is distinct from b.unallocated_pence or b.unallocated_pence < 0`,
  ),
  bySql(
    "What was taken back of a receipt is exactly what there was, is in the ledger the other way, and took two people above £100,000",
    sql`select count(*) from reversals`,
    sql`select r.reference || ' took back ' || v.amount_pence || 'p of ' || coalesce(a.amount_pence, r.amount_pence) || 'p'
        from reversals v join receipts r on r.id = v.receipt_id left join allocations a on a.id = v.allocation_id
        where v.amount_pence <> case when v.allocation_id is null then r.amount_pence else a.amount_pence end
          or a.receipt_id <> r.id
      union all select r.reference || ' is taken back and not in the ledger'
        from reversals v join receipts r on r.id = v.receipt_id left join allocations a on a.id = v.allocation_id
        left join documents d on d.id = a.document_id
        cross join lateral (select case when r.organisation_id is null then '2300' else '2310' end as code) held
        -- Earlier releases gave what was allocated out of suspense back to it at once; now its customer is known by then.
        where not exists (select from postings p join transfers t on t.posting_id = p.id
          where p.key = r.reference || coalesce(' back from ' || d.number || ' ' || a.id, ' reversed')
            and t.amount_pence = v.amount_pence
            and case when a.id is null then (t.debit, t.credit) = (held.code, '1200')
              else t.debit = '1100' and t.credit in (held.code, '2310') end)
      union all select r.reference || ' was recorded by one person' from receipts r join proposals p on p.id = r.proposal_id
        where p.kind <> 'receipt' or p.status <> 'approved' or p.proposed_by <> r.recorded_by
      union all select r.reference || ' was taken back by one person'
        from reversals v join receipts r on r.id = v.receipt_id left join proposals p on p.id = v.proposal_id
        where v.amount_pence > 10000000 and (p.id is null or p.kind <> 'receipt_reversal' or p.status <> 'approved'
          or p.proposed_by <> v.reversed_by)`,
  ),
  bySql(
    "No receipt pays another customer's document, and none more than was payable",
    sql`select count(*) from allocations`,
    sql`select d.number || ' was paid ' || sum(a.amount_pence) || 'p of ' || d.payable_pence || 'p'
        from allocations a join documents d on d.id = a.document_id where ${stands} group by d.id having sum(a.amount_pence) > d.payable_pence
      union all select r.reference || ' pays ' || d.number || ' of another customer'
        from allocations a join documents d on d.id = a.document_id join receipts r on r.id = a.receipt_id
        join receipt_balances b on b.receipt_id = r.id
        where ${stands} and b.organisation_id is distinct from d.organisation_id
      union all select r.reference || ' is held for another customer than whose it is'
        from receipts r join receipt_balances b on b.receipt_id = r.id
        where b.organisation_id is distinct from receipt_of(r.id)`,
  ),
  bySql(
    "A charge stands once: its revisions on one licence count up from 0",
    sql`select count(*) from document_lines`,
    sql`select c.reference || ' ' || l.key from document_lines l join licences c on c.id = l.licence_id
      group by c.reference, l.licence_id, l.key
      having count(*) <> count(distinct l.revision) or min(l.revision) <> 0 or max(l.revision) <> count(*) - 1`,
  ),
];

const licenceChecks: readonly Check[] = [
  {
    name: "The hash on every offer and licence is the hash of its contract, calculated again",
    async run(reading) {
      const problems: string[] = [];
      let counted = 0;
      const contracts = sql`
        select o.reference || ' version ' || v.version as name, v.contract, v.contract_hash from offer_versions v
          join offers o on o.id = v.offer_id
        union all select reference, contract, contract_hash from licences`;
      for await (const batch of inBatches(reading, contracts))
        for (const { name, contract, contract_hash } of batch) {
          counted += 1;
          const parsed = signedContractSchema.safeParse(contract);
          if (!parsed.success) problems.push(`${name}: the contract does not have the signed shape`);
          else if (contractHash(parsed.data) !== contract_hash)
            problems.push(`${name}: the hash is another's`);
        }
      return { counted, problems };
    },
  },
  bySql(
    "A licence is signed by both sides over exactly the contract that bills it",
    sql`select count(*) from licences`,
    sql`select l.reference from licences l
      where (select count(distinct s.side) from signatures s
          where s.offer_id = l.offer_id and s.contract_hash = l.contract_hash) <> 2
        or not exists (select from offer_versions v where v.offer_id = l.offer_id
          and v.contract_hash = l.contract_hash and v.contract = l.contract)`,
  ),
  bySql(
    "Author, approvers and NHS signatory of a deal are different people, and it was approved before it was signed",
    sql`select count(*) from licences`,
    sql`select l.reference from licences l
      join offer_versions v on v.offer_id = l.offer_id and v.contract_hash = l.contract_hash
      join signatures s on s.offer_id = l.offer_id and s.side = 'nhs'
      where s.person_id = v.author_id
        or not exists (select from approvals a where a.offer_id = v.offer_id and a.version = v.version
          and a.approved_as = 'approver' and a.approved_at <= s.signed_at)
        or exists (select from approvals a where a.offer_id = v.offer_id and a.version = v.version
          and (a.person_id in (v.author_id, s.person_id) or a.contract_hash <> l.contract_hash))`,
  ),
  bySql(
    "Nobody decided their own proposal",
    sql`select count(*) from proposals where decided_by is not null`,
    sql`select kind || ' ' || subject from proposals where decided_by = proposed_by`,
  ),
  bySql(
    "The versions of a fact count up from 1",
    sql`select count(*) from facts`,
    sql`select l.reference || ' ' || f.fact_id from facts f join licences l on l.id = f.licence_id
      group by l.reference, f.licence_id, f.fact_id
      having min(f.version) <> 1 or max(f.version) <> count(*) or count(*) <> count(distinct f.version)`,
  ),
];

const auditChecks: readonly Check[] = [
  bySql(
    "Every event carries its own hash and that of the one before it, and each chain ends at its head",
    sql`select count(*) from events`,
    sql`select e.chain || ' ' || e.sequence || ' ' || e.type || ' ' || e.subject from (
        select *, lag(hash, 1, '') over by_place as hash_before, lag(sequence, 1, 0::bigint) over by_place as place_before
        from events window by_place as (partition by chain order by sequence)) e
      where e.sequence <> e.place_before + 1 or e.previous_hash <> e.hash_before
        or e.chain <> coalesce(e.organisation_id::text, 'nhs')
        or e.hash <> event_hash(e.previous_hash, e.chain, e.sequence, e.type, e.subject, e.facts, e.actor, e.actor_name,
          e.at, e.business_date)
      union all select coalesce(h.chain, e.chain) || ' does not end at its head' from chain_heads h
        full join (select distinct on (chain) chain, sequence, hash from events order by chain, sequence desc) e
          on e.chain = h.chain
        where (h.sequence, h.hash) is distinct from (e.sequence, e.hash)
          or h.organisation_id::text is distinct from nullif(h.chain, 'nhs')`,
  ),
  bySql(
    "Every document, receipt, signature and licence has its event",
    sql`select (select count(*) from documents) + (select count(*) from receipts) + (select count(*) from signatures)
      + (select count(*) from licences)`,
    sql`select d.number from documents d where not exists (select from events e where e.subject = d.number
        and e.type = 'document.issued' and e.organisation_id = d.organisation_id
        and e.facts ->> 'gross' = d.gross_pence::text)
      union all select r.reference from receipts r where not exists (select from events e where e.subject = r.reference
        and e.type = 'receipt.recorded' and e.facts ->> 'amount' = r.amount_pence::text)
      union all select o.reference || ' signed for the ' || s.side from signatures s join offers o on o.id = s.offer_id
        where not exists (select from events e where e.subject = o.reference and e.type = 'offer.signed'
          and e.facts ->> 'side' = s.side::text and e.facts ->> 'contractHash' = s.contract_hash)
      union all select l.reference from licences l where not exists (select from events e where e.subject = l.reference
        and e.type = 'licence.in_force' and e.facts ->> 'contractHash' = l.contract_hash)`,
  ),
];

const lawChecks: readonly Check[] = [
  bySql(
    "Row-level security is forced on every table, and every table has a policy",
    sql`select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    sql`select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (not c.relrowsecurity or not c.relforcerowsecurity
        or not exists (select from pg_policy p where p.polrelid = c.oid))`,
  ),
  bySql(
    "The app's role owns nothing, is no superuser, cannot pass by row-level security and makes no tables of its own",
    sql`select 1`,
    sql`select current_user || ' is superuser, may bypass row-level security, or may make roles' from pg_roles
        where rolname = current_user and (rolsuper or rolbypassrls or rolcreaterole)
      union all select current_user || ' may make temporary tables'
        where has_database_privilege(current_user, current_database(), 'temporary')
      union all select current_user || ' owns ' || relname from pg_class
        where relowner = current_user::regrole and relnamespace not in (select oid from pg_namespace where nspname like 'pg_temp%')
      union all select current_user || ' owns the function ' || proname from pg_proc where proowner = current_user::regrole
      union all select current_user || ' belongs to ' || roleid::regrole from pg_auth_members
        where member = current_user::regrole`,
  ),
  bySql(
    "enqueue_job is the only function that runs with its owner's rights",
    sql`select count(*) from pg_proc where pronamespace = 'public'::regnamespace`,
    sql`select proname::text from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
      and proname <> 'enqueue_job'`,
  ),
  bySql(
    "Every function of the law looks names up in our schema, and last among anybody's own tables",
    sql`select count(*) from pg_proc where pronamespace = 'public'::regnamespace`,
    sql`select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'public'::regnamespace
      and not exists (select from unnest(p.proconfig) setting
        where setting in ('search_path=pg_catalog, public, pg_temp', 'search_path=pg_catalog, pg_temp'))`,
  ),
  bySql(
    "What never changes refuses to change, and no trigger or constraint is switched off",
    sql`select count(*) from pg_trigger where not tgisinternal`,
    sql`select t.tgrelid::regclass || ' ' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = 'public'::regnamespace and t.tgenabled <> 'O'
      union all select name || ' can be changed' from unnest(array['price_lists', 'prices', 'offer_versions', 'approvals',
          'signatures', 'facts', 'documents', 'document_lines', 'receipts', 'allocations', 'reversals', 'postings', 'transfers',
          'events', 'dataset_versions', 'use_decisions', 'source_originals', 'quotes', 'enquiry_messages', 'changes',
          'changed_rows']) name
        where (select count(*) from pg_trigger where tgrelid = name::regclass
          and tgname in ('append_only', 'append_only_whole')) <> 2
      union all select conrelid::regclass || ' ' || conname from pg_constraint
        where connamespace = 'public'::regnamespace and not convalidated`,
  ),
];

/** What must always be true of books, documents and licences, whatever constraints hold already. */
export const checks: readonly Check[] = [
  ...rowChecks,
  ...ledgerChecks,
  ...documentChecks,
  ...licenceChecks,
  ...sidesChecks,
  ...catalogueChecks,
  ...auditChecks,
  ...eventChecks,
  ...planChecks,
  ...lawChecks,
];
