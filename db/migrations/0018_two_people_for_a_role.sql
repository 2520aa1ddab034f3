-- Nobody acts on both sides, and no one person makes another mighty: roles of the NHS and signatories of buyers are given
-- and taken by two, as mandates are put on record. What stands already is left alone, and told by verify.
ALTER TYPE "public"."proposal_kind" ADD VALUE 'role';--> statement-breakpoint
ALTER TYPE "public"."proposal_kind" ADD VALUE 'mandate';--> statement-breakpoint

-- 1. Who holds which role ------------------------------------------------------------------------------------
create function organisation_keeps_its_side() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.side <> old.side then
    raise exception '% does not change sides', old.name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger organisation_keeps_its_side before update on organisations
  for each row execute function organisation_keeps_its_side();
--> statement-breakpoint
create function role_is_of_one_side() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare its side;
begin
  if tg_op = 'UPDATE' then
    raise exception 'a role is ended and another given, never changed' using errcode = 'restrict_violation';
  end if;
  -- Two who give the same person roles at the same moment wait here for each other.
  perform from people where id = new.person_id for no key update;
  select side into strict its from organisations where id = new.organisation_id;
  if (new.role in ('member', 'signatory', 'buyer_finance')) <> (its = 'buyer') then
    raise exception 'this organisation has no role %', new.role using errcode = 'check_violation';
  end if;
  if exists (select from memberships m join organisations o on o.id = m.organisation_id
      where m.person_id = new.person_id and o.side <> its) then
    raise exception 'nobody acts for the NHS and for a buyer' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger role_is_of_one_side before insert or update on memberships
  for each row execute function role_is_of_one_side();
--> statement-breakpoint
-- A role that binds or decides is given and taken in the very transaction in which a second administrator agreed. Two
-- openings, for the system only: the people that an empty installation begins with, and administrators up to the second,
-- without whom nobody could agree.
create function role_is_given_by_two() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare held memberships%rowtype;
begin
  if tg_op = 'DELETE' then held := old; else held := new; end if;
  if held.role in ('member', 'buyer_finance') then return held; end if;
  if exists (select from proposals p where p.kind = 'role' and p.status = 'approved'
      and p.xmin = pg_current_xact_id()::xid
      and p.body @> jsonb_build_object('personId', held.person_id, 'organisationId', held.organisation_id,
        'role', held.role, 'give', tg_op = 'INSERT')) then
    return held;
  end if;
  if tg_op = 'INSERT' and acting_side() = 'system' then
    perform pg_advisory_xact_lock(hashtextextended('the first people', 0));
    if not exists (select from memberships m where m.xmin <> pg_current_xact_id()::xid) then return held; end if;
    if held.role = 'administrator'
        and (select count(distinct m.person_id) from memberships m where m.role = 'administrator') < 2 then
      return held;
    end if;
  end if;
  raise exception 'the role % is given and taken by two people', held.role using errcode = 'check_violation';
end $$;
--> statement-breakpoint
create trigger role_is_given_by_two before insert or delete on memberships
  for each row execute function role_is_given_by_two();
--> statement-breakpoint
-- One administrator asks, another decides, neither about themselves; and what was asked is what is done.
create function role_is_asked_and_decided() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from memberships m where m.person_id = acting_person() and m.role = 'administrator')
      or new.body ->> 'personId' = acting_person()::text then
    raise exception 'another administrator has to ask for a role, or decide it' using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.status <> 'waiting' or new.proposed_by is distinct from acting_person() then
      raise exception 'who asks for a role waits for another' using errcode = 'check_violation';
    end if;
  elsif old.status <> 'waiting'
      or (new.kind, new.subject, new.organisation_id, new.body, new.proposed_by)
        is distinct from (old.kind, old.subject, old.organisation_id, old.body, old.proposed_by)
      or new.status <> 'withdrawn' and new.decided_by is distinct from acting_person() then
    raise exception 'a role is decided once, as it was asked for' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger role_is_asked before insert on proposals
  for each row when (new.kind::text = 'role') execute function role_is_asked_and_decided();
--> statement-breakpoint
create trigger role_is_decided before update on proposals
  for each row when (old.kind::text = 'role' or new.kind::text = 'role')
  execute function role_is_asked_and_decided();
--> statement-breakpoint

-- 2. Who stands on which side of a deal ----------------------------------------------------------------------
-- By what they did in it, whatever roles they hold by now.
create function people_of_deal(offer uuid) returns table (side side, person_id uuid)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select 'buyer'::side, a.made_by from offers o join applications a on a.id = o.application_id where o.id = $1
  union select 'nhs', v.author_id from offer_versions v where v.offer_id = $1
  union select 'nhs', p.person_id from approvals p where p.offer_id = $1
  union select s.side, s.person_id from signatures s where s.offer_id = $1
$$;
--> statement-breakpoint
create function nobody_is_on_both_sides() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  does jsonb := to_jsonb(new);
  who uuid := coalesce(does ->> 'author_id', does ->> 'person_id')::uuid;
  its side := coalesce(does ->> 'side', 'nhs');
begin
  if exists (select from people_of_deal(new.offer_id) d where d.person_id = who and d.side <> its) then
    raise exception 'nobody stands on both sides of a deal' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['offer_versions', 'approvals', 'signatures'] loop
    execute format('create trigger nobody_is_on_both_sides before insert on %I
      for each row execute function nobody_is_on_both_sides()', name);
  end loop;
end $$;
--> statement-breakpoint

-- 3. What a custodian said -----------------------------------------------------------------------------------
-- A person's mandate is put on record in the transaction in which a second person confirmed it; what an installation is
-- filled with is the system's.
create function mandate_is_confirmed() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if acting_side() <> 'system' and not exists (select from proposals p join datasets d on d.id = new.dataset_id
      where p.kind = 'mandate' and p.status = 'approved' and p.xmin = pg_current_xact_id()::xid
        and p.decided_by = acting_person() and p.proposed_by <> p.decided_by
        and p.body ->> 'slug' = d.slug and p.body ->> 'reference' = new.reference
        and p.body ->> 'grantedBy' = new.granted_by and p.body ->> 'validFrom' = new.valid_from::text
        and p.body ->> 'validTo' is not distinct from new.valid_to::text) then
    raise exception 'a mandate is recorded by one person and confirmed by another' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger mandate_is_confirmed after insert on mandates
  for each row execute function mandate_is_confirmed();
