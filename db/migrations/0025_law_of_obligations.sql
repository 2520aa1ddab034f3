-- What is promised is kept by the service alone, whoever settles: nobody writes what they promised. A buyer reads their own.
alter table obligations enable row level security;
--> statement-breakpoint
alter table obligations force row level security;
--> statement-breakpoint
create policy own_rows on obligations for select using ((select acting_for_nhs())
  or ((select acting_side()) = 'buyer' and organisation_id = (select acting_organisation())));
--> statement-breakpoint
create policy service_writes on obligations using ((select acting_side()) = 'system');
--> statement-breakpoint

-- Licences that were settled before there were rows are due since ever: the run that is asked for here, and that the worker
-- does as soon as it starts, settles each and so writes its rows. Until then pages say how many are still to come.
select set_config('app.side', 'system', true);
--> statement-breakpoint
update licences set next_stop_on = '-infinity';
--> statement-breakpoint
do $$
begin
  if exists (select from licences) then
    perform enqueue_job('daily.run', '{}', 'daily.run');
  end if;
end $$;
