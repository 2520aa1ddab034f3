-- Who sees and writes the catalogue and what is kept of finding data; what of it never changes; how every change of
-- it is counted. The catalogue is public; how it is made (drafts, imports) is the NHS's; what people look for is theirs.
do $$
declare name text;
begin
  foreach name in array array['custodian_spellings', 'dataset_columns', 'dataset_ratings', 'dataset_versions',
    'dataset_drafts', 'use_decisions', 'catalogue_state', 'imports', 'import_defects', 'import_rejects',
    'source_records', 'source_originals', 'record_matches', 'price_list_drafts', 'service_tariffs', 'saved_searches',
    'saved_search_finds', 'shortlist_items', 'enquiries', 'enquiry_messages', 'quotes'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;

  -- Public, written by the NHS.
  foreach name in array array['custodian_spellings', 'dataset_columns', 'dataset_ratings', 'dataset_versions',
    'use_decisions', 'catalogue_state', 'source_records', 'service_tariffs'] loop
    execute format('create policy public_rows on %I for select using ((select acting_side()) <> ''nobody'')', name);
    execute format('create policy nhs_adds on %I for insert with check ((select acting_for_nhs()))', name);
    execute format('create policy nhs_changes on %I for update using ((select acting_for_nhs()))', name);
  end loop;
  foreach name in array array['dataset_columns', 'dataset_ratings', 'linkages'] loop
    execute format('create policy nhs_takes_away on %I for delete using ((select acting_for_nhs()))', name);
  end loop;

  -- The NHS's own.
  foreach name in array array['dataset_drafts', 'imports', 'import_defects', 'import_rejects', 'source_originals',
    'record_matches', 'price_list_drafts'] loop
    execute format('create policy nhs_rows on %I using ((select acting_for_nhs()))', name);
  end loop;

  -- An organisation's, seen by the NHS.
  foreach name in array array['enquiries', 'enquiry_messages', 'quotes'] loop
    execute format('create policy own_rows on %I for select using
      ((select acting_for_nhs()) or ((select acting_side()) = ''buyer''
        and organisation_id = (select acting_organisation())))', name);
    execute format('create policy nhs_adds on %I for insert with check ((select acting_for_nhs()))', name);
    execute format('create policy buyer_adds on %I for insert with check
      ((select acting_side()) = ''buyer'' and organisation_id = (select acting_organisation()))', name);
  end loop;
  execute 'create policy own_changes on enquiries for update using
    ((select acting_for_nhs()) or ((select acting_side()) = ''buyer''
      and organisation_id = (select acting_organisation())))';

  -- An organisation's alone: what it looks at is nobody else's business. The system reads searches to mail finds.
  execute 'create policy own_shortlist on shortlist_items using
    ((select acting_side()) in (''buyer'', ''nhs'') and organisation_id = (select acting_organisation()))';
  foreach name in array array['saved_searches', 'saved_search_finds'] loop
    execute format('create policy own_searches on %I using ((select acting_side()) = ''system''
      or ((select acting_side()) in (''buyer'', ''nhs'') and organisation_id = (select acting_organisation())))', name);
  end loop;

  -- Never changed.
  foreach name in array array['dataset_versions', 'use_decisions', 'imports', 'import_defects', 'import_rejects',
    'source_originals', 'service_tariffs', 'enquiry_messages', 'quotes'] loop
    execute format('create trigger append_only before update or delete on %I
      for each row execute function refuse_change()', name);
    execute format('create trigger append_only_whole before truncate on %I
      for each statement execute function refuse_change()', name);
  end loop;
end $$;
--> statement-breakpoint
alter table enquiry_messages add constraint same_organisation_as_enquiry foreign key (enquiry_id, organisation_id)
  references enquiries (id, organisation_id);
--> statement-breakpoint

-- Every change of the catalogue is counted: the row of the state is locked until the change commits, so whoever reads
-- version n sees all that was touched up to n and nothing beyond. A search index asks for what was touched since.
select set_config('app.side', 'system', false);
--> statement-breakpoint
insert into catalogue_state (id, version) values (1, 1);
--> statement-breakpoint
select set_config('app.side', '', false);
--> statement-breakpoint
create function count_change() returns trigger language plpgsql as $$
begin
  update catalogue_state set version = version + 1;
  return null;
end $$;
--> statement-breakpoint
create trigger count_change before insert or update on datasets for each statement execute function count_change();
--> statement-breakpoint
create function touch() returns trigger language plpgsql as $$
begin
  new.touched := (select version from catalogue_state);
  return new;
end $$;
--> statement-breakpoint
create trigger touch before insert or update on datasets for each row execute function touch();
--> statement-breakpoint
-- What belongs to a set touches the set.
create function touch_set() returns trigger language plpgsql as $$
begin
  update datasets set touched = touched where id in (select dataset_id from changed);
  return null;
end $$;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['dataset_columns', 'dataset_ratings', 'linkages', 'mandates', 'use_decisions', 'price_lists'] loop
    execute format('create trigger touch_set_when_added after insert on %I referencing new table as changed
      for each statement execute function touch_set()', name);
  end loop;
  foreach name in array array['dataset_columns', 'dataset_ratings', 'linkages', 'mandates'] loop
    execute format('create trigger touch_set_when_changed after update on %I referencing new table as changed
      for each statement execute function touch_set()', name);
    execute format('create trigger touch_set_when_removed after delete on %I referencing old table as changed
      for each statement execute function touch_set()', name);
  end loop;
end $$;
--> statement-breakpoint
-- Custodians: a renamed one touches its sets.
create function touch_sets_of_custodian() returns trigger language plpgsql as $$
begin
  update datasets set touched = touched where custodian_id in (select id from changed);
  return null;
end $$;
--> statement-breakpoint
create trigger touch_sets_of_custodian after update on custodians referencing new table as changed
  for each statement execute function touch_sets_of_custodian();
--> statement-breakpoint

-- A licence is not put in force for a set that may not be licensed, nor under a commercial model where the terms bar
-- or state no commercial use and nobody has decided otherwise over exactly these terms (catalogue/use-terms.ts).
create function licence_is_allowed_by_use_terms() returns trigger language plpgsql as $$
declare
  wanted datasets%rowtype;
  stated text[];
  customer text;
  decided text;
begin
  select * into strict wanted from datasets where id = new.dataset_id;
  select customer_kind into strict customer from organisations where id = new.organisation_id;
  stated := array(select distinct term collate "C" from unnest(wanted.limitations || wanted.requirements) as t(term) order by 1);
  if wanted.licensable in ('not_licensable', 'proposed') then
    raise exception 'dataset % may not be licensed', wanted.slug using errcode = 'check_violation';
  end if;
  -- The last decision about this model and this kind of customer is the one that holds.
  select u.outcome into decided from use_decisions u
    where u.dataset_id = new.dataset_id and new.kind::text = any (u.kinds) and customer = any (u.customer_kinds)
      and u.terms = array_to_string(stated, ' ')
    order by u.decided_at desc limit 1;
  if new.kind not in ('free_access', 'data_return', 'cost_recovery')
    and (wanted.licensable = 'needs_decision' or not stated && array['no_restriction', 'general_research', 'commercial_research']
      or stated && array['not_for_profit', 'research_use_only'])
    and decided is distinct from 'allow' then
    raise exception 'no decision on record allows this use of dataset %', wanted.slug using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger licence_is_allowed_by_use_terms before insert on licences
  for each row execute function licence_is_allowed_by_use_terms();
