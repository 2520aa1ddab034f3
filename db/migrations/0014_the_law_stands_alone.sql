-- What the law reads is what it says, whoever runs it; and three things that it held only as long as a store did: the end
-- of an audit chain, the order of dates, and what may be given back of a charge.

-- 1. The end of a chain moves with an event, by one place, and in no other way -----------------------------------
create function head_moves_with_an_event() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 or tg_op = 'INSERT' and (new.sequence <> 0 or new.hash <> '')
    or tg_op = 'UPDATE' and (new.chain <> old.chain or new.organisation_id is distinct from old.organisation_id
      or new.sequence <> old.sequence + 1) then
    raise exception 'the end of chain % moves with an event', new.chain using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger head_moves_with_an_event before insert or update on chain_heads
  for each row execute function head_moves_with_an_event();
--> statement-breakpoint
create trigger heads_are_kept before delete on chain_heads for each row execute function refuse_change();
--> statement-breakpoint

-- 2. Dates follow numbers --------------------------------------------------------------------------------------
create function date_follows_number() returns trigger language plpgsql as $$
declare before date;
begin
  select d.issued_on into before from documents d where d.series = new.series and d.sequence = new.sequence - 1;
  if new.issued_on < before then
    raise exception 'document % of % cannot follow one of %', new.number, new.issued_on, before
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger date_follows_number before insert on documents for each row execute function date_follows_number();
--> statement-breakpoint

-- 3. What is given back of a charge fits what is left of it ------------------------------------------------------
-- Concessions of one licence wait for each other here, and each reads what the ones before it left. A correction stands
-- in for the version before.
create function concession_fits() returns trigger language plpgsql as $$
declare
  charged numeric;
  corrected numeric;
begin
  if new.retracted then
    return new;
  end if;
  perform from licences l where l.id = new.licence_id for update;
  select coalesce(sum(case d.type when 'credit_note' then -l.net_pence else l.net_pence end), 0) into charged
    from document_lines l join documents d on d.id = l.document_id
    where l.licence_id = new.licence_id and l.key = new.body ->> 'key';
  select (f.body ->> 'net')::numeric into corrected from facts f
    where f.licence_id = new.licence_id and f.fact_id = new.fact_id and f.version = new.version - 1 and not f.retracted;
  if (new.body ->> 'net')::numeric > charged + coalesce(corrected, 0) then
    raise exception 'only %p of % are left to give back', charged + coalesce(corrected, 0), new.body ->> 'key'
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger concession_fits before insert on facts for each row when (new.kind = 'conceded')
  execute function concession_fits();
--> statement-breakpoint

-- 4. Names mean our tables ---------------------------------------------------------------------------------------
-- Without a path of its own a function looks names up where its caller says, first of all among the caller's temporary
-- tables (PostgreSQL manual, "Writing SECURITY DEFINER Functions Safely"): a made-up "signatures" would do. pg_temp is
-- therefore named, and last.
do $$
declare of_ours regprocedure;
begin
  for of_ours in select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace and not p.prosecdef loop
    execute format('alter function %s set search_path = pg_catalog, public, pg_temp', of_ours);
  end loop;
end $$;
