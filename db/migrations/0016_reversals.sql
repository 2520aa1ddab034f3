ALTER TYPE "public"."proposal_kind" ADD VALUE 'receipt';--> statement-breakpoint
ALTER TYPE "public"."proposal_kind" ADD VALUE 'receipt_reversal';--> statement-breakpoint
CREATE TABLE "reversals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"receipt_id" uuid NOT NULL,
	"allocation_id" uuid,
	"organisation_id" uuid,
	"amount_pence" bigint NOT NULL,
	"reason" text NOT NULL,
	"proposal_id" uuid,
	"reversed_on" date NOT NULL,
	"reversed_by" uuid NOT NULL,
	"reversed_by_name" text NOT NULL,
	"reversed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "a_reversal_moves_money" CHECK ("reversals"."amount_pence" > 0),
	CONSTRAINT "a_reversal_says_why" CHECK (length("reversals"."reason") >= 10)
);
--> statement-breakpoint
ALTER TABLE "receipts" ADD COLUMN "proposal_id" uuid;--> statement-breakpoint
ALTER TABLE "reversals" ADD CONSTRAINT "reversals_receipt_id_receipts_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reversals" ADD CONSTRAINT "reversals_allocation_id_allocations_id_fk" FOREIGN KEY ("allocation_id") REFERENCES "public"."allocations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reversals" ADD CONSTRAINT "reversals_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reversals" ADD CONSTRAINT "reversals_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reversals" ADD CONSTRAINT "reversals_reversed_by_people_id_fk" FOREIGN KEY ("reversed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "an_allocation_is_taken_back_once" ON "reversals" USING btree ("allocation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "a_receipt_is_taken_back_once" ON "reversals" USING btree ("receipt_id") WHERE allocation_id is null;--> statement-breakpoint
CREATE INDEX "reversals_of_receipt" ON "reversals" USING btree ("receipt_id");--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE no action ON UPDATE no action;