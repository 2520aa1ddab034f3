-- Whatever is written in a watched table leaves a hash of each row behind, in the same transaction, and the transaction
-- takes its place in a chain: who acted, what was told, what became of which row. No store can forget it, and whoever
-- changes a row with the triggers off leaves a row that says another thing than it said when it was last written.

-- 1. Who sees and writes it: the law itself, while it works; the service reads it, to check -------------------------
do $$
declare name text;
begin
  foreach name in array array['changes', 'changed_rows', 'watched_tables'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
  foreach name in array array['changes', 'changed_rows'] loop
    execute format('create policy read_to_check on %I for select using
      ((select acting_for_nhs()) or (select pg_trigger_depth()) > 0)', name);
    execute format('create policy written_by_law on %I for insert with check
      ((select pg_trigger_depth()) > 0)', name);
    execute format('create trigger append_only_whole before truncate on %I
      for each statement execute function refuse_change()', name);
  end loop;
end $$;
--> statement-breakpoint
create policy chained_by_law on changes for update using ((select pg_trigger_depth()) > 0);
--> statement-breakpoint
create policy read_by_the_nhs on watched_tables for select using ((select acting_for_nhs()));
--> statement-breakpoint
create policy decided_by_migrations on watched_tables
  using (current_user = (select tableowner from pg_tables where schemaname = 'public' and tablename = 'watched_tables')
    and (select acting_side()) = 'system');
--> statement-breakpoint
create trigger append_only before update or delete on changed_rows for each row execute function refuse_change();
--> statement-breakpoint

-- 2. What a row says ---------------------------------------------------------------------------------------------
-- Expressions over a row r: its key, and the hash over its watched columns, as text that no setting of a session changes.
create function key_of(watched regclass) returns text language sql stable set search_path = pg_catalog, public, pg_temp
  return (select 'concat_ws('' '', ' || string_agg(format('r.%I::text', a.attname), ', ' order by k.place) || ')'
    from pg_index i cross join unnest(i.indkey::int2[]) with ordinality k (attnum, place)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = watched and i.indisprimary);
--> statement-breakpoint
create function hash_of(columns text[]) returns text language sql immutable set search_path = pg_catalog, public, pg_temp
  return (select 'encode(sha256(convert_to(row(' || string_agg(format('r.%I', name), ', ' order by place)
    || ')::text, ''UTF8'')), ''hex'')' from unnest(columns) with ordinality c (name, place));
--> statement-breakpoint
-- Every row of a watched table as it stands.
create function rows_of(watched text) returns table (key text, sha256 text) language plpgsql stable
  set search_path = pg_catalog, public, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set intervalstyle = 'postgres'
  set bytea_output = 'hex' as $$
begin
  return query execute format('select %s, %s from %I r', key_of(watched::regclass),
    hash_of((select w.columns from watched_tables w where w.name = watched)), watched);
end $$;
--> statement-breakpoint

-- How many rows of a watched table say what was last noted of them, and the keys of those that do not, with why. Ids are
-- padded, so that the last of several notes of a row is the greatest text, and found without sorting.
create function rows_amiss(watched text) returns table (counted bigint, problems text[]) language plpgsql stable
  set search_path = pg_catalog, public, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set intervalstyle = 'postgres'
  set bytea_output = 'hex' as $$
begin
  return query execute format($q$
    select count(r.key), coalesce(array_agg($1 || ' ' || coalesce(r.key, n.key) || case when n.last is null then ' was never written'
        when r.key is null then ' is gone' else ' says another thing' end)
      filter (where r.sha256 is distinct from nullif(substr(n.last, 20), '')), '{}')
    from (select %s as key, %s as sha256 from %I r) r
    full join (select c.key, max((lpad(c.id::text, 19, '0') || coalesce(c.sha256, '')) collate "C") as last
      from changed_rows c where c.table_name = $1 group by c.key) n on n.key = r.key$q$,
    key_of(watched::regclass), hash_of((select w.columns from watched_tables w where w.name = watched)), watched) using watched;
end $$;
--> statement-breakpoint

-- 3. A change, from its first row to its commit -------------------------------------------------------------------
create function change_hash(previous text, chain text, sequence bigint, actor text, at timestamptz, events bigint[],
  as_found boolean, rows text) returns text language sql immutable set search_path = pg_catalog, public, pg_temp
  return encode(sha256(convert_to(concat_ws(E'\x1f', previous, chain, sequence::text, actor,
    extract(epoch from at)::text, events::text, as_found::text, rows), 'UTF8')), 'hex');
--> statement-breakpoint
-- What a change wrote, as one figure.
create function rows_of_change(change bigint) returns text language sql stable set search_path = pg_catalog, public, pg_temp
  return (select encode(sha256(convert_to(string_agg(concat_ws(E'\x1f', r.id, r.table_name, r.key, coalesce(r.sha256, 'gone')),
    E'\x1e' order by r.id), 'UTF8')), 'hex') from changed_rows r where r.change_id = change);
--> statement-breakpoint
create function note_change(standing boolean) returns bigint language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare change bigint := nullif(current_setting('app.change', true), '')::bigint;
begin
  -- Which change goes on is said in a setting, and whoever speaks SQL as the app's role can say another, or have the place
  -- in the chain taken before the end: their rows would stand in a change that was closed, and no chain would hold any more.
  if change is not null and not exists (select from changes c where c.id = change and c.hash is null) then
    raise exception 'a change is of one transaction, and closed at its end' using errcode = 'restrict_violation';
  end if;
  if change is not null and standing then
    update changes c set as_found = true where c.id = change and not c.as_found;
  elsif change is null then
    change := nextval('changes_id_seq');
    perform set_config('app.change', change::text, true);
    insert into changes (id, chain, actor, at, as_found) values (change,
      case when acting_side() = 'buyer' then acting_organisation()::text
        when acting_side() = 'nhs' then 'nhs'
        -- Several lanes, so that licences which are settled side by side do not wait for each other's commit.
        when acting_side() = 'system' then 'system ' || pg_backend_pid() % 8 else 'anybody' end,
      coalesce(acting_person()::text, acting_side()), clock_timestamp(), standing);
  end if;
  return change;
end $$;
--> statement-breakpoint
-- As it commits, a change takes its place; whoever acts for the same waits until then, and for that moment only.
create function chain_change() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  told bigint[] := coalesce(string_to_array(nullif(current_setting('app.told', true), ''), ',')::bigint[], '{}');
  last_sequence bigint;
  last_hash text;
begin
  perform pg_advisory_xact_lock(hashtextextended('changes ' || new.chain, 0));
  select c.sequence, c.hash into last_sequence, last_hash from changes c
    where c.chain = new.chain and c.sequence is not null order by c.sequence desc limit 1;
  update changes c set sequence = coalesce(last_sequence, 0) + 1, events = told, previous_hash = coalesce(last_hash, ''),
    hash = change_hash(coalesce(last_hash, ''), c.chain, coalesce(last_sequence, 0) + 1, c.actor, c.at, told, c.as_found,
      rows_of_change(c.id))
    where c.id = new.id;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger chain_change after insert on changes deferrable initially deferred
  for each row execute function chain_change();
--> statement-breakpoint
create function keep_change() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.hash is not null or pg_trigger_depth() < 2 then
    raise exception 'a change is kept as it was' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger append_only before update or delete on changes for each row execute function keep_change();
--> statement-breakpoint
-- Which events a transaction told: a change as well, even where it left every row as it was.
create function note_told() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from new_events) then return null; end if;
  perform note_change(false);
  perform set_config('app.told', concat_ws(',', nullif(current_setting('app.told', true), ''),
    (select string_agg(e.id::text, ',' order by e.id) from new_events e)), true);
  return null;
end $$;
--> statement-breakpoint
create trigger note_told after insert on events referencing new table as new_events
  for each statement execute function note_told();
--> statement-breakpoint

-- 4. Which tables are watched ------------------------------------------------------------------------------------
-- Called by migrations, again whenever columns come or go or a migration changes rows by itself: what stands then is taken
-- as it is found.
create function watch(watched text, variadic unwatched text[] default '{}') returns void
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  columns text[] := array(select a.attname::text from pg_attribute a where a.attrelid = watched::regclass and a.attnum > 0
    and not a.attisdropped and a.attname <> all (unwatched) order by a.attnum);
begin
  -- A function for each table, so that its statements are planned once. A row that an update left as it was is no change.
  execute format($q$create or replace function public.%1$I() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD'
    set intervalstyle = 'postgres' set bytea_output = 'hex' as $f$
    declare change bigint;
    begin
      if tg_op = 'INSERT' then
        if not exists (select from new_rows) then return null; end if;
        change := note_change(false);
        insert into changed_rows (change_id, table_name, key, sha256) select change, %2$L, %3$s, %4$s from new_rows r;
      elsif tg_op = 'DELETE' then
        if not exists (select from old_rows) then return null; end if;
        change := note_change(false);
        insert into changed_rows (change_id, table_name, key) select change, %2$L, %3$s from old_rows r;
      elsif exists (select %3$s, %4$s from new_rows r except select %3$s, %4$s from old_rows r) then
        change := note_change(false);
        insert into changed_rows (change_id, table_name, key, sha256)
          select change, %2$L, w.key, w.sha256 from (select %3$s as key, %4$s as sha256 from new_rows r
            except select %3$s, %4$s from old_rows r) w
          union all select change, %2$L, g.key, null
            from (select %3$s as key from old_rows r except select %3$s from new_rows r) g;
      end if;
      return null;
    end $f$ $q$, 'note_' || watched, watched, key_of(watched::regclass), hash_of(columns));
  execute format('create or replace trigger note_added after insert on %I referencing new table as new_rows
    for each statement execute function %I()', watched, 'note_' || watched);
  execute format('create or replace trigger note_changed after update on %I
    referencing old table as old_rows new table as new_rows for each statement execute function %I()', watched, 'note_' || watched);
  execute format('create or replace trigger note_removed after delete on %I referencing old table as old_rows
    for each statement execute function %I()', watched, 'note_' || watched);
  insert into watched_tables (name, columns) values (watched, columns)
    on conflict (name) do update set columns = excluded.columns;
end $$;
--> statement-breakpoint
create function take_as_found() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare change bigint := note_change(true);
begin
  insert into changed_rows (change_id, table_name, key, sha256) select change, new.name, r.key, r.sha256 from rows_of(new.name) r;
  return null;
end $$;
--> statement-breakpoint
create trigger take_as_found after insert or update on watched_tables for each row execute function take_as_found();
--> statement-breakpoint
select set_config('app.side', 'system', false);
--> statement-breakpoint
-- What was told before is named by the first change, so that every event is named by one.
select set_config('app.told', (select string_agg(id::text, ',' order by id) from events), true);
--> statement-breakpoint
do $$
declare name text;
begin
  -- All but the chains themselves (events, chain_heads, changes, changed_rows), counters of tries (tries), the counter by
  -- which search indexes follow (catalogue_state), and what an organisation keeps from everybody's eyes, the service's as
  -- well (scenarios, shortlist_items).
  foreach name in array array['watched_tables', 'organisations', 'people', 'memberships', 'codes', 'messages',
    'proposals', 'custodians', 'custodian_spellings', 'linkages', 'mandates', 'dataset_columns', 'dataset_ratings',
    'dataset_versions', 'dataset_drafts', 'use_decisions', 'imports', 'import_defects', 'import_rejects', 'source_records',
    'source_originals', 'record_matches', 'policies', 'price_lists', 'prices', 'price_list_drafts', 'service_tariffs',
    'quotes', 'enquiries', 'enquiry_messages', 'saved_searches', 'saved_search_finds',
    'references', 'applications', 'offers', 'offer_versions', 'approvals', 'signatures', 'entitlements', 'facts',
    'statements', 'evidence_files', 'usage_events', 'usage_exceptions', 'reminders', 'parked_licences', 'bill_limits',
    'accounts', 'postings', 'transfers', 'series', 'documents', 'document_lines', 'open_items', 'receipts',
    'receipt_balances', 'allocations', 'reversals', 'daily_runs', 'export_parts', 'obligations'] loop
    perform watch(name);
  end loop;
  -- Its hash stands beside it, is watched, and was signed.
  perform watch('licences', 'contract');
  -- How far a file is, while it is made.
  perform watch('export_files', 'rows_done');
  -- By the wall clock, and used for nothing that is owed.
  perform watch('datasets', 'touched');
  perform watch('sessions', 'last_seen_at', 'expires_at');
  perform watch('api_tokens', 'last_used_at');
  -- Read in demonstrations alone, where anybody moves it.
  perform watch('installation', 'demo_date');
end $$;
--> statement-breakpoint
select set_config('app.side', '', false);
