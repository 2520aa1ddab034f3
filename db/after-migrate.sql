-- Run after every migration, as the owner; safe to repeat. What the app's role may do at all; row-level security
-- then says to which rows. :app_role is the quoted name of that role.
grant usage on schema public to :app_role;
grant select, insert, update, delete on all tables in schema public to :app_role;
grant usage, select on all sequences in schema public to :app_role;

-- Nobody makes tables of their own here, not even for a moment: they could stand in for ours. The owner of the database
-- keeps the right.
do $$
begin
  execute format('revoke temporary, create on database %I from public', current_database());
end $$;
revoke create on schema public from public;

-- graphile-worker protects its own tables, so jobs are added through this one door. It is the only
-- SECURITY DEFINER function, its search_path is pinned, and it adds one job in the caller's transaction. Export files are
-- made one after the other, so that mail and bills never wait behind several of them.
create or replace function enqueue_job(task text, payload json, key text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(identifier => task, payload => payload, job_key => key, max_attempts => 12,
    queue_name => case when task = 'export.make' then task end);
end $$;
revoke all on function enqueue_job(text, json, text) from public;
grant execute on function enqueue_job(text, json, text) to :app_role;
