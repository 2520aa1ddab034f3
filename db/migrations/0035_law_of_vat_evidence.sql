-- Evidence of where a customer belongs for VAT: written once, by finance for anybody, by a customer about itself as
-- something stated that decides nothing. The days that decide VAT are those of the latest evidence decided upon.
select set_config('app.side', 'system', true);
--> statement-breakpoint
-- What was held before evidence was kept here.
insert into vat_evidence (organisation_id, kind, number, number_check, proves, holds_from, recorded_by_name, recorded_on, recorded_at)
  select id, 'brought', vat_number, case when vat_number is not null then 'shape'::number_check end, 'business_abroad',
    business_from, 'Brought over', greatest(business_from, current_date), now()
  from organisations where business_from is not null;
--> statement-breakpoint
alter table vat_evidence enable row level security;
--> statement-breakpoint
alter table vat_evidence force row level security;
--> statement-breakpoint
create policy nhs_reads on vat_evidence for select using ((select acting_for_nhs()));
--> statement-breakpoint
create policy own_rows on vat_evidence for select using ((select acting_side()) = 'buyer'
  and organisation_id = (select acting_organisation()));
--> statement-breakpoint
create policy service_adds on vat_evidence for insert with check ((select acting_side()) = 'system');
--> statement-breakpoint
create policy finance_decides on vat_evidence for insert with check ((select acting_for_nhs_as('finance_officer'))
  and proves is not null and kind <> 'brought' and recorded_by = (select acting_person()));
--> statement-breakpoint
create policy buyer_states on vat_evidence for insert with check ((select acting_for_buyer_as('signatory', 'buyer_finance'))
  and organisation_id = (select acting_organisation()) and kind = 'stated' and recorded_by = (select acting_person()));
--> statement-breakpoint
drop policy buyer_adds on events;
--> statement-breakpoint
create policy buyer_adds on events for insert with check ((select acting_side()) = 'buyer'
  and organisation_id = (select acting_organisation()) and actor = (select acting_person())::text
  and (split_part(type, '.', 1) in ('person', 'session', 'token', 'enquiry', 'quote', 'statement')
    or type in ('proposal.made', 'application.saved', 'application.submitted', 'application.withdrawn', 'offer.declined',
      'offer.signed', 'fact.reported', 'usage.uploaded', 'vat_number.stated')));
--> statement-breakpoint
create trigger append_only before update or delete on vat_evidence for each row execute function refuse_change();
--> statement-breakpoint
create trigger append_only_whole before truncate on vat_evidence for each statement execute function refuse_change();
--> statement-breakpoint
create function evidence_fits() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.holds_from > new.recorded_on then
    raise exception 'evidence holds from the day it was seen, or before' using errcode = 'check_violation';
  end if;
  if new.proves in ('business_abroad', 'same_registration') and (new.proves = 'same_registration')
      <> (select o.country in ('GB', 'IM') from organisations o where o.id = new.organisation_id) then
    raise exception 'a customer abroad is shown to be in business there, one of the UK to be in the same registration'
      using errcode = 'check_violation';
  end if;
  -- Later than all that is known of the customer, so that there is always one that was recorded last.
  new.recorded_at := greatest(new.recorded_at, (select max(e.recorded_at) + interval '1 microsecond' from vat_evidence e
    where e.organisation_id = new.organisation_id));
  return new;
end $$;
--> statement-breakpoint
create trigger evidence_fits before insert on vat_evidence for each row execute function evidence_fits();
--> statement-breakpoint
create function vat_stands_as_evidence() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  customer uuid := case tg_table_name when 'organisations' then new.id else (to_jsonb(new) ->> 'organisation_id')::uuid end;
begin
  if exists (select from organisations o left join lateral (
        select proves, holds_from from vat_evidence e where e.organisation_id = o.id and e.proves is not null
        order by e.recorded_at desc limit 1) latest on true
      where o.id = customer
        and (o.business_from is distinct from case latest.proves when 'business_abroad' then latest.holds_from end
          or o.same_registration_from is distinct from case latest.proves when 'same_registration' then latest.holds_from end)) then
    raise exception 'the days that decide VAT are those of the latest evidence' using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger vat_stands_as_evidence after insert or update on organisations
  deferrable initially deferred for each row execute function vat_stands_as_evidence();
--> statement-breakpoint
create constraint trigger vat_stands_as_evidence after insert on vat_evidence
  deferrable initially deferred for each row execute function vat_stands_as_evidence();
--> statement-breakpoint
select watch('organisations');
--> statement-breakpoint
select watch('vat_evidence');
