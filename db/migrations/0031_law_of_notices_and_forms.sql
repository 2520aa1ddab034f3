-- What people are told is written by the service; each reads their own, of the organisation that they act as. What they
-- chose to have by mail is theirs. A form that was sent is remembered by whoever sent it; what was typed into one that
-- could not be taken yet is the service's alone to keep, and only its browser has the key to it.
select set_config('app.side', 'system', true);
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['notices', 'notice_readers', 'notice_choices', 'sent_forms', 'kept_forms'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy service_writes on %I using ((select acting_side()) = ''system'')', name);
  end loop;
end $$;
--> statement-breakpoint
create policy own_notices on notices for select using (side::text = (select acting_side())
  and not (select acting_machine())
  and ((select acting_side()) = 'nhs' or organisation_id = (select acting_organisation()))
  and exists (select from notice_readers r where r.notice_id = id and r.person_id = (select acting_person())));
--> statement-breakpoint
create policy own_notices on notice_readers for select using (person_id = (select acting_person())
  and not (select acting_machine()));
--> statement-breakpoint
create policy own_choices on notice_choices using (person_id = (select acting_person()) and not (select acting_machine()));
--> statement-breakpoint
create policy own_forms on sent_forms for select using (person_id = (select acting_person())
  and not (select acting_machine()));
--> statement-breakpoint
create policy own_forms_sent on sent_forms for insert with check (person_id = (select acting_person())
  and not (select acting_machine()));
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['notices', 'notice_readers', 'notice_choices', 'sent_forms', 'kept_forms', 'messages', 'applications'] loop
    perform watch(name);
  end loop;
end $$;
