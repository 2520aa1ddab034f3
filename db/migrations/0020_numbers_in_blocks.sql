-- A run draws its numbers a block at a time: a counter may go up by more than one, and at the commit every number between
-- stands on a document. Below the counter every number is taken, so one that is free lies in the block just drawn.
create or replace function number_is_next() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.sequence < 1 or new.sequence > (select last from series where name = new.series) then
    raise exception 'document numbers have no gap' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create or replace function counter_steps_by_one() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (new.name <> old.name or new.last <= old.last) or tg_op = 'DELETE' then
    raise exception 'a series counts up' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
alter function counter_steps_by_one() rename to series_counts_up;
--> statement-breakpoint
alter trigger counter_steps_by_one on series rename to series_counts_up;
--> statement-breakpoint
create or replace function counter_has_its_document() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if (select count(*) from documents d where d.series = new.name and d.sequence > old.last and d.sequence <= new.last)
    <> new.last - old.last then
    raise exception 'numbers % to % of series % were taken for no document', old.last + 1, new.last, new.name
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
alter function counter_has_its_document() rename to counter_has_its_documents;
--> statement-breakpoint
alter trigger counter_has_its_document on series rename to counter_has_its_documents;
--> statement-breakpoint
-- Whichever of two neighbours is written first, their days follow their numbers.
create or replace function date_follows_number() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare other record;
begin
  for other in select d.number, d.sequence, d.issued_on from documents d
    where d.series = new.series and d.sequence in (new.sequence - 1, new.sequence + 1) loop
    if other.sequence < new.sequence and other.issued_on > new.issued_on
      or other.sequence > new.sequence and other.issued_on < new.issued_on then
      raise exception 'document % of % does not follow % of %', new.number, new.issued_on, other.number, other.issued_on
        using errcode = 'check_violation';
    end if;
  end loop;
  return new;
end $$;
