-- The law of export files. Whoever may take exports (server/access/rules.ts) asks for one in their own name and reads all;
-- only the service makes and deletes them, and what is ready is whole and stays as it is.
alter table export_files enable row level security;
--> statement-breakpoint
alter table export_files force row level security;
--> statement-breakpoint
alter table export_parts enable row level security;
--> statement-breakpoint
alter table export_parts force row level security;
--> statement-breakpoint
create function acting_for_nhs_as(variadic roles text[]) returns boolean language sql stable parallel safe
  set search_path = pg_catalog, public, pg_temp
  return acting_side() = 'nhs' and acting_roles() && roles;
--> statement-breakpoint
create policy service_makes on export_files using ((select acting_side()) = 'system');
--> statement-breakpoint
create policy service_makes on export_parts using ((select acting_side()) = 'system');
--> statement-breakpoint
create policy takers_read on export_files for select using ((select acting_for_nhs_as('finance_officer', 'auditor')));
--> statement-breakpoint
create policy takers_read on export_parts for select using ((select acting_for_nhs_as('finance_officer', 'auditor')));
--> statement-breakpoint
create policy takers_ask on export_files for insert with check ((select acting_for_nhs_as('finance_officer', 'auditor'))
  and status = 'waiting' and asked_by = (select acting_person()) and attempt = 0 and rows_done = 0);
--> statement-breakpoint
create function part_is_of_a_file_being_made() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' or (select f.status from export_files f where f.id = new.file_id) is distinct from 'being_made' then
    raise exception 'a part is written once, while its file is being made' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger part_is_of_a_file_being_made after insert or update on export_parts
  for each row execute function part_is_of_a_file_being_made();
--> statement-breakpoint
create function ready_file_is_whole_and_stays() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.status in ('ready', 'failed') then
    raise exception 'a file that is % is not changed', old.status using errcode = 'restrict_violation';
  end if;
  if new.status = 'ready' and not exists (select from export_parts p where p.file_id = new.id
      having coalesce(sum(octet_length(p.content)), 0) = new.size_bytes and count(*) = max(p.position) + 1) then
    raise exception 'a file is ready when all of it is there' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger ready_file_is_whole_and_stays before update on export_files
  for each row execute function ready_file_is_whole_and_stays();
