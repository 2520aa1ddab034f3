ALTER TABLE "licences" ADD COLUMN "settled_on" date;--> statement-breakpoint
ALTER TABLE "licences" ADD COLUMN "settled_facts" integer DEFAULT 0 NOT NULL;