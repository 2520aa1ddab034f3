-- Which change goes on is said in a setting, and whoever speaks SQL as the app's role can say another, or have the place in
-- the chain taken before the end: their rows would stand in a change that was closed, and no chain would hold any more.
create or replace function note_change(standing boolean) returns bigint language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare change bigint := nullif(current_setting('app.change', true), '')::bigint;
begin
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
