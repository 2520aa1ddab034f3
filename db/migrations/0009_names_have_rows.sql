-- Who did something, and what a row stands on, is a row: a reference to one that was never there is refused. Words of a
-- closed set are checked. As the system, because the rows that are there are checked under row-level security too.
select set_config('app.side', 'system', false);
--> statement-breakpoint
ALTER TABLE "dataset_drafts" ALTER COLUMN "author_id" DROP NOT NULL;
--> statement-breakpoint
-- What an import of the system left had nobody's identifier for its author.
update dataset_drafts set author_id = null where author_id = '00000000-0000-0000-0000-000000000000';
--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "a_quote_has_one_organisation" UNIQUE("reference","organisation_id");
--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_chain_chain_heads_chain_fk" FOREIGN KEY ("chain") REFERENCES "public"."chain_heads"("chain") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "dataset_drafts" ADD CONSTRAINT "dataset_drafts_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "dataset_drafts" ADD CONSTRAINT "dataset_drafts_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "record_matches" ADD CONSTRAINT "a_match_is_of_a_record" FOREIGN KEY ("source","source_id") REFERENCES "public"."source_records"("source","source_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "source_originals" ADD CONSTRAINT "an_original_is_of_a_record" FOREIGN KEY ("source","source_id") REFERENCES "public"."source_records"("source","source_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "use_decisions" ADD CONSTRAINT "use_decisions_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "enquiries" ADD CONSTRAINT "enquiries_opened_by_people_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "enquiry_messages" ADD CONSTRAINT "enquiry_messages_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_made_by_people_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_made_by_people_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "an_application_is_made_from_a_quote_of_its_own" FOREIGN KEY ("quote_reference","organisation_id") REFERENCES "public"."quotes"("reference","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "an_approval_is_of_a_version" FOREIGN KEY ("offer_id","version") REFERENCES "public"."offer_versions"("offer_id","version") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "facts" ADD CONSTRAINT "facts_reported_by_people_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "offer_versions" ADD CONSTRAINT "offer_versions_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "price_list_drafts" ADD CONSTRAINT "price_list_drafts_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "price_list_drafts" ADD CONSTRAINT "price_list_drafts_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_made_by_people_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_made_by_people_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "an_event_is_a_thing_and_what_became_of_it" CHECK ("events"."type" ~ '^[a-z_]+[.][a-z_]+$');
--> statement-breakpoint
ALTER TABLE "references" ADD CONSTRAINT "a_prefix_is_two_or_three_letters" CHECK ("references"."prefix" ~ '^[A-Z]{2,3}$');
--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "a_refresh_band_is_known" CHECK ("datasets"."refresh_band" in ('continuous', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'irregular', 'static', 'not_stated'));
--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "a_lead_time_band_is_known" CHECK ("datasets"."lead_time_band" in ('week', 'month', 'two_months', 'six_months', 'longer', 'varies', 'not_stated'));
--> statement-breakpoint
ALTER TABLE "use_decisions" ADD CONSTRAINT "a_decision_is_about_models" CHECK ("use_decisions"."kinds" <@ enum_range(null::model_kind)::text[]);
--> statement-breakpoint
ALTER TABLE "use_decisions" ADD CONSTRAINT "a_decision_is_about_customers" CHECK ("use_decisions"."customer_kinds" <@ enum_range(null::customer_kind)::text[]);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "a_code_has_four_digits" CHECK ("accounts"."code" ~ '^[0-9]{4}$');
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "a_code_begins_with_its_type" CHECK (left("accounts"."code", 1) is not distinct from
        case "accounts"."type" when 'asset' then '1' when 'liability' then '2' when 'income' then '4' when 'expense' then '5' end);
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "a_scope_is_known" CHECK ("api_tokens"."scopes" <@ array['usage:write', 'usage:read']);
--> statement-breakpoint
-- An offer and its first version are written together, so this one is asked at commit.
alter table offers add constraint the_version_that_stands foreign key (id, version)
  references offer_versions (offer_id, version) deferrable initially deferred;
--> statement-breakpoint
select set_config('app.side', '', false);
