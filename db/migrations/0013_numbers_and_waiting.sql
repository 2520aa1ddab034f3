-- A number may have more than six digits. One proposal of a kind waits about a subject: of several that were made at
-- once the first stays, the others are withdrawn and kept.
select set_config('app.side', 'system', false);
--> statement-breakpoint
update proposals set status = 'withdrawn' where status = 'waiting' and id in (
  select id from (
    select id, row_number() over (partition by kind, subject order by proposed_at, id) as place
    from proposals where status = 'waiting'
  ) as waiting where place > 1);
--> statement-breakpoint
select set_config('app.side', '', false);
--> statement-breakpoint
ALTER TABLE "documents" DROP CONSTRAINT "the_number_is_its_series_and_sequence";--> statement-breakpoint
DROP INDEX "documents_by_organisation";--> statement-breakpoint
DROP INDEX "documents_by_day";--> statement-breakpoint
CREATE UNIQUE INDEX "one_waits_of_a_kind_and_subject" ON "proposals" USING btree ("kind","subject") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "documents_by_organisation" ON "documents" USING btree ("organisation_id","issued_on","issued_at","series","sequence");--> statement-breakpoint
CREATE INDEX "documents_by_day" ON "documents" USING btree ("issued_on","issued_at","series","sequence");--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "the_number_is_its_series_and_sequence" CHECK ("documents"."number" = "documents"."series"::text || '-' || lpad("documents"."sequence"::text, greatest(6, length("documents"."sequence"::text)), '0'));