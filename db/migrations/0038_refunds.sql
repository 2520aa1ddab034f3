ALTER TYPE "public"."parked_because" ADD VALUE 'purchase_order_missing';--> statement-breakpoint
CREATE TABLE "refund_balances" (
	"document_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"left_pence" bigint NOT NULL,
	CONSTRAINT "nobody_is_refunded_more_than_is_owed" CHECK ("refund_balances"."left_pence" >= 0)
);
--> statement-breakpoint
CREATE TABLE "refund_reversals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"refund_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"reversed_on" date NOT NULL,
	"reversed_by" uuid NOT NULL,
	"reversed_by_name" text NOT NULL,
	"reversed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "taking_a_refund_back_says_why" CHECK (length("refund_reversals"."reason") >= 10)
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"document_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"against_id" uuid,
	"amount_pence" bigint NOT NULL,
	"on" date NOT NULL,
	"bank_reference" text,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "a_refund_moves_money" CHECK ("refunds"."amount_pence" > 0),
	CONSTRAINT "a_refund_is_set_off_or_paid" CHECK (("refunds"."against_id" is null) = ("refunds"."bank_reference" is not null))
);
--> statement-breakpoint
ALTER TABLE "refund_balances" ADD CONSTRAINT "refund_balances_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_balances" ADD CONSTRAINT "refund_balances_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_reversals" ADD CONSTRAINT "refund_reversals_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_reversals" ADD CONSTRAINT "refund_reversals_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_reversals" ADD CONSTRAINT "refund_reversals_reversed_by_people_id_fk" FOREIGN KEY ("reversed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_against_id_documents_id_fk" FOREIGN KEY ("against_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refunds_left" ON "refund_balances" USING btree ("organisation_id") WHERE "refund_balances"."left_pence" > 0;--> statement-breakpoint
CREATE UNIQUE INDEX "a_refund_is_taken_back_once" ON "refund_reversals" USING btree ("refund_id");--> statement-breakpoint
CREATE INDEX "refunds_of_document" ON "refunds" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "refunds_against" ON "refunds" USING btree ("against_id");