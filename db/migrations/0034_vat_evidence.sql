CREATE TYPE "public"."number_check" AS ENUM('checksum', 'shape');--> statement-breakpoint
CREATE TYPE "public"."vat_evidence_kind" AS ENUM('stated', 'vat_number', 'register', 'tax_certificate', 'contract', 'website', 'registration', 'brought');--> statement-breakpoint
CREATE TYPE "public"."vat_proof" AS ENUM('business_abroad', 'same_registration', 'neither');--> statement-breakpoint
ALTER TYPE "public"."notice_kind" ADD VALUE 'vat_number_stated' BEFORE 'role_asked';--> statement-breakpoint
ALTER TYPE "public"."notice_kind" ADD VALUE 'vat_decided' BEFORE 'role_asked';--> statement-breakpoint
CREATE TABLE "vat_evidence" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kind" "vat_evidence_kind" NOT NULL,
	"number" text,
	"number_check" "number_check",
	"seen" text DEFAULT '' NOT NULL,
	"proves" "vat_proof",
	"holds_from" date,
	"recorded_by" uuid,
	"recorded_by_name" text NOT NULL,
	"recorded_on" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "a_number_was_checked" CHECK (("vat_evidence"."number" is null) = ("vat_evidence"."number_check" is null)),
	CONSTRAINT "what_is_stated_decides_nothing" CHECK (("vat_evidence"."kind" = 'stated') = ("vat_evidence"."proves" is null)),
	CONSTRAINT "what_proves_something_holds_from_a_day" CHECK (("vat_evidence"."holds_from" is not null) = (coalesce("vat_evidence"."proves", 'neither') <> 'neither')),
	CONSTRAINT "a_number_is_stated" CHECK ("vat_evidence"."kind" not in ('stated', 'vat_number') or "vat_evidence"."number" is not null)
);
--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "same_registration_from" date;--> statement-breakpoint
ALTER TABLE "vat_evidence" ADD CONSTRAINT "vat_evidence_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vat_evidence" ADD CONSTRAINT "vat_evidence_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "vat_evidence_of" ON "vat_evidence" USING btree ("organisation_id","recorded_at");