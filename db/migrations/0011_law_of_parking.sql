-- The law of what is parked. Only the service parks and takes back; the NHS reads. A higher limit rests on two people.
alter table parked_licences enable row level security;
--> statement-breakpoint
alter table parked_licences force row level security;
--> statement-breakpoint
alter table bill_limits enable row level security;
--> statement-breakpoint
alter table bill_limits force row level security;
--> statement-breakpoint
create policy nhs_reads on parked_licences for select using ((select acting_for_nhs()));
--> statement-breakpoint
create policy service_writes on parked_licences using ((select acting_side()) = 'system');
--> statement-breakpoint
create policy nhs_reads on bill_limits for select using ((select acting_for_nhs()));
--> statement-breakpoint
create policy nhs_adds on bill_limits for insert with check ((select acting_for_nhs()));
--> statement-breakpoint
create policy nhs_changes on bill_limits for update using ((select acting_for_nhs()));
--> statement-breakpoint
create function a_limit_rests_on_two_people() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if not exists (
    select from proposals p join licences l on l.id = new.licence_id
    where p.id = new.proposal_id and p.kind = 'large_bill' and p.status = 'approved' and p.subject = l.reference
      and p.decided_by is distinct from p.proposed_by and (p.body ->> 'most')::bigint = new.most_pence
  ) then
    raise exception 'a limit is what two people agreed to' using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger a_limit_rests_on_two_people after insert or update on bill_limits
  for each row execute function a_limit_rests_on_two_people();
