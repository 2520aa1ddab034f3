-- Who acts for a buyer may write what the permission table lets their roles do (server/access/rules.ts), and nothing else,
-- should a procedure ever forget to ask. What a buyer may add, change and take away is held against that table by
-- server/access/second-wall.test.ts.

-- 1. In which roles one acts -------------------------------------------------------------------------------------
create function acting_roles() returns text[] language sql stable parallel safe set search_path = pg_catalog, public, pg_temp
  return coalesce(string_to_array(nullif(current_setting('app.roles', true), ''), ','), array[]::text[]);
--> statement-breakpoint
create function acting_for_buyer_as(variadic roles text[]) returns boolean language sql stable parallel safe
  set search_path = pg_catalog, public, pg_temp
  return acting_side() = 'buyer' and acting_roles() && roles;
--> statement-breakpoint
-- A machine acts for the organisation of its token and holds no role.
create function acting_machine() returns boolean language sql stable parallel safe
  set search_path = pg_catalog, public, pg_temp
  return acting_side() = 'buyer' and acting_roles() = array[]::text[];
--> statement-breakpoint
-- Facts that are the NHS's word: recorded by it, or decided by two of its people.
create function said_by_the_nhs() returns text[] language sql immutable parallel safe
  set search_path = pg_catalog, public, pg_temp
  return array['commercialised', 'used_quota', 'accepted', 'rejected', 'worked', 'spent', 'completed', 'reordered', 'reached',
    'changed', 'indexed', 'audited', 'allotted', 'valued', 'issued', 'dividend', 'exit', 'vested', 'certified', 'split',
    'converted', 'disposed', 'escrow_released', 'conceded', 'ended'];
--> statement-breakpoint

-- 2. What a buyer may add, in their own name ----------------------------------------------------------------------
drop policy buyer_adds on proposals;
--> statement-breakpoint
create policy buyer_adds on proposals for insert with check ((select acting_for_buyer_as('signatory'))
  and organisation_id = (select acting_organisation()) and kind = 'termination' and status = 'waiting'
  and proposed_by = (select acting_person()) and decided_by is null);
--> statement-breakpoint
drop policy buyer_adds on applications;
--> statement-breakpoint
create policy buyer_adds on applications for insert with check ((select acting_for_buyer_as('member', 'signatory'))
  and organisation_id = (select acting_organisation()) and status in ('draft', 'submitted')
  and made_by = (select acting_person()));
--> statement-breakpoint
drop policy buyer_adds on signatures;
--> statement-breakpoint
create policy buyer_adds on signatures for insert with check ((select acting_for_buyer_as('signatory'))
  and organisation_id = (select acting_organisation()) and side = 'buyer' and person_id = (select acting_person()));
--> statement-breakpoint
drop policy buyer_adds on facts;
--> statement-breakpoint
create policy buyer_adds on facts for insert with check (organisation_id = (select acting_organisation())
  and reported_by = (select acting_person()) and kind <> all ((select said_by_the_nhs())::text[])
  and ((select acting_for_buyer_as('signatory'))
    or (select acting_for_buyer_as('member')) and kind not in ('estimated', 'stated', 'reported')));
--> statement-breakpoint
drop policy buyer_adds on statements;
--> statement-breakpoint
create policy buyer_adds on statements for insert with check ((select acting_for_buyer_as('member', 'signatory'))
  and organisation_id = (select acting_organisation()) and status in ('draft', 'refused')
  and made_by = (select acting_person()));
--> statement-breakpoint
drop policy buyer_adds on evidence_files;
--> statement-breakpoint
create policy buyer_adds on evidence_files for insert with check ((select acting_for_buyer_as('member', 'signatory'))
  and organisation_id = (select acting_organisation()));
--> statement-breakpoint
drop policy buyer_adds on reminders;
--> statement-breakpoint
drop policy buyer_adds on usage_events;
--> statement-breakpoint
create policy buyer_adds on usage_events for insert with check (
  ((select acting_for_buyer_as('member', 'signatory')) or (select acting_machine()))
  and organisation_id = (select acting_organisation()));
--> statement-breakpoint
drop policy buyer_adds on usage_exceptions;
--> statement-breakpoint
create policy buyer_adds on usage_exceptions for insert with check (
  ((select acting_for_buyer_as('member', 'signatory')) or (select acting_machine()))
  and organisation_id = (select acting_organisation()) and decision is null);
--> statement-breakpoint
drop policy buyer_adds on enquiries;
--> statement-breakpoint
create policy buyer_adds on enquiries for insert with check ((select acting_for_buyer_as('member', 'signatory'))
  and organisation_id = (select acting_organisation()) and status = 'waiting' and opened_by = (select acting_person()));
