-- Promises of profit shares are said in other words, and floors fall due without a statement: what is kept of them is not what
-- the plans of this release say. Every licence waits for the run, which is asked for where there is one.
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
