-- A signature is in the name of the account that signs, by a role that is on record for the side it signs for. What was
-- signed before stays as it was signed.
create function signed_in_own_name() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from people p where p.id = new.person_id and p.name = new.typed_name) then
    raise exception 'a signature is in the name of the account that signs' using errcode = 'check_violation';
  end if;
  if not exists (select from memberships m where m.person_id = new.person_id
      and m.role = case new.side when 'buyer' then 'signatory'::role else 'nhs_signatory'::role end
      and (new.side = 'nhs' or m.organisation_id = new.organisation_id)) then
    raise exception 'who signs has a role on record to sign' using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger signed_in_own_name after insert on signatures for each row execute function signed_in_own_name();