--> statement-breakpoint
drop policy buyer_adds on enquiry_messages;
--> statement-breakpoint
create policy buyer_adds on enquiry_messages for insert with check ((select acting_for_buyer_as('member', 'signatory'))
  and organisation_id = (select acting_organisation()) and side = 'buyer' and author_id = (select acting_person()));
--> statement-breakpoint
drop policy buyer_adds on quotes;
--> statement-breakpoint
create policy buyer_adds on quotes for insert with check ((select acting_for_buyer_as('member', 'signatory'))
  and organisation_id = (select acting_organisation()) and made_by = (select acting_person()));
--> statement-breakpoint
-- What they did, in their own name; what only the NHS does is not theirs to tell.
drop policy buyer_adds on events;
--> statement-breakpoint
create policy buyer_adds on events for insert with check ((select acting_side()) = 'buyer'
  and organisation_id = (select acting_organisation()) and actor = (select acting_person())::text
  and (split_part(type, '.', 1) in ('person', 'session', 'token', 'enquiry', 'quote', 'statement')
    or type in ('proposal.made', 'application.saved', 'application.submitted', 'application.withdrawn', 'offer.declined',
      'offer.signed', 'fact.reported', 'usage.uploaded')));
--> statement-breakpoint

-- 3. What a buyer may change ---------------------------------------------------------------------------------------
drop policy buyer_changes on applications;
--> statement-breakpoint
create policy buyer_changes on applications for update
  using ((select acting_for_buyer_as('member', 'signatory')) and organisation_id = (select acting_organisation())
    and status in ('draft', 'submitted'))
  with check ((select acting_side()) = 'buyer' and organisation_id = (select acting_organisation())
    and status in ('submitted', 'withdrawn'));
--> statement-breakpoint
drop policy buyer_changes on offers;
--> statement-breakpoint
create policy buyer_changes on offers for update
  using ((select acting_for_buyer_as('signatory')) and organisation_id = (select acting_organisation())
    and status in ('offered', 'approved'))
  with check ((select acting_side()) = 'buyer' and organisation_id = (select acting_organisation())
    and status in ('part_signed', 'declined'));
--> statement-breakpoint
drop policy own_changes on statements;
--> statement-breakpoint
create policy nhs_changes on statements for update using ((select acting_for_nhs()));
--> statement-breakpoint
-- That only a draft becomes attested is keep_what_was_stated's: who comes second is to be told, not to find nothing.
create policy buyer_changes on statements for update
  using ((select acting_for_buyer_as('signatory')) and organisation_id = (select acting_organisation()))
  with check ((select acting_side()) = 'buyer' and organisation_id = (select acting_organisation()) and status = 'attested');
--> statement-breakpoint
drop policy own_changes on usage_exceptions;
--> statement-breakpoint
create policy nhs_changes on usage_exceptions for update using ((select acting_for_nhs()));
--> statement-breakpoint
drop policy own_changes on enquiries;
--> statement-breakpoint
create policy nhs_changes on enquiries for update using ((select acting_for_nhs()));
--> statement-breakpoint
create policy buyer_changes on enquiries for update
  using ((select acting_for_buyer_as('member', 'signatory')) and organisation_id = (select acting_organisation()))
  with check ((select acting_side()) = 'buyer' and organisation_id = (select acting_organisation())
    and status in ('waiting', 'closed'));
--> statement-breakpoint
-- Of a row that they may change, a buyer changes what the deed changes, and no other column.
create function buyer_changes_only() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if acting_side() = 'buyer' and to_jsonb(new) - tg_argv is distinct from to_jsonb(old) - tg_argv then
    raise exception 'a buyer changes nothing of % but %', tg_table_name, array_to_string(tg_argv, ', ')
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger buyer_changes_only before update on applications for each row
  execute function buyer_changes_only('status', 'revision', 'closed_reason', 'submitted_on');
--> statement-breakpoint
create trigger buyer_changes_only before update on offers for each row
  execute function buyer_changes_only('status', 'revision', 'closed_reason');
--> statement-breakpoint
create trigger buyer_changes_only before update on statements for each row
  execute function buyer_changes_only('status', 'version', 'attested_by_name', 'attested_as', 'attestation_text', 'attested_at');
--> statement-breakpoint
create trigger buyer_changes_only before update on enquiries for each row execute function buyer_changes_only('status', 'last_at');
--> statement-breakpoint
create trigger buyer_changes_only before update on api_tokens for each row
  execute function buyer_changes_only('revoked_at', 'revoked_by_name');
