ALTER TABLE "applications" ADD COLUMN "service" jsonb;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "used_in" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "valuation" jsonb;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "users" integer;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "further_year" bigint;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "further_user" bigint;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "users_sit_in_a_country" CHECK ("applications"."used_in" ~ '^[A-Z]{2}$');--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "a_fee_stands_for_somebody" CHECK ("prices"."users" between 1 and 100000);--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "a_further_year_is_not_below_nothing" CHECK ("prices"."further_year" >= 0);--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "a_further_user_follows_others" CHECK ("prices"."further_user" is null or ("prices"."further_user" >= 0 and "prices"."users" is not null));