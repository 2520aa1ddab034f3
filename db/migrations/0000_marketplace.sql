CREATE TYPE "public"."code_purpose" AS ENUM('sign_in', 'confirm');--> statement-breakpoint
CREATE TYPE "public"."customer_kind" AS ENUM('standard', 'small_company', 'academic');--> statement-breakpoint
CREATE TYPE "public"."proposal_kind" AS ENUM('credit_note', 'daily_run', 'termination', 'board_decision');--> statement-breakpoint
CREATE TYPE "public"."proposal_status" AS ENUM('waiting', 'approved', 'refused', 'withdrawn');--> statement-breakpoint
CREATE TYPE "public"."role" AS ENUM('member', 'signatory', 'buyer_finance', 'catalogue_editor', 'commercial_manager', 'approver', 'nhs_signatory', 'finance_officer', 'auditor', 'administrator');--> statement-breakpoint
CREATE TYPE "public"."side" AS ENUM('buyer', 'nhs');--> statement-breakpoint
CREATE TYPE "public"."document_type" AS ENUM('invoice', 'barter_invoice', 'debit_note', 'credit_note');--> statement-breakpoint
CREATE TYPE "public"."run_status" AS ENUM('running', 'finished', 'failed');--> statement-breakpoint
CREATE TYPE "public"."series_name" AS ENUM('INV', 'CN', 'DN');--> statement-breakpoint
CREATE TYPE "public"."vat_category" AS ENUM('S', 'AE', 'O');--> statement-breakpoint
CREATE TYPE "public"."licensable" AS ENUM('licensable', 'needs_decision', 'not_licensable', 'proposed');--> statement-breakpoint
CREATE TYPE "public"."setting" AS ENUM('hospital', 'general_practice', 'pharmacy', 'medical_devices', 'registry', 'genomic', 'mental_health', 'community', 'maternity', 'linked_national');--> statement-breakpoint
CREATE TYPE "public"."application_status" AS ENUM('draft', 'submitted', 'approved', 'rejected', 'withdrawn', 'expired');--> statement-breakpoint
CREATE TYPE "public"."approval_as" AS ENUM('approver', 'finance', 'board');--> statement-breakpoint
CREATE TYPE "public"."entitlement_status" AS ENUM('granted', 'suspended', 'ended');--> statement-breakpoint
CREATE TYPE "public"."licence_status" AS ENUM('in_force', 'suspended', 'expired', 'terminated');--> statement-breakpoint
CREATE TYPE "public"."offer_status" AS ENUM('offered', 'approved', 'part_signed', 'signed', 'declined', 'withdrawn', 'lapsed');--> statement-breakpoint
CREATE TYPE "public"."model_kind" AS ENUM('free_access', 'data_return', 'cost_recovery', 'one_off_fee', 'subscription', 'usage_based', 'royalty', 'equity_share', 'profit_share');--> statement-breakpoint
CREATE TYPE "public"."policy" AS ENUM('routine', 'needs_approval', 'needs_board');--> statement-breakpoint
CREATE TYPE "public"."standing" AS ENUM('list', 'approval', 'not');--> statement-breakpoint
CREATE TABLE "codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"purpose" "code_purpose" NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"wrong_tries" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "codes_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"legal_name" text NOT NULL,
	"address" text NOT NULL,
	"vat_number" text NOT NULL,
	"bank_name" text NOT NULL,
	"sort_code" text NOT NULL,
	"account_number" text NOT NULL,
	"contact_email" text NOT NULL,
	"demo_date" date,
	CONSTRAINT "there_is_one_installation" CHECK ("installation"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"person_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"role" "role" NOT NULL,
	"granted_by" text NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "memberships_person_id_organisation_id_role_pk" PRIMARY KEY("person_id","organisation_id","role")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"to_address" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"side" "side" NOT NULL,
	"sector" text NOT NULL,
	"customer_kind" "customer_kind" DEFAULT 'standard' NOT NULL,
	"country" text NOT NULL,
	"address" text NOT NULL,
	"vat_number" text,
	"business_from" date,
	"purchase_order" text,
	"purchase_order_required" boolean DEFAULT false NOT NULL,
	"due_days" integer DEFAULT 30 NOT NULL,
	CONSTRAINT "one_organisation_a_name" UNIQUE("name"),
	CONSTRAINT "country_is_two_letters" CHECK ("organisations"."country" ~ '^[A-Z]{2}$'),
	CONSTRAINT "due_days_between_0_and_120" CHECK ("organisations"."due_days" between 0 and 120)
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"job_title" text DEFAULT '' NOT NULL,
	"email" text NOT NULL,
	"password_hash" text,
	"demo" boolean DEFAULT false NOT NULL,
	CONSTRAINT "people_email_unique" UNIQUE("email"),
	CONSTRAINT "email_is_lower_case" CHECK ("people"."email" = lower("people"."email"))
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" "proposal_kind" NOT NULL,
	"subject" text NOT NULL,
	"organisation_id" uuid,
	"body" jsonb NOT NULL,
	"reason" text NOT NULL,
	"status" "proposal_status" DEFAULT 'waiting' NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_by_name" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "nobody_decides_their_own_proposal" CHECK ("proposals"."decided_by" is null or "proposals"."decided_by" <> "proposals"."proposed_by"),
	CONSTRAINT "a_decided_proposal_names_who_decided" CHECK (("proposals"."status" = 'waiting') = ("proposals"."decided_by" is null) or "proposals"."status" = 'withdrawn')
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"person_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"device" text DEFAULT '' NOT NULL,
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "tries" (
	"what" text NOT NULL,
	"window_from" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "tries_what_window_from_pk" PRIMARY KEY("what","window_from")
);
--> statement-breakpoint
CREATE TABLE "chain_heads" (
	"chain" text PRIMARY KEY NOT NULL,
	"organisation_id" uuid,
	"sequence" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"chain" text NOT NULL,
	"organisation_id" uuid,
	"sequence" bigint NOT NULL,
	"type" text NOT NULL,
	"subject" text NOT NULL,
	"facts" jsonb NOT NULL,
	"actor" text NOT NULL,
	"actor_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"business_date" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "one_event_a_place" UNIQUE("chain","sequence"),
	CONSTRAINT "sequences_count_from_1" CHECK ("events"."sequence" >= 1)
);
--> statement-breakpoint
CREATE TABLE "references" (
	"prefix" text NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "references_prefix_year_pk" PRIMARY KEY("prefix","year")
);
--> statement-breakpoint
CREATE TABLE "allocations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"receipt_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"amount_pence" bigint NOT NULL,
	"allocated_on" date NOT NULL,
	"allocated_by_name" text NOT NULL,
	"allocated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "an_allocation_moves_money" CHECK ("allocations"."amount_pence" > 0)
);
--> statement-breakpoint
CREATE TABLE "daily_runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "daily_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"for_day" date NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"status" "run_status" NOT NULL,
	"licences" integer DEFAULT 0 NOT NULL,
	"licences_done" integer DEFAULT 0 NOT NULL,
	"documents_issued" integer DEFAULT 0 NOT NULL,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "document_lines" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"document_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"licence_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"key" text NOT NULL,
	"revision" integer NOT NULL,
	"component" text NOT NULL,
	"kind" "model_kind" NOT NULL,
	"service_from" date NOT NULL,
	"service_to" date NOT NULL,
	"net_pence" bigint NOT NULL,
	"parts" jsonb NOT NULL,
	"line" jsonb NOT NULL,
	CONSTRAINT "one_line_per_charge_and_revision" UNIQUE("licence_id","key","revision"),
	CONSTRAINT "one_line_a_position" UNIQUE("document_id","position")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" text NOT NULL,
	"series" "series_name" NOT NULL,
	"sequence" integer NOT NULL,
	"type" "document_type" NOT NULL,
	"licence_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"corrects_id" uuid,
	"issued_on" date NOT NULL,
	"due_on" date,
	"tax_point" date NOT NULL,
	"vat_category" "vat_category" NOT NULL,
	"vat_rate_bp" integer NOT NULL,
	"net_pence" bigint NOT NULL,
	"vat_pence" bigint NOT NULL,
	"gross_pence" bigint NOT NULL,
	"payable_pence" bigint NOT NULL,
	"payment_reference" text NOT NULL,
	"purchase_order" text,
	"seller" jsonb NOT NULL,
	"buyer" jsonb NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"issued_by" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	CONSTRAINT "documents_number_unique" UNIQUE("number"),
	CONSTRAINT "one_document_a_number" UNIQUE("series","sequence"),
	CONSTRAINT "a_total_is_its_net_plus_its_vat" CHECK ("documents"."gross_pence" = "documents"."net_pence" + "documents"."vat_pence"),
	CONSTRAINT "amounts_are_not_negative" CHECK ("documents"."net_pence" >= 0 and "documents"."vat_pence" >= 0 and "documents"."payable_pence" >= 0 and "documents"."payable_pence" <= "documents"."gross_pence"),
	CONSTRAINT "a_credit_note_names_its_original" CHECK (("documents"."type" = 'credit_note') = ("documents"."corrects_id" is not null)),
	CONSTRAINT "the_series_fits_the_type" CHECK ("documents"."series"::text = case "documents"."type" when 'credit_note' then 'CN' when 'debit_note' then 'DN' else 'INV' end),
	CONSTRAINT "the_number_is_its_series_and_sequence" CHECK ("documents"."number" = "documents"."series"::text || '-' || lpad("documents"."sequence"::text, 6, '0')),
	CONSTRAINT "no_document_is_due_before_it_is_issued" CHECK ("documents"."due_on" is null or "documents"."due_on" >= "documents"."issued_on")
);
--> statement-breakpoint
CREATE TABLE "open_items" (
	"document_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"due_on" date,
	"outstanding_pence" bigint NOT NULL,
	CONSTRAINT "nobody_pays_more_than_is_owed" CHECK ("open_items"."outstanding_pence" >= 0)
);
--> statement-breakpoint
CREATE TABLE "receipt_balances" (
	"receipt_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid,
	"unallocated_pence" bigint NOT NULL,
	CONSTRAINT "nobody_allocates_more_than_came_in" CHECK ("receipt_balances"."unallocated_pence" >= 0)
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reference" text NOT NULL,
	"organisation_id" uuid,
	"received_on" date NOT NULL,
	"amount_pence" bigint NOT NULL,
	"payer" text NOT NULL,
	"reference_as_received" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"request_key" text NOT NULL,
	CONSTRAINT "receipts_reference_unique" UNIQUE("reference"),
	CONSTRAINT "receipts_request_key_unique" UNIQUE("request_key"),
	CONSTRAINT "a_receipt_brings_money" CHECK ("receipts"."amount_pence" > 0)
);
--> statement-breakpoint
CREATE TABLE "series" (
	"name" "series_name" PRIMARY KEY NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "numbers_count_up_from_0" CHECK ("series"."last" >= 0)
);
--> statement-breakpoint
CREATE TABLE "custodians" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"about" text DEFAULT '' NOT NULL,
	CONSTRAINT "custodians_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "datasets" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"description" text NOT NULL,
	"custodian_id" uuid NOT NULL,
	"setting" "setting" NOT NULL,
	"period_from" date,
	"period_to" date,
	"refresh" text NOT NULL,
	"lag" text NOT NULL,
	"geography" text NOT NULL,
	"population" bigint,
	"population_note" text NOT NULL,
	"use_terms" text[] NOT NULL,
	"licensable" "licensable" NOT NULL,
	"licensable_reason" text NOT NULL,
	"version" text NOT NULL,
	"published_on" date NOT NULL,
	"sources" text NOT NULL,
	CONSTRAINT "datasets_slug_unique" UNIQUE("slug"),
	CONSTRAINT "a_dataset_ends_after_it_begins" CHECK ("datasets"."period_to" is null or "datasets"."period_to" >= "datasets"."period_from"),
	CONSTRAINT "a_bar_has_a_reason" CHECK ("datasets"."licensable" = 'licensable' or "datasets"."licensable_reason" <> '')
);
--> statement-breakpoint
CREATE TABLE "linkages" (
	"dataset_id" uuid NOT NULL,
	"with_dataset_id" uuid NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "linkages_dataset_id_with_dataset_id_pk" PRIMARY KEY("dataset_id","with_dataset_id")
);
--> statement-breakpoint
CREATE TABLE "mandates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"dataset_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"granted_by" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "postings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"licence_id" uuid,
	"organisation_id" uuid,
	"on" date NOT NULL,
	"known_at" timestamp with time zone NOT NULL,
	CONSTRAINT "one_posting_a_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"posting_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"organisation_id" uuid,
	"debit" text NOT NULL,
	"credit" text NOT NULL,
	"amount_pence" bigint NOT NULL,
	CONSTRAINT "transfers_posting_id_position_pk" PRIMARY KEY("posting_id","position"),
	CONSTRAINT "transfer_moves_money" CHECK ("transfers"."amount_pence" > 0),
	CONSTRAINT "transfer_has_two_sides" CHECK ("transfers"."debit" <> "transfers"."credit")
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reference" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"dataset_id" uuid NOT NULL,
	"kind" "model_kind" NOT NULL,
	"title" text NOT NULL,
	"purpose" text NOT NULL,
	"public_benefit" text NOT NULL,
	"users" integer NOT NULL,
	"starts_on" date NOT NULL,
	"months" integer NOT NULL,
	"assumptions" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" "application_status" NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"made_by" uuid NOT NULL,
	"made_by_name" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"submitted_on" date,
	"closed_reason" text,
	CONSTRAINT "applications_reference_unique" UNIQUE("reference"),
	CONSTRAINT "at_least_one_person_uses_it" CHECK ("applications"."users" between 1 and 100000),
	CONSTRAINT "between_1_and_120_months" CHECK ("applications"."months" between 1 and 120),
	CONSTRAINT "a_submitted_application_has_its_day" CHECK ("applications"."status" in ('draft', 'withdrawn', 'expired') or "applications"."submitted_on" is not null)
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"offer_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"contract_hash" text NOT NULL,
	"approved_as" "approval_as" NOT NULL,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"evidence" text DEFAULT '' NOT NULL,
	"approved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "approvals_offer_id_version_approved_as_pk" PRIMARY KEY("offer_id","version","approved_as"),
	CONSTRAINT "one_person_approves_once" UNIQUE("offer_id","version","person_id")
);
--> statement-breakpoint
CREATE TABLE "entitlements" (
	"licence_id" uuid NOT NULL,
	"dataset_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date NOT NULL,
	"users" integer NOT NULL,
	"status" "entitlement_status" NOT NULL,
	CONSTRAINT "entitlements_licence_id_dataset_id_pk" PRIMARY KEY("licence_id","dataset_id")
);
--> statement-breakpoint
CREATE TABLE "facts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"licence_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"component" text,
	"kind" text NOT NULL,
	"fact_id" text NOT NULL,
	"version" integer NOT NULL,
	"on" date NOT NULL,
	"known" date NOT NULL,
	"retracted" boolean DEFAULT false NOT NULL,
	"body" jsonb NOT NULL,
	"evidence" text DEFAULT '' NOT NULL,
	"reported_by" uuid,
	"reported_by_name" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	CONSTRAINT "one_fact_a_version" UNIQUE("licence_id","fact_id","version"),
	CONSTRAINT "versions_count_from_1" CHECK ("facts"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "licences" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reference" text NOT NULL,
	"offer_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"dataset_id" uuid NOT NULL,
	"kind" "model_kind" NOT NULL,
	"title" text NOT NULL,
	"contract" jsonb NOT NULL,
	"contract_hash" text NOT NULL,
	"value_pence" bigint NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"status" "licence_status" NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"in_force_at" timestamp with time zone NOT NULL,
	"ended_on" date,
	"ended_reason" text,
	"next_stop_on" date,
	CONSTRAINT "licences_reference_unique" UNIQUE("reference"),
	CONSTRAINT "licences_offer_id_unique" UNIQUE("offer_id"),
	CONSTRAINT "licence_ends_after_it_starts" CHECK ("licences"."ends_on" > "licences"."starts_on"),
	CONSTRAINT "an_ended_licence_says_when" CHECK (("licences"."status" = 'terminated') = ("licences"."ended_on" is not null))
);
--> statement-breakpoint
CREATE TABLE "offer_versions" (
	"offer_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"contract" jsonb NOT NULL,
	"contract_hash" text NOT NULL,
	"value_pence" bigint NOT NULL,
	"at_list_terms" boolean NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "offer_versions_offer_id_version_pk" PRIMARY KEY("offer_id","version")
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reference" text NOT NULL,
	"application_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"status" "offer_status" NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"version" integer NOT NULL,
	"contract_hash" text NOT NULL,
	"expires_on" date NOT NULL,
	"closed_reason" text,
	"made_on" date NOT NULL,
	CONSTRAINT "offers_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "signatures" (
	"offer_id" uuid NOT NULL,
	"side" "side" NOT NULL,
	"organisation_id" uuid NOT NULL,
	"contract_hash" text NOT NULL,
	"person_id" uuid NOT NULL,
	"typed_name" text NOT NULL,
	"authority" text NOT NULL,
	"authenticated_by" text NOT NULL,
	"signed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "signatures_offer_id_side_pk" PRIMARY KEY("offer_id","side")
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"kind" "model_kind" PRIMARY KEY NOT NULL,
	"policy" "policy" NOT NULL,
	"because" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "price_lists" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"dataset_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"valid_from" date NOT NULL,
	"author_name" text NOT NULL,
	"approver_name" text NOT NULL,
	"approved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "one_price_list_a_version" UNIQUE("dataset_id","version"),
	CONSTRAINT "one_price_list_a_day" UNIQUE("dataset_id","valid_from"),
	CONSTRAINT "a_price_list_has_two_authors" CHECK ("price_lists"."author_name" <> "price_lists"."approver_name")
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"price_list_id" uuid NOT NULL,
	"kind" "model_kind" NOT NULL,
	"standing" "standing" NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"months" integer DEFAULT 12 NOT NULL,
	"terms" jsonb,
	"limits" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "prices_price_list_id_kind_pk" PRIMARY KEY("price_list_id","kind"),
	CONSTRAINT "what_is_on_offer_has_terms" CHECK ("prices"."standing" = 'not' or "prices"."terms" ->> 'kind' = "prices"."kind"::text),
	CONSTRAINT "what_is_not_on_offer_says_why" CHECK ("prices"."standing" <> 'not' or "prices"."reason" <> '')
);
--> statement-breakpoint
ALTER TABLE "codes" ADD CONSTRAINT "codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chain_heads" ADD CONSTRAINT "chain_heads_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_receipt_id_receipts_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_lines" ADD CONSTRAINT "document_lines_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_lines" ADD CONSTRAINT "document_lines_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_lines" ADD CONSTRAINT "document_lines_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "a_correction_names_its_original" FOREIGN KEY ("corrects_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_items" ADD CONSTRAINT "open_items_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_items" ADD CONSTRAINT "open_items_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_balances" ADD CONSTRAINT "receipt_balances_receipt_id_receipts_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."receipts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_balances" ADD CONSTRAINT "receipt_balances_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_custodian_id_custodians_id_fk" FOREIGN KEY ("custodian_id") REFERENCES "public"."custodians"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "linkages" ADD CONSTRAINT "linkages_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "linkages" ADD CONSTRAINT "linkages_with_dataset_id_datasets_id_fk" FOREIGN KEY ("with_dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_posting_id_postings_id_fk" FOREIGN KEY ("posting_id") REFERENCES "public"."postings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_debit_accounts_code_fk" FOREIGN KEY ("debit") REFERENCES "public"."accounts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_credit_accounts_code_fk" FOREIGN KEY ("credit") REFERENCES "public"."accounts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_offer_id_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entitlements" ADD CONSTRAINT "entitlements_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entitlements" ADD CONSTRAINT "entitlements_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entitlements" ADD CONSTRAINT "entitlements_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "facts" ADD CONSTRAINT "facts_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "facts" ADD CONSTRAINT "facts_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licences" ADD CONSTRAINT "licences_offer_id_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licences" ADD CONSTRAINT "licences_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licences" ADD CONSTRAINT "licences_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_versions" ADD CONSTRAINT "offer_versions_offer_id_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_versions" ADD CONSTRAINT "offer_versions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_offer_id_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_lists" ADD CONSTRAINT "price_lists_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_price_list_id_price_lists_id_fk" FOREIGN KEY ("price_list_id") REFERENCES "public"."price_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "memberships_of_organisation" ON "memberships" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "messages_by_time" ON "messages" USING btree ("written_at");--> statement-breakpoint
CREATE INDEX "proposals_waiting" ON "proposals" USING btree ("status","kind");--> statement-breakpoint
CREATE INDEX "sessions_of_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "events_of_subject" ON "events" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "events_by_type" ON "events" USING btree ("type","id");--> statement-breakpoint
CREATE INDEX "allocations_of_document" ON "allocations" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "allocations_of_receipt" ON "allocations" USING btree ("receipt_id");--> statement-breakpoint
CREATE INDEX "daily_runs_by_day" ON "daily_runs" USING btree ("for_day");--> statement-breakpoint
CREATE INDEX "documents_by_organisation" ON "documents" USING btree ("organisation_id","issued_on","issued_at","number");--> statement-breakpoint
CREATE INDEX "documents_by_day" ON "documents" USING btree ("issued_on","issued_at","number");--> statement-breakpoint
CREATE INDEX "documents_of_licence" ON "documents" USING btree ("licence_id");--> statement-breakpoint
CREATE INDEX "documents_corrected" ON "documents" USING btree ("corrects_id");--> statement-breakpoint
CREATE INDEX "open_items_by_due_day" ON "open_items" USING btree ("due_on") WHERE "open_items"."outstanding_pence" > 0;--> statement-breakpoint
CREATE INDEX "open_items_by_organisation" ON "open_items" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "receipts_by_day" ON "receipts" USING btree ("received_on","id");--> statement-breakpoint
CREATE INDEX "datasets_by_setting" ON "datasets" USING btree ("setting");--> statement-breakpoint
CREATE INDEX "mandates_of_dataset" ON "mandates" USING btree ("dataset_id");--> statement-breakpoint
CREATE INDEX "postings_by_day" ON "postings" USING btree ("on","id");--> statement-breakpoint
CREATE INDEX "postings_of_licence" ON "postings" USING btree ("licence_id");--> statement-breakpoint
CREATE INDEX "transfers_by_debit" ON "transfers" USING btree ("debit");--> statement-breakpoint
CREATE INDEX "transfers_by_credit" ON "transfers" USING btree ("credit");--> statement-breakpoint
CREATE INDEX "applications_by_organisation" ON "applications" USING btree ("organisation_id","made_at");--> statement-breakpoint
CREATE INDEX "applications_by_status" ON "applications" USING btree ("status","made_at");--> statement-breakpoint
CREATE INDEX "facts_of_licence" ON "facts" USING btree ("licence_id","on");--> statement-breakpoint
CREATE INDEX "licences_by_organisation" ON "licences" USING btree ("organisation_id","in_force_at");--> statement-breakpoint
CREATE INDEX "licences_by_status" ON "licences" USING btree ("status","ends_on");--> statement-breakpoint
CREATE INDEX "licences_by_next_stop" ON "licences" USING btree ("next_stop_on");--> statement-breakpoint
CREATE INDEX "offers_by_organisation" ON "offers" USING btree ("organisation_id","made_on");--> statement-breakpoint
CREATE INDEX "offers_by_status" ON "offers" USING btree ("status","expires_on");--> statement-breakpoint
CREATE INDEX "offers_of_application" ON "offers" USING btree ("application_id");