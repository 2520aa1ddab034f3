CREATE TYPE "public"."parked_because" AS ENUM('cannot_be_calculated', 'too_much');--> statement-breakpoint
ALTER TYPE "public"."proposal_kind" ADD VALUE 'large_bill';--> statement-breakpoint
ALTER TYPE "public"."proposal_kind" ADD VALUE 'retraction';--> statement-breakpoint
CREATE TABLE "bill_limits" (
	"licence_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"most_pence" bigint NOT NULL,
	"proposal_id" uuid NOT NULL,
	"agreed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "a_limit_is_more_than_nothing" CHECK ("bill_limits"."most_pence" > 0)
);
--> statement-breakpoint
CREATE TABLE "parked_licences" (
	"licence_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"because" "parked_because" NOT NULL,
	"reason" text NOT NULL,
	"amount_pence" bigint,
	"parked_on" date NOT NULL,
	"parked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "daily_runs" ADD COLUMN "licences_parked" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bill_limits" ADD CONSTRAINT "bill_limits_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bill_limits" ADD CONSTRAINT "bill_limits_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bill_limits" ADD CONSTRAINT "bill_limits_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parked_licences" ADD CONSTRAINT "parked_licences_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parked_licences" ADD CONSTRAINT "parked_licences_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;