--> statement-breakpoint
create trigger buyer_changes_only before update on people for each row execute function buyer_changes_only('password_hash');
--> statement-breakpoint
-- An offer says of itself only what was done with it, whoever changes it.
create function offer_stands_on_what_was_done() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.status = old.status then
    return new;
  end if;
  if new.status in ('approved', 'part_signed', 'signed') and not exists (select from approvals a
      where a.offer_id = new.id and a.version = new.version and a.approved_as = 'approver') then
    raise exception 'nobody approved version % of offer %', new.version, new.reference using errcode = 'check_violation';
  end if;
  if new.status in ('part_signed', 'signed') and (old.status::text <> case new.status when 'signed' then 'part_signed' else 'approved' end
      or (select count(*) from signatures s where s.offer_id = new.id and s.contract_hash = new.contract_hash)
        <> case new.status when 'signed' then 2 else 1 end) then
    raise exception 'offer % is not signed so far', new.reference using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger offer_stands_on_what_was_done before update on offers
  for each row execute function offer_stands_on_what_was_done();
--> statement-breakpoint

-- 4. What belongs to an organisation alone, in the roles that keep it ------------------------------------------------
drop policy own_forecasts on scenarios;
--> statement-breakpoint
create policy own_forecasts on scenarios using ((select acting_for_buyer_as('member', 'signatory', 'buyer_finance'))
  and organisation_id = (select acting_organisation()));
--> statement-breakpoint
drop policy own_shortlist on shortlist_items;
--> statement-breakpoint
create policy own_shortlist on shortlist_items using ((select acting_side()) in ('buyer', 'nhs')
  and not (select acting_machine()) and organisation_id = (select acting_organisation()));
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['saved_searches', 'saved_search_finds'] loop
    execute format('drop policy own_searches on %I', name);
    execute format('create policy own_searches on %I using ((select acting_side()) = ''system''
      or ((select acting_side()) in (''buyer'', ''nhs'') and not (select acting_machine())
        and organisation_id = (select acting_organisation())))', name);
  end loop;
end $$;
--> statement-breakpoint
drop policy own_tokens on api_tokens;
--> statement-breakpoint
-- Revoked, never taken away: whose machine did what stays known.
create policy seen_by_signatories on api_tokens for select using ((select acting_side()) = 'system'
  or ((select acting_for_buyer_as('signatory')) and organisation_id = (select acting_organisation())));
--> statement-breakpoint
create policy made_by_signatories on api_tokens for insert with check ((select acting_side()) = 'system'
  or ((select acting_for_buyer_as('signatory')) and organisation_id = (select acting_organisation())
    and made_by = (select acting_person())));
--> statement-breakpoint
create policy revoked_by_signatories on api_tokens for update using ((select acting_side()) = 'system'
  or ((select acting_for_buyer_as('signatory')) and organisation_id = (select acting_organisation())
    and revoked_at is null)) with check ((select acting_side()) = 'system'
  or ((select acting_side()) = 'buyer' and organisation_id = (select acting_organisation())));
--> statement-breakpoint

-- 5. Counters -------------------------------------------------------------------------------------------------------
-- Tries are counted by the service itself: whoever is counted does not reach the counter.
drop policy counted_for_everybody on tries;
--> statement-breakpoint
create policy counted_by_the_system on tries using ((select acting_side()) = 'system');
--> statement-breakpoint
-- A reference is drawn: its counter goes up by one, and a buyer draws those of what a buyer makes.
drop policy numbered_by_whoever_writes on "references";
--> statement-breakpoint
create policy numbered_by_whoever_writes on "references" for select
  using ((select acting_side()) in ('buyer', 'nhs', 'system'));
--> statement-breakpoint
create policy begun_by_whoever_writes on "references" for insert with check ((select acting_for_nhs())
  or ((select acting_side()) = 'buyer' and prefix in ('APP', 'QUO', 'ENQ', 'STM')));
--> statement-breakpoint
create policy drawn_by_whoever_writes on "references" for update using ((select acting_for_nhs())
  or ((select acting_side()) = 'buyer' and prefix in ('APP', 'QUO', 'ENQ', 'STM')));
--> statement-breakpoint
create function reference_is_drawn() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' and new.last <> 1 or tg_op = 'UPDATE'
    and (new.prefix, new.year, new.last) is distinct from (old.prefix, old.year, old.last + 1) then
    raise exception 'references of % count up by one', new.prefix using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger reference_is_drawn before insert or update on "references"
  for each row execute function reference_is_drawn();
