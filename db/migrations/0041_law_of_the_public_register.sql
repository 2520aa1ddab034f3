-- What an application says for publication is watched like all else of it. An auditor reads whom a deal was told to.
select set_config('app.side', 'system', true);
--> statement-breakpoint
create policy auditors_read on notices for select using ((select acting_for_nhs_as('auditor')));
--> statement-breakpoint
create policy auditors_read on notice_readers for select using ((select acting_for_nhs_as('auditor')));
--> statement-breakpoint
do $$
begin
  perform watch('applications');
end $$;
