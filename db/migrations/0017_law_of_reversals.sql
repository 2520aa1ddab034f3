-- Receipts and allocations are taken back by rows of their own, with postings the other way; two people answer for large
-- sums, and a receipt has a sum and a day that can be. Held for what comes from now on.
alter table reversals enable row level security;
--> statement-breakpoint
alter table reversals force row level security;
--> statement-breakpoint
create policy own_rows on reversals for select using ((select acting_for_nhs())
  or ((select acting_side()) = 'buyer' and organisation_id = (select acting_organisation())));
--> statement-breakpoint
create policy nhs_adds on reversals for insert with check ((select acting_for_nhs()));
--> statement-breakpoint
create trigger append_only before update or delete on reversals for each row execute function refuse_change();
--> statement-breakpoint
create trigger append_only_whole before truncate on reversals for each statement execute function refuse_change();
--> statement-breakpoint

-- What two people agreed on: proposed by the one who is named, approved by another, about exactly this.
create function agreed_by_two(proposal uuid, about proposal_kind, person uuid, what jsonb) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp
  return exists (select from proposals p where p.id = proposal and p.kind = about and p.status = 'approved'
    and p.proposed_by = person and p.decided_by <> p.proposed_by and p.body @> what);
--> statement-breakpoint
create function receipt_can_be() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.amount_pence > 100000000000 or new.received_on < date '2000-01-01' then
    raise exception 'no receipt of %p on % came in', new.amount_pence, new.received_on using errcode = 'check_violation';
  end if;
  if new.amount_pence > 10000000 and not agreed_by_two(new.proposal_id, 'receipt', new.recorded_by,
      jsonb_build_object('pence', new.amount_pence::text)) then
    raise exception 'two people record a receipt of %p', new.amount_pence using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger receipt_can_be before insert on receipts for each row execute function receipt_can_be();
--> statement-breakpoint
-- A reversal takes back what there is, as much as there is, and no receipt that still pays something.
create function reversal_takes_back() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  receipt receipts%rowtype;
  laid bigint;
begin
  select * into strict receipt from receipts r where r.id = new.receipt_id;
  if new.allocation_id is null then
    laid := receipt.amount_pence;
    if exists (select from allocations a where a.receipt_id = new.receipt_id
        and not exists (select from reversals v where v.allocation_id = a.id)) then
      raise exception 'receipt % still pays something', receipt.reference using errcode = 'check_violation';
    end if;
  else
    select a.amount_pence into strict laid from allocations a
      where a.id = new.allocation_id and a.receipt_id = new.receipt_id;
  end if;
  if new.amount_pence <> laid or new.organisation_id is distinct from receipt.organisation_id then
    raise exception 'a reversal of receipt % takes back exactly what there is', receipt.reference
      using errcode = 'check_violation';
  end if;
  if new.amount_pence > 10000000 and not agreed_by_two(new.proposal_id, 'receipt_reversal', new.reversed_by,
      jsonb_build_object('receipt', receipt.reference, 'allocation', coalesce(new.allocation_id::text, ''))) then
    raise exception 'two people take back %p', new.amount_pence using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger reversal_takes_back before insert on reversals for each row execute function reversal_takes_back();
--> statement-breakpoint
-- At commit: it is in the ledger, and what is left of the receipt says so.
create function reversal_is_whole() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from receipts r join postings p on p.key = r.reference || ' reversed'
        where r.id = new.receipt_id and new.allocation_id is null
      union all select from receipts r join allocations a on a.receipt_id = r.id join documents d on d.id = a.document_id
        join postings p on p.key = r.reference || ' back from ' || d.number || ' ' || a.id
        where a.id = new.allocation_id) then
    raise exception 'a reversal is not in the ledger' using errcode = 'check_violation';
  end if;
  if (select b.unallocated_pence from receipt_balances b where b.receipt_id = new.receipt_id) <>
      (select case when exists (select from reversals v where v.receipt_id = r.id and v.allocation_id is null) then 0
        else r.amount_pence - (select coalesce(sum(a.amount_pence), 0) from allocations a where a.receipt_id = r.id
          and not exists (select from reversals v where v.allocation_id = a.id)) end
      from receipts r where r.id = new.receipt_id) then
    raise exception 'what is left of a receipt does not say that something was taken back' using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger reversal_is_whole after insert on reversals deferrable initially deferred
  for each row execute function reversal_is_whole();
