ALTER TABLE "licences" ADD COLUMN "next_reminder_on" date;--> statement-breakpoint
CREATE INDEX "licences_by_next_reminder" ON "licences" USING btree ("next_reminder_on");--> statement-breakpoint
select set_config('app.side', 'system', false);
--> statement-breakpoint
update "licences" set "next_reminder_on" = current_date where "status" in ('in_force', 'suspended');
--> statement-breakpoint
select set_config('app.side', '', false);
