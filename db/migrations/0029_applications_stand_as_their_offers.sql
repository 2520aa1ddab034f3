-- An application is approved when people have approved its offer, in review while one waits for them, and with the NHS
-- when none stands. What says otherwise from before is put right first.
select set_config('app.side', 'system', true);
--> statement-breakpoint
update applications a set status = case
    when exists (select from offers o where o.application_id = a.id and o.status in ('approved', 'part_signed', 'signed'))
      then 'approved'::application_status
    when exists (select from offers o where o.application_id = a.id and o.status = 'offered')
      then 'in_review'::application_status
    else 'submitted'::application_status end
  where a.status = 'approved';
--> statement-breakpoint
select watch('applications');
--> statement-breakpoint
create function application_stands_as_its_offers() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  one uuid := coalesce(to_jsonb(new) ->> 'application_id', to_jsonb(new) ->> 'id')::uuid;
  said text;
  stands text;
begin
  select a.status::text into said from applications a where a.id = one;
  select case o.status when 'offered' then 'in_review' else 'approved' end into stands from offers o
    where o.application_id = one and o.status in ('offered', 'approved', 'part_signed', 'signed');
  if said is not null and (coalesce(stands, '') <> said) and (stands is not null or said in ('in_review', 'approved')) then
    raise exception 'an application is %, and its offers say %', said, coalesce(stands, 'that none stands')
      using errcode = 'check_violation', constraint = 'an_application_stands_as_its_offers';
  end if;
  return null;
end $$;
--> statement-breakpoint
-- At the end of a change, in whatever order it writes.
create constraint trigger an_application_stands_as_its_offers after insert or update of status on applications
  deferrable initially deferred for each row execute function application_stands_as_its_offers();
--> statement-breakpoint
create constraint trigger an_application_stands_as_its_offers after insert or update of status on offers
  deferrable initially deferred for each row execute function application_stands_as_its_offers();
