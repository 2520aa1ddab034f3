CREATE TYPE "public"."export_name" AS ENUM('reconciliation', 'ledger');--> statement-breakpoint
CREATE TYPE "public"."export_status" AS ENUM('waiting', 'being_made', 'ready', 'failed');--> statement-breakpoint
CREATE TABLE "export_files" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" "export_name" NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"as_of" date NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_by_name" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"request_key" text NOT NULL,
	"status" "export_status" NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"known_at" timestamp with time zone,
	"rows_done" integer DEFAULT 0 NOT NULL,
	"rows_expected" integer,
	"size_bytes" bigint,
	"sha256" text,
	"totals" jsonb,
	"problem" text,
	"expires_at" timestamp with time zone,
	CONSTRAINT "one_file_a_question" UNIQUE("asked_by","request_key"),
	CONSTRAINT "a_file_is_of_days_in_order" CHECK ("export_files"."from_day" <= "export_files"."to_day"),
	CONSTRAINT "a_ready_file_says_what_it_is" CHECK ("export_files"."status" <> 'ready' or num_nulls("export_files"."known_at", "export_files"."rows_expected", "export_files"."size_bytes", "export_files"."sha256", "export_files"."totals", "export_files"."expires_at") = 0),
	CONSTRAINT "a_failed_file_says_why" CHECK (("export_files"."status" = 'failed') = ("export_files"."problem" is not null)),
	CONSTRAINT "what_is_over_goes" CHECK ("export_files"."status" not in ('ready', 'failed') or "export_files"."expires_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "export_parts" (
	"file_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "export_parts_file_id_position_pk" PRIMARY KEY("file_id","position"),
	CONSTRAINT "a_part_has_at_most_256_kilobytes" CHECK (octet_length("export_parts"."content") between 1 and 262144)
);
--> statement-breakpoint
ALTER TABLE "export_files" ADD CONSTRAINT "export_files_asked_by_people_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_parts" ADD CONSTRAINT "export_parts_file_id_export_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."export_files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_file_waits_for_the_same_days" ON "export_files" USING btree ("name","from_day","to_day","as_of") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "export_files_by_time" ON "export_files" USING btree ("asked_at");