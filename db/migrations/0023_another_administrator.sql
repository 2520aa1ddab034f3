-- Two administrators cannot take each other's role, and where one of them is gone or cannot be trusted nobody could agree
-- to a third. So whoever runs the service, with the key of the owner of the tables, makes another; the app's role never
-- does. Everything else about roles stays as it was.
create or replace function role_is_given_by_two() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
    if held.role = 'administrator' and ((select count(distinct m.person_id) from memberships m where m.role = 'administrator') < 2
        or current_user = (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = tg_relid)) then
      return held;
    end if;
  end if;
  raise exception 'the role % is given and taken by two people', held.role using errcode = 'check_violation';
end $$;
