CREATE TYPE "public"."statement_status" AS ENUM('draft', 'attested', 'refused');--> statement-breakpoint
CREATE TYPE "public"."usage_exception" AS ENUM('conflict', 'unknown_licence', 'unknown_meter', 'before_start', 'after_end', 'past_the_window');--> statement-breakpoint
CREATE TABLE "evidence_files" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"licence_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"fact_id" text NOT NULL,
	"name" text NOT NULL,
	"content" "bytea" NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"findings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"added_by_name" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "a_file_has_at_most_10_megabytes" CHECK ("evidence_files"."size" between 1 and 10000000)
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"licence_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"key" text NOT NULL,
	"sent_on" date NOT NULL,
	CONSTRAINT "reminders_licence_id_key_pk" PRIMARY KEY("licence_id","key")
);
--> statement-breakpoint
CREATE TABLE "scenarios" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"body" jsonb NOT NULL,
	"saved_by_name" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "one_scenario_a_name" UNIQUE("organisation_id","name"),
	CONSTRAINT "a_scenario_has_a_short_name" CHECK (length("scenarios"."name") between 1 and 80)
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reference" text NOT NULL,
	"licence_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"component" text NOT NULL,
	"fact" text NOT NULL,
	"period_from" date NOT NULL,
	"period_to" date NOT NULL,
	"status" "statement_status" NOT NULL,
	"body" jsonb NOT NULL,
	"claimed_pence" bigint,
	"file_name" text,
	"file_text" text,
	"file_hash" text,
	"faults" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"made_by" uuid NOT NULL,
	"made_by_name" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"version" integer,
	"attested_by_name" text,
	"attested_as" text,
	"attestation_text" text,
	"attested_at" timestamp with time zone,
	CONSTRAINT "statements_reference_unique" UNIQUE("reference"),
	CONSTRAINT "one_attested_statement_a_version" UNIQUE("licence_id","component","fact","period_from","version"),
	CONSTRAINT "statement_period_ends_after_it_starts" CHECK ("statements"."period_to" > "statements"."period_from"),
	CONSTRAINT "an_attested_statement_says_by_whom" CHECK ("statements"."status" <> 'attested' or ("statements"."version" is not null and "statements"."attested_by_name" is not null
        and "statements"."attested_as" is not null and "statements"."attestation_text" is not null and "statements"."attested_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"made_by" uuid NOT NULL,
	"made_by_name" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by_name" text,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "api_tokens_secret_hash_unique" UNIQUE("secret_hash"),
	CONSTRAINT "a_token_has_a_scope" CHECK (cardinality("api_tokens"."scopes") > 0)
);
--> statement-breakpoint
CREATE TABLE "usage_events" (
	"organisation_id" uuid NOT NULL,
	"source" text NOT NULL,
	"event_id" text NOT NULL,
	"licence_id" uuid NOT NULL,
	"component" text NOT NULL,
	"quantity" numeric(26, 6) NOT NULL,
	"subject" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"on" date NOT NULL,
	"known" date NOT NULL,
	"body_hash" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "usage_events_organisation_id_source_event_id_pk" PRIMARY KEY("organisation_id","source","event_id")
);
--> statement-breakpoint
CREATE TABLE "usage_exceptions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"licence_id" uuid,
	"source" text NOT NULL,
	"event_id" text NOT NULL,
	"reason" "usage_exception" NOT NULL,
	"body" jsonb NOT NULL,
	"body_hash" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"decision" text,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	"because" text,
	CONSTRAINT "one_exception_a_body" UNIQUE("organisation_id","source","event_id","body_hash"),
	CONSTRAINT "a_decision_has_somebody" CHECK (("usage_exceptions"."decision" is null) = ("usage_exceptions"."decided_by_name" is null) and ("usage_exceptions"."decision" is null or "usage_exceptions"."decision" in ('counted', 'set_aside')))
);
--> statement-breakpoint
ALTER TABLE "evidence_files" ADD CONSTRAINT "evidence_files_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_files" ADD CONSTRAINT "evidence_files_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scenarios" ADD CONSTRAINT "scenarios_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_events" ADD CONSTRAINT "usage_events_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_events" ADD CONSTRAINT "usage_events_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_exceptions" ADD CONSTRAINT "usage_exceptions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_exceptions" ADD CONSTRAINT "usage_exceptions_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "files_of_licence" ON "evidence_files" USING btree ("licence_id","added_at");--> statement-breakpoint
CREATE INDEX "statements_of_licence" ON "statements" USING btree ("licence_id","period_from","made_at");--> statement-breakpoint
CREATE INDEX "tokens_of_organisation" ON "api_tokens" USING btree ("organisation_id","made_at");--> statement-breakpoint
CREATE INDEX "events_of_component_by_day" ON "usage_events" USING btree ("licence_id","component","on","known");--> statement-breakpoint
CREATE INDEX "open_exceptions" ON "usage_exceptions" USING btree ("organisation_id","received_at");