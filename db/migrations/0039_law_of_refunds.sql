-- What we owe on credit notes is settled by rows of their own, each in the ledger, within what is owed either way and for
-- one customer alone. A receipt in suspense belongs to one customer from its first allocation on. Descriptions of what is
-- due are written with their days written out, so they are said anew.
select set_config('app.side', 'system', true);
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['refund_balances', 'refunds', 'refund_reversals'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_rows on %I for select using
      ((select acting_for_nhs()) or ((select acting_side()) = ''buyer''
        and organisation_id = (select acting_organisation())))', name);
    execute format('create policy nhs_adds on %I for insert with check ((select acting_for_nhs()))', name);
  end loop;
  foreach name in array array['refunds', 'refund_reversals'] loop
    execute format('create trigger append_only before update or delete on %I
      for each row execute function refuse_change()', name);
    execute format('create trigger append_only_whole before truncate on %I
      for each statement execute function refuse_change()', name);
  end loop;
end $$;
--> statement-breakpoint
create policy nhs_changes on refund_balances for update using ((select acting_for_nhs()));
--> statement-breakpoint
alter table refund_balances add constraint same_organisation_as_document
  foreign key (document_id, organisation_id) references documents (id, organisation_id);
--> statement-breakpoint
alter table refunds add constraint same_organisation_as_document
  foreign key (document_id, organisation_id) references documents (id, organisation_id);
--> statement-breakpoint
alter table refunds add constraint same_organisation_as_invoice
  foreign key (against_id, organisation_id) references documents (id, organisation_id);
--> statement-breakpoint
-- What earlier releases left to be refunded stands in the ledger alone.
insert into refund_balances (document_id, organisation_id, left_pence)
  select d.id, d.organisation_id, sum(t.amount_pence)
  from documents d join postings p on p.key = d.number || ' refund payable' join transfers t on t.posting_id = p.id
  where d.type = 'credit_note' group by d.id;
--> statement-breakpoint

-- What a credit note left to be refunded, by its posting.
create function refund_owed(credit_note uuid) returns bigint language sql stable set search_path = pg_catalog, public, pg_temp
  return (select coalesce(sum(t.amount_pence), 0) from documents d join postings p on p.key = d.number || ' refund payable'
      join transfers t on t.posting_id = p.id where d.id = credit_note)::bigint;
--> statement-breakpoint
-- What is left to refund on a credit note by its postings and by what was settled of it.
create function refund_left(credit_note uuid) returns bigint language sql stable set search_path = pg_catalog, public, pg_temp
  return refund_owed(credit_note) - (select coalesce(sum(r.amount_pence), 0) from refunds r where r.document_id = credit_note
      and not exists (select from refund_reversals v where v.refund_id = r.id));
--> statement-breakpoint
-- At commit: it is in the ledger, and what is left says so.
create function refund_is_whole() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  part refunds%rowtype;
  taken_back boolean := tg_table_name = 'refund_reversals';
begin
  select * into strict part from refunds r where r.id = case when taken_back then (to_jsonb(new) ->> 'refund_id')::uuid else new.id end;
  if new.organisation_id <> part.organisation_id then
    raise exception 'a refund is taken back from whom it went to' using errcode = 'check_violation';
  end if;
  if not exists (select from documents d left join documents i on i.id = part.against_id
      join postings p on p.key = d.number || case when i.id is null then ' refunded ' else ' set off against ' || i.number || ' ' end
        || part.id || case when taken_back then ' taken back' else '' end
      join transfers t on t.posting_id = p.id and t.amount_pence = part.amount_pence
      where d.id = part.document_id and d.type = 'credit_note' and i.type is distinct from 'credit_note') then
    raise exception 'a refund is not in the ledger' using errcode = 'check_violation';
  end if;
  if (select b.left_pence from refund_balances b where b.document_id = part.document_id) is distinct from refund_left(part.document_id) then
    raise exception 'what is left to refund does not say that something was settled' using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger refund_is_whole after insert on refunds deferrable initially deferred
  for each row execute function refund_is_whole();
--> statement-breakpoint
create constraint trigger refund_is_whole after insert on refund_reversals deferrable initially deferred
  for each row execute function refund_is_whole();
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['refund_balances', 'refunds', 'refund_reversals'] loop
    perform watch(name);
  end loop;
end $$;
--> statement-breakpoint

-- A customer sees what waits for its purchase order number, and nothing else of what is parked.
create policy own_number_missing on parked_licences for select using ((select acting_side()) = 'buyer'
  and organisation_id = (select acting_organisation()) and because::text = 'purchase_order_missing');
--> statement-breakpoint

-- Whose a receipt is: named by its reference, or by the first document that it was allocated to.
create function receipt_of(receipt uuid) returns uuid language sql stable set search_path = pg_catalog, public, pg_temp
  return (select coalesce(r.organisation_id, (select a.organisation_id from allocations a where a.receipt_id = r.id
      and not exists (select from reversals v where v.allocation_id = a.id) limit 1))
    from receipts r where r.id = receipt);
--> statement-breakpoint
create function receipt_is_of_one() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from receipts r where r.id = new.receipt_id and r.organisation_id <> new.organisation_id)
    or exists (select from allocations a where a.receipt_id = new.receipt_id and a.organisation_id <> new.organisation_id
      and not exists (select from reversals v where v.allocation_id = a.id)) then
    raise exception 'a receipt is of one customer' using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger receipt_is_of_one after insert on allocations deferrable initially deferred
  for each row execute function receipt_is_of_one();
--> statement-breakpoint
-- What earlier releases left in suspense of a receipt of which a part was allocated is that customer's credit.
create temporary table identified on commit drop as
  select r.id, r.reference, receipt_of(r.id) as organisation_id, b.unallocated_pence as rest, gen_random_uuid() as posting_id
  from receipts r join receipt_balances b on b.receipt_id = r.id
  where r.organisation_id is null and receipt_of(r.id) is not null
    and (select count(distinct a.organisation_id) from allocations a where a.receipt_id = r.id
      and not exists (select from reversals v where v.allocation_id = a.id)) = 1;
--> statement-breakpoint
update receipt_balances b set organisation_id = i.organisation_id from identified i where i.id = b.receipt_id;
--> statement-breakpoint
with of_today as (select (now() at time zone 'Europe/London')::date as day)
insert into postings (id, key, organisation_id, "on", known_at)
  select i.posting_id, i.reference || ' identified', i.organisation_id,
    coalesce((select max(p."on") from postings p), (select day from of_today)), now() from identified i where i.rest > 0;
--> statement-breakpoint
insert into transfers (posting_id, position, organisation_id, debit, credit, amount_pence)
  select i.posting_id, 0, i.organisation_id, '2300', '2310', i.rest from identified i where i.rest > 0;
--> statement-breakpoint
update licences set next_stop_on = '-infinity';
--> statement-breakpoint
do $$
begin
  if exists (select from licences) then
    perform enqueue_job('daily.run', '{}', 'daily.run');
  end if;
end $$;
