-- A run draws its numbers a block at a time: a counter may go up by more than one, and at the commit every number between
-- stands on a document. Below the counter every number is taken, so one that is free lies in the block just drawn.
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
drop trigger counter_has_its_document on series;
--> statement-breakpoint
create constraint trigger counter_has_its_documents after update on series deferrable initially deferred
  for each row execute function counter_has_its_documents();
--> statement-breakpoint
-- All documents of a statement at once: their numbers are drawn ones, and their days follow their numbers.
drop trigger number_is_next on documents;
--> statement-breakpoint
drop function number_is_next();
--> statement-breakpoint
drop trigger date_follows_number on documents;
--> statement-breakpoint
drop function date_follows_number();
--> statement-breakpoint
create function documents_follow_their_series() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  block record;
  stray record;
begin
  for block in select f.series, min(f.sequence) as first, max(f.sequence) as last, s.last as drawn
    from fresh f join series s on s.name = f.series group by f.series, s.last loop
    if block.first < 1 or block.last > block.drawn then
      raise exception 'document numbers have no gap: % were drawn of series %', block.drawn, block.series
        using errcode = 'check_violation';
    end if;
    select * into stray from (
      select d.number, d.issued_on, lag(d.number) over by_number as other, lag(d.issued_on) over by_number as day
      from documents d where d.series = block.series and d.sequence between block.first - 1 and block.last + 1
      window by_number as (order by d.sequence)) as neighbours
    where day > issued_on limit 1;
    if found then
      raise exception 'document % of % does not go with % of %', stray.number, stray.issued_on, stray.other, stray.day
        using errcode = 'check_violation';
    end if;
  end loop;
  return null;
end $$;
--> statement-breakpoint
create trigger documents_follow_their_series after insert on documents referencing new table as fresh
  for each statement execute function documents_follow_their_series();
