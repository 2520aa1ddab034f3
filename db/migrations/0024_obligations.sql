CREATE TYPE "public"."obligation_state" AS ENUM('planned', 'due', 'submitted', 'accepted', 'rejected', 'late', 'waived', 'failed', 'cancelled');--> statement-breakpoint
CREATE TABLE "obligations" (
	"licence_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"key" text NOT NULL,
	"component" text,
	"kind" text NOT NULL,
	"due" date,
	"description" text NOT NULL,
	"amount_pence" bigint,
	"state" "obligation_state" NOT NULL,
	"later" jsonb NOT NULL,
	"open" boolean NOT NULL,
	"open_until" date,
	CONSTRAINT "obligations_licence_id_key_pk" PRIMARY KEY("licence_id","key"),
	CONSTRAINT "what_is_not_open_ends_on_no_day" CHECK ("obligations"."open" or "obligations"."open_until" is null)
);
--> statement-breakpoint
ALTER TABLE "obligations" ADD CONSTRAINT "obligations_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "obligations" ADD CONSTRAINT "obligations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "obligations_open_of_organisation" ON "obligations" USING btree ("organisation_id","due") WHERE "obligations"."open";--> statement-breakpoint
CREATE INDEX "obligations_open_by_due_day" ON "obligations" USING btree ("due","kind") WHERE "obligations"."open";