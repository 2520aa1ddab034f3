CREATE TYPE "public"."draft_status" AS ENUM('draft', 'proposed', 'published', 'refused', 'withdrawn');--> statement-breakpoint
CREATE TYPE "public"."identifier_class" AS ENUM('direct', 'indirect', 'none', 'unset');--> statement-breakpoint
CREATE TYPE "public"."enquiry_status" AS ENUM('waiting', 'answered', 'closed');--> statement-breakpoint
ALTER TYPE "public"."proposal_kind" ADD VALUE 'dataset_version';--> statement-breakpoint
ALTER TYPE "public"."proposal_kind" ADD VALUE 'price_list';--> statement-breakpoint
ALTER TYPE "public"."setting" ADD VALUE 'research';--> statement-breakpoint
ALTER TYPE "public"."setting" ADD VALUE 'not_stated';--> statement-breakpoint
CREATE TABLE "catalogue_state" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "there_is_one_catalogue" CHECK ("catalogue_state"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "custodian_spellings" (
	"key" text PRIMARY KEY NOT NULL,
	"spelling" text NOT NULL,
	"custodian_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dataset_columns" (
	"dataset_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"table_name" text NOT NULL,
	"name" text NOT NULL,
	"data_type" text DEFAULT '' NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"identifier_class" "identifier_class" DEFAULT 'unset' NOT NULL,
	CONSTRAINT "dataset_columns_dataset_id_position_pk" PRIMARY KEY("dataset_id","position")
);
--> statement-breakpoint
CREATE TABLE "dataset_drafts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"dataset_id" uuid,
	"slug" text NOT NULL,
	"description" jsonb NOT NULL,
	"base_version" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"status" "draft_status" DEFAULT 'draft' NOT NULL,
	"batch" uuid,
	"proposal_id" uuid,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dataset_ratings" (
	"dataset_id" uuid NOT NULL,
	"source" text NOT NULL,
	"dimension" text NOT NULL,
	"rating" text NOT NULL,
	"score_bp" integer,
	"as_of" date NOT NULL,
	CONSTRAINT "dataset_ratings_dataset_id_source_dimension_pk" PRIMARY KEY("dataset_id","source","dimension")
);
--> statement-breakpoint
CREATE TABLE "dataset_versions" (
	"dataset_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"description" jsonb NOT NULL,
	"note" text NOT NULL,
	"made_by_name" text NOT NULL,
	"approved_by_name" text,
	"import_id" uuid,
	"published_on" date NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "dataset_versions_dataset_id_number_pk" PRIMARY KEY("dataset_id","number"),
	CONSTRAINT "versions_count_from_1" CHECK ("dataset_versions"."number" >= 1),
	CONSTRAINT "a_version_has_two_authors" CHECK ("dataset_versions"."approved_by_name" is null or "dataset_versions"."approved_by_name" <> "dataset_versions"."made_by_name")
);
--> statement-breakpoint
CREATE TABLE "import_defects" (
	"import_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"record" text NOT NULL,
	"field" text NOT NULL,
	"sentence" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "import_defects_import_id_position_pk" PRIMARY KEY("import_id","position")
);
--> statement-breakpoint
CREATE TABLE "import_rejects" (
	"import_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"file" text NOT NULL,
	"line" integer NOT NULL,
	"sentence" text NOT NULL,
	"original" text NOT NULL,
	CONSTRAINT "import_rejects_import_id_position_pk" PRIMARY KEY("import_id","position")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reference" text NOT NULL,
	"source" text NOT NULL,
	"files" jsonb NOT NULL,
	"read" integer NOT NULL,
	"created" integer NOT NULL,
	"updated" integer NOT NULL,
	"unchanged" integer NOT NULL,
	"rejected" integer NOT NULL,
	"columns_read" integer DEFAULT 0 NOT NULL,
	"defects" jsonb NOT NULL,
	"made_by_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"business_date" date NOT NULL,
	CONSTRAINT "imports_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "record_matches" (
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"dataset_id" uuid NOT NULL,
	"because" text NOT NULL,
	"same" text,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "record_matches_source_source_id_dataset_id_pk" PRIMARY KEY("source","source_id","dataset_id"),
	CONSTRAINT "a_match_is_the_same_or_not" CHECK ("record_matches"."same" is null or "record_matches"."same" in ('yes', 'no'))
);
--> statement-breakpoint
CREATE TABLE "source_originals" (
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"sha256" text NOT NULL,
	"import_id" uuid NOT NULL,
	"original" text NOT NULL,
	CONSTRAINT "source_originals_source_source_id_sha256_pk" PRIMARY KEY("source","source_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "source_records" (
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"dataset_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"schema_version" text NOT NULL,
	"last_import_id" uuid NOT NULL,
	"linked_by_name" text,
	"linked_at" timestamp with time zone,
	CONSTRAINT "source_records_source_source_id_pk" PRIMARY KEY("source","source_id")
);
--> statement-breakpoint
CREATE TABLE "use_decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"dataset_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"kinds" text[] NOT NULL,
	"customer_kinds" text[] NOT NULL,
	"reason" text NOT NULL,
	"evidence" text DEFAULT '' NOT NULL,
	"terms" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_by_name" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"decided_on" date NOT NULL,
	CONSTRAINT "a_decision_allows_or_refuses" CHECK ("use_decisions"."outcome" in ('allow', 'refuse')),
	CONSTRAINT "a_decision_says_why" CHECK (length(trim("use_decisions"."reason")) >= 10)
);
--> statement-breakpoint
CREATE TABLE "enquiries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reference" text NOT NULL,
	"dataset_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"status" "enquiry_status" NOT NULL,
	"opened_by" uuid NOT NULL,
	"opened_by_name" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "enquiries_reference_unique" UNIQUE("reference"),
	CONSTRAINT "an_enquiry_has_one_organisation" UNIQUE("id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "enquiry_messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"enquiry_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"side" "side" NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"body" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "a_message_says_something" CHECK (length(trim("enquiry_messages"."body")) > 0)
);
--> statement-breakpoint
CREATE TABLE "quotes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reference" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"request" jsonb NOT NULL,
	"body" jsonb NOT NULL,
	"net_pence" bigint NOT NULL,
	"vat_pence" bigint NOT NULL,
	"gross_pence" bigint NOT NULL,
	"made_by" uuid NOT NULL,
	"made_by_name" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"made_on" date NOT NULL,
	"valid_until" date NOT NULL,
	"request_key" text NOT NULL,
	CONSTRAINT "quotes_reference_unique" UNIQUE("reference"),
	CONSTRAINT "one_quote_a_request" UNIQUE("organisation_id","request_key"),
	CONSTRAINT "a_quote_adds_up" CHECK ("quotes"."gross_pence" = "quotes"."net_pence" + "quotes"."vat_pence"),
	CONSTRAINT "a_quote_stands_for_a_while" CHECK ("quotes"."valid_until" >= "quotes"."made_on")
);
--> statement-breakpoint
CREATE TABLE "saved_search_finds" (
	"search_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"dataset_id" uuid NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	CONSTRAINT "saved_search_finds_search_id_dataset_id_pk" PRIMARY KEY("search_id","dataset_id")
);
--> statement-breakpoint
CREATE TABLE "saved_searches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"mailed" boolean NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "one_saved_search_a_name" UNIQUE("person_id","organisation_id","name")
);
--> statement-breakpoint
CREATE TABLE "shortlist_items" (
	"organisation_id" uuid NOT NULL,
	"dataset_id" uuid NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"added_by_name" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shortlist_items_organisation_id_dataset_id_pk" PRIMARY KEY("organisation_id","dataset_id")
);
--> statement-breakpoint
CREATE TABLE "price_list_drafts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"dataset_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"prices" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"status" "draft_status" DEFAULT 'draft' NOT NULL,
	"proposal_id" uuid,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service_tariffs" (
	"version" integer PRIMARY KEY NOT NULL,
	"valid_from" date NOT NULL,
	"items" jsonb NOT NULL,
	"source" text NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "service_tariffs_valid_from_unique" UNIQUE("valid_from")
);
--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "settings" "setting"[];--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "data_types" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "refresh_band" text DEFAULT 'not_stated' NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "lead_time" text DEFAULT 'Not stated' NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "lead_time_band" text DEFAULT 'not_stated' NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "places" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "vocabularies" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "limitations" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "requirements" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "details" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "version_number" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "completeness_bp" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "retired_on" date;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "retired_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "same_as_id" uuid;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "touched" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "quote_reference" text;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "customer_kind" "customer_kind" DEFAULT 'standard' NOT NULL;--> statement-breakpoint
ALTER TABLE "prices" DROP CONSTRAINT "prices_price_list_id_kind_pk";--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_price_list_id_kind_customer_kind_pk" PRIMARY KEY("price_list_id","kind","customer_kind");--> statement-breakpoint
ALTER TABLE "custodian_spellings" ADD CONSTRAINT "custodian_spellings_custodian_id_custodians_id_fk" FOREIGN KEY ("custodian_id") REFERENCES "public"."custodians"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_columns" ADD CONSTRAINT "dataset_columns_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_drafts" ADD CONSTRAINT "dataset_drafts_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_ratings" ADD CONSTRAINT "dataset_ratings_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_versions" ADD CONSTRAINT "dataset_versions_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_versions" ADD CONSTRAINT "dataset_versions_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_defects" ADD CONSTRAINT "import_defects_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rejects" ADD CONSTRAINT "import_rejects_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_matches" ADD CONSTRAINT "record_matches_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_originals" ADD CONSTRAINT "source_originals_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_records" ADD CONSTRAINT "source_records_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_records" ADD CONSTRAINT "source_records_last_import_id_imports_id_fk" FOREIGN KEY ("last_import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "use_decisions" ADD CONSTRAINT "use_decisions_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enquiries" ADD CONSTRAINT "enquiries_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enquiries" ADD CONSTRAINT "enquiries_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enquiry_messages" ADD CONSTRAINT "enquiry_messages_enquiry_id_enquiries_id_fk" FOREIGN KEY ("enquiry_id") REFERENCES "public"."enquiries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enquiry_messages" ADD CONSTRAINT "enquiry_messages_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_search_finds" ADD CONSTRAINT "saved_search_finds_search_id_saved_searches_id_fk" FOREIGN KEY ("search_id") REFERENCES "public"."saved_searches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_search_finds" ADD CONSTRAINT "saved_search_finds_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_search_finds" ADD CONSTRAINT "saved_search_finds_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shortlist_items" ADD CONSTRAINT "shortlist_items_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shortlist_items" ADD CONSTRAINT "shortlist_items_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_list_drafts" ADD CONSTRAINT "price_list_drafts_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drafts_of_dataset" ON "dataset_drafts" USING btree ("dataset_id","status");--> statement-breakpoint
CREATE INDEX "drafts_by_status" ON "dataset_drafts" USING btree ("status","saved_at");--> statement-breakpoint
CREATE INDEX "imports_by_time" ON "imports" USING btree ("at");--> statement-breakpoint
CREATE INDEX "source_records_of_dataset" ON "source_records" USING btree ("dataset_id");--> statement-breakpoint
CREATE INDEX "use_decisions_of_dataset" ON "use_decisions" USING btree ("dataset_id","decided_at");--> statement-breakpoint
CREATE INDEX "enquiries_of_organisation" ON "enquiries" USING btree ("organisation_id","last_at");--> statement-breakpoint
CREATE INDEX "enquiries_by_status" ON "enquiries" USING btree ("status","last_at");--> statement-breakpoint
CREATE INDEX "messages_of_enquiry" ON "enquiry_messages" USING btree ("enquiry_id","at");--> statement-breakpoint
CREATE INDEX "quotes_of_organisation" ON "quotes" USING btree ("organisation_id","made_at");--> statement-breakpoint
CREATE INDEX "saved_searches_of_organisation" ON "saved_searches" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "price_list_drafts_of_dataset" ON "price_list_drafts" USING btree ("dataset_id","status");--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_same_as_id_datasets_id_fk" FOREIGN KEY ("same_as_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "datasets_by_touch" ON "datasets" USING btree ("touched");--> statement-breakpoint
CREATE INDEX "datasets_of_custodian" ON "datasets" USING btree ("custodian_id");--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "what_is_retired_says_why" CHECK ("datasets"."retired_on" is null or "datasets"."retired_reason" <> '');--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "completeness_is_a_share" CHECK ("datasets"."completeness_bp" between 0 and 10000);