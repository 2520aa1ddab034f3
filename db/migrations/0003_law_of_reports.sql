-- Who sees and writes what is reported. Forecasts are confidential: the NHS never sees a buyer's scenario.
do $$
declare name text;
begin
  foreach name in array array['statements', 'evidence_files', 'reminders', 'scenarios', 'api_tokens', 'usage_events',
    'usage_exceptions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
  foreach name in array array['statements', 'evidence_files', 'reminders', 'usage_events', 'usage_exceptions'] loop
    execute format('create policy own_rows on %I for select using
      ((select acting_for_nhs()) or ((select acting_side()) = ''buyer''
        and organisation_id = (select acting_organisation())))', name);
    execute format('create policy nhs_adds on %I for insert with check ((select acting_for_nhs()))', name);
    execute format('create policy buyer_adds on %I for insert with check
      ((select acting_side()) = ''buyer'' and organisation_id = (select acting_organisation()))', name);
  end loop;
  foreach name in array array['statements', 'usage_exceptions'] loop
    execute format('create policy own_changes on %I for update using
      ((select acting_for_nhs()) or ((select acting_side()) = ''buyer''
        and organisation_id = (select acting_organisation())))', name);
  end loop;
  foreach name in array array['evidence_files', 'usage_events', 'reminders'] loop
    execute format('create trigger append_only before update or delete on %I
      for each row execute function refuse_change()', name);
    execute format('create trigger append_only_whole before truncate on %I
      for each statement execute function refuse_change()', name);
  end loop;
  foreach name in array array['statements', 'evidence_files', 'reminders', 'usage_events', 'usage_exceptions'] loop
    execute format('alter table %I add constraint %I foreign key (licence_id, organisation_id)
      references licences (id, organisation_id)', name, name || '_same_organisation_as_licence');
  end loop;
end $$;
--> statement-breakpoint
create policy own_forecasts on scenarios using
  ((select acting_side()) = 'buyer' and organisation_id = (select acting_organisation()));
--> statement-breakpoint
-- A token is found by its hash before anybody acts, so the system reads it; its organisation manages its own.
create policy own_tokens on api_tokens using ((select acting_side()) = 'system'
  or ((select acting_side()) = 'buyer' and organisation_id = (select acting_organisation())));
--> statement-breakpoint
-- An attested or refused statement stays as it is; only a draft becomes one of them.
create function keep_what_was_stated() returns trigger language plpgsql as $$
begin
  if old.status <> 'draft' or new.licence_id <> old.licence_id or new.period_from <> old.period_from
    or new.body <> old.body or new.file_hash is distinct from old.file_hash then
    raise exception 'statement % stands as it was sent', old.reference using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger keep_what_was_stated before update on statements for each row execute function keep_what_was_stated();
--> statement-breakpoint
create trigger statements_are_kept before delete on statements for each row execute function refuse_change();
--> statement-breakpoint
-- What came in an exception stays; only its decision is added, once.
create function keep_what_came() returns trigger language plpgsql as $$
begin
  if old.decision is not null or new.body <> old.body or new.reason <> old.reason then
    raise exception 'a decided exception stays as it is' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger keep_what_came before update on usage_exceptions for each row execute function keep_what_came();
--> statement-breakpoint
create trigger exceptions_are_kept before delete on usage_exceptions for each row execute function refuse_change();
