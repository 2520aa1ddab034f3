CREATE TYPE "public"."notice_kind" AS ENUM('application_received', 'application_rejected', 'approval_needed', 'money_approval_needed', 'offer_made', 'to_sign', 'to_countersign', 'signed', 'offer_lapsing', 'offer_lapsed', 'offer_withdrawn', 'offer_declined', 'invoice_issued', 'credit_note_issued', 'payment_received', 'invoice_due', 'invoice_overdue', 'report_due', 'report_late', 'licence_ending', 'role_asked', 'role_given');--> statement-breakpoint
CREATE TABLE "kept_forms" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"kept_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sent_forms" (
	"person_id" uuid NOT NULL,
	"key" text NOT NULL,
	"sha256" text NOT NULL,
	"answer" jsonb,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sent_forms_person_id_key_pk" PRIMARY KEY("person_id","key")
);
--> statement-breakpoint
CREATE TABLE "notice_choices" (
	"person_id" uuid NOT NULL,
	"kind" "notice_kind" NOT NULL,
	"by_mail" boolean NOT NULL,
	CONSTRAINT "notice_choices_person_id_kind_pk" PRIMARY KEY("person_id","kind")
);
--> statement-breakpoint
CREATE TABLE "notice_readers" (
	"notice_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"by_mail" boolean NOT NULL,
	"mailed_at" timestamp with time zone,
	CONSTRAINT "notice_readers_person_id_notice_id_pk" PRIMARY KEY("person_id","notice_id")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" "notice_kind" NOT NULL,
	"thing" text NOT NULL,
	"side" "side" NOT NULL,
	"organisation_id" uuid,
	"subject" text NOT NULL,
	"paragraphs" jsonb NOT NULL,
	"link" text NOT NULL,
	"attachment" text,
	"told_on" date NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	CONSTRAINT "each_thing_is_told_once" UNIQUE("kind","thing","side")
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "attachment" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "refused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "refused_because" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "request_key" text;--> statement-breakpoint
ALTER TABLE "sent_forms" ADD CONSTRAINT "sent_forms_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_choices" ADD CONSTRAINT "notice_choices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_readers" ADD CONSTRAINT "notice_readers_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_readers" ADD CONSTRAINT "notice_readers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_to_mail" ON "notice_readers" USING btree ("person_id") WHERE "notice_readers"."by_mail" and "notice_readers"."mailed_at" is null;--> statement-breakpoint
CREATE INDEX "messages_by_address" ON "messages" USING btree ("to_address","written_at");--> statement-breakpoint
CREATE UNIQUE INDEX "the_same_is_asked_for_once" ON "applications" USING btree ("organisation_id","request_key") WHERE "applications"."status" not in ('rejected', 'withdrawn', 'expired');--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "what_was_refused_was_not_sent" CHECK ("messages"."refused_at" is null or "messages"."sent_at" is null);