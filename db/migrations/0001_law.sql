-- The law that the tables hold by themselves. Sections: who acts; who sees and writes what; what never changes;
-- what must agree. The app's role owns nothing and cannot switch any of this off.

-- 1. Who acts ------------------------------------------------------------------------------------------------
-- Set per transaction by asOneChange and asReading. Unset or empty means nobody, and nobody sees nothing.
create function acting_side() returns text language sql stable parallel safe
  return coalesce(nullif(current_setting('app.side', true), ''), 'nobody');
--> statement-breakpoint
create function acting_organisation() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.organisation', true), '')::uuid;
--> statement-breakpoint
create function acting_person() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.person', true), '')::uuid;
--> statement-breakpoint
create function acting_for_nhs() returns boolean language sql stable parallel safe
  return acting_side() in ('nhs', 'system');
--> statement-breakpoint

-- 2. Who sees and writes what --------------------------------------------------------------------------------
do $$
declare name text;
begin
  foreach name in array array['organisations', 'people', 'memberships', 'sessions', 'codes', 'tries', 'messages',
    'proposals', 'installation', 'custodians', 'datasets', 'linkages', 'mandates', 'policies', 'price_lists', 'prices',
    'references', 'applications', 'offers', 'offer_versions', 'approvals', 'signatures', 'licences', 'entitlements',
    'facts', 'series', 'documents', 'document_lines', 'open_items', 'receipts', 'receipt_balances', 'allocations',
    'daily_runs', 'accounts', 'postings', 'transfers', 'chain_heads', 'events'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;

  -- An organisation's rows: seen by its own people and by the NHS.
  foreach name in array array['proposals', 'applications', 'offers', 'offer_versions', 'approvals', 'signatures',
    'licences', 'entitlements', 'facts', 'documents', 'document_lines', 'open_items', 'receipts', 'receipt_balances',
    'allocations', 'postings', 'transfers', 'chain_heads', 'events', 'memberships'] loop
    execute format('create policy own_rows on %I for select using
      ((select acting_for_nhs()) or ((select acting_side()) = ''buyer''
        and organisation_id = (select acting_organisation())))', name);
    execute format('create policy nhs_adds on %I for insert with check ((select acting_for_nhs()))', name);
    execute format('create policy nhs_changes on %I for update using ((select acting_for_nhs()))', name);
  end loop;

  -- What a buyer may add, for their own organisation only.
  foreach name in array array['proposals', 'applications', 'signatures', 'facts', 'chain_heads', 'events'] loop
    execute format('create policy buyer_adds on %I for insert with check
      ((select acting_side()) = ''buyer'' and organisation_id = (select acting_organisation()))', name);
  end loop;

  -- What a buyer may change: the state of their own applications and offers, and the end of their own chain.
  foreach name in array array['applications', 'offers', 'chain_heads'] loop
    execute format('create policy buyer_changes on %I for update using
      ((select acting_side()) = ''buyer'' and organisation_id = (select acting_organisation()))', name);
  end loop;

  -- The public catalogue and the rules of the house: read by everybody who acts, written by the NHS.
  foreach name in array array['custodians', 'datasets', 'linkages', 'mandates', 'policies', 'price_lists', 'prices',
    'installation', 'accounts'] loop
    execute format('create policy public_rows on %I for select using ((select acting_side()) <> ''nobody'')', name);
    execute format('create policy nhs_adds on %I for insert with check ((select acting_for_nhs()))', name);
    execute format('create policy nhs_changes on %I for update using ((select acting_for_nhs()))', name);
  end loop;

  -- The service's own registers.
  foreach name in array array['series', 'daily_runs'] loop
    execute format('create policy nhs_rows on %I using ((select acting_for_nhs()))', name);
  end loop;
end $$;
--> statement-breakpoint
create policy numbered_by_whoever_writes on "references" using ((select acting_side()) in ('buyer', 'nhs', 'system'));
--> statement-breakpoint
create policy own_organisation on organisations for select using
  ((select acting_for_nhs()) or ((select acting_side()) = 'buyer' and id = (select acting_organisation())));
--> statement-breakpoint
create policy nhs_adds on organisations for insert with check ((select acting_for_nhs()));
--> statement-breakpoint
create policy nhs_changes on organisations for update using ((select acting_for_nhs()));
--> statement-breakpoint
create policy memberships_end on memberships for delete using ((select acting_for_nhs()));
--> statement-breakpoint
-- A person in a transaction for a buyer sees their colleagues, found through memberships under that table's own policy.
create policy colleagues on people for select using
  ((select acting_for_nhs()) or ((select acting_side()) = 'buyer'
    and id in (select person_id from memberships where organisation_id = (select acting_organisation()))));
--> statement-breakpoint
create policy nhs_adds on people for insert with check ((select acting_for_nhs()));
--> statement-breakpoint
create policy own_entry on people for update using ((select acting_for_nhs()) or id = (select acting_person()));
--> statement-breakpoint
-- Administrators end other people's sessions as the system, after the permission table has agreed.
create policy own_sessions on sessions using
  ((select acting_side()) = 'system' or person_id = (select acting_person()));
--> statement-breakpoint
create policy own_codes on codes using
  ((select acting_side()) = 'system' or person_id = (select acting_person()));
--> statement-breakpoint
create policy counted_for_everybody on tries using ((select acting_side()) <> 'nobody');
--> statement-breakpoint
create policy mail_is_the_systems on messages using ((select acting_side()) = 'system');
--> statement-breakpoint

-- 3. What never changes --------------------------------------------------------------------------------------
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: correct it with another row', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['price_lists', 'prices', 'offer_versions', 'approvals', 'signatures', 'facts',
    'documents', 'document_lines', 'receipts', 'allocations', 'postings', 'transfers', 'events'] loop
    execute format('create trigger append_only before update or delete on %I
      for each row execute function refuse_change()', name);
    execute format('create trigger append_only_whole before truncate on %I
      for each statement execute function refuse_change()', name);
  end loop;
end $$;
--> statement-breakpoint
-- A licence may change its state and its next stop, never what was signed.
create function keep_what_was_signed() returns trigger language plpgsql as $$
begin
  if (new.contract, new.contract_hash, new.organisation_id, new.offer_id, new.reference, new.kind, new.starts_on, new.ends_on)
    is distinct from
     (old.contract, old.contract_hash, old.organisation_id, old.offer_id, old.reference, old.kind, old.starts_on, old.ends_on)
  then
    raise exception 'licence % is signed: its contract cannot change', old.reference using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger keep_what_was_signed before update on licences for each row execute function keep_what_was_signed();
--> statement-breakpoint

-- 4. The audit chain -----------------------------------------------------------------------------------------
-- The database reckons place and hash itself, so a row that was not chained cannot be written.
create function event_hash(previous text, chain text, sequence bigint, type text, subject text, facts jsonb,
  actor text, actor_name text, at timestamptz, business_date text) returns text language sql immutable
  return encode(sha256(convert_to(concat_ws(E'\x1f', previous, chain, sequence::text, type, subject, facts::text,
    actor, actor_name, extract(epoch from at)::text, business_date), 'UTF8')), 'hex');
--> statement-breakpoint
create function chain_event() returns trigger language plpgsql as $$
declare head chain_heads%rowtype;
begin
  new.chain := coalesce(new.organisation_id::text, 'nhs');
  insert into chain_heads (chain, organisation_id, sequence, hash) values (new.chain, new.organisation_id, 0, '')
    on conflict (chain) do nothing;
  select * into strict head from chain_heads where chain = new.chain for update;
  new.sequence := head.sequence + 1;
  new.previous_hash := head.hash;
  new.hash := event_hash(new.previous_hash, new.chain, new.sequence, new.type, new.subject, new.facts, new.actor,
    new.actor_name, new.at, new.business_date);
  update chain_heads set sequence = new.sequence, hash = new.hash where chain = new.chain;
  return new;
end $$;
--> statement-breakpoint
create trigger chain_event before insert on events for each row execute function chain_event();
--> statement-breakpoint

-- 5. What must agree -----------------------------------------------------------------------------------------
-- A row about a licence or document belongs to the same organisation as the licence or document.
alter table offers add constraint an_offer_has_one_organisation unique (id, organisation_id);
--> statement-breakpoint
alter table licences add constraint a_licence_has_one_organisation unique (id, organisation_id);
--> statement-breakpoint
alter table documents add constraint a_document_has_one_organisation unique (id, organisation_id);
--> statement-breakpoint
alter table offer_versions add constraint same_organisation_as_offer foreign key (offer_id, organisation_id) references offers (id, organisation_id);
--> statement-breakpoint
alter table approvals add constraint same_organisation_as_offer foreign key (offer_id, organisation_id) references offers (id, organisation_id);
--> statement-breakpoint
alter table signatures add constraint same_organisation_as_offer foreign key (offer_id, organisation_id) references offers (id, organisation_id);
--> statement-breakpoint
alter table licences add constraint same_organisation_as_offer foreign key (offer_id, organisation_id) references offers (id, organisation_id);
--> statement-breakpoint
alter table facts add constraint same_organisation_as_licence foreign key (licence_id, organisation_id) references licences (id, organisation_id);
--> statement-breakpoint
alter table entitlements add constraint same_organisation_as_licence foreign key (licence_id, organisation_id) references licences (id, organisation_id);
--> statement-breakpoint
alter table documents add constraint same_organisation_as_licence foreign key (licence_id, organisation_id) references licences (id, organisation_id);
--> statement-breakpoint
alter table document_lines add constraint same_organisation_as_document foreign key (document_id, organisation_id) references documents (id, organisation_id);
--> statement-breakpoint
alter table open_items add constraint same_organisation_as_document foreign key (document_id, organisation_id) references documents (id, organisation_id);
--> statement-breakpoint
alter table allocations add constraint same_organisation_as_document foreign key (document_id, organisation_id) references documents (id, organisation_id);
--> statement-breakpoint

-- Nobody approves their own work.
create function approval_is_by_another() returns trigger language plpgsql as $$
declare offered offer_versions%rowtype;
begin
  select * into strict offered from offer_versions where offer_id = new.offer_id and version = new.version;
  if offered.author_id = new.person_id then
    raise exception 'nobody approves their own offer' using errcode = 'check_violation';
  end if;
  if offered.contract_hash <> new.contract_hash then
    raise exception 'an approval is over exactly the contract that was offered' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger approval_is_by_another before insert on approvals for each row execute function approval_is_by_another();
--> statement-breakpoint
-- Signed in order, over the approved contract; author, approvers and NHS signatory are different people.
create function signature_is_in_order() returns trigger language plpgsql as $$
declare offered offer_versions%rowtype;
begin
  select v.* into strict offered from offer_versions v join offers o on o.id = v.offer_id and o.version = v.version
    where o.id = new.offer_id;
  if offered.contract_hash <> new.contract_hash then
    raise exception 'a signature is over exactly the contract that stands' using errcode = 'check_violation';
  end if;
  if not exists (select from approvals a where a.offer_id = new.offer_id and a.version = offered.version
      and a.approved_as = 'approver') then
    raise exception 'nobody signs before an approver has approved' using errcode = 'check_violation';
  end if;
  if new.side = 'nhs' then
    if acting_side() = 'buyer' then
      raise exception 'only the NHS signs for the NHS' using errcode = 'check_violation';
    end if;
    if not exists (select from signatures s where s.offer_id = new.offer_id and s.side = 'buyer') then
      raise exception 'the buyer signs first' using errcode = 'check_violation';
    end if;
    if new.person_id = offered.author_id or exists (select from approvals a where a.offer_id = new.offer_id
        and a.version = offered.version and a.person_id = new.person_id) then
      raise exception 'author, approver and NHS signatory are three people' using errcode = 'check_violation';
    end if;
  elsif acting_side() = 'nhs' then
    raise exception 'only the buyer signs for the buyer' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger signature_is_in_order before insert on signatures for each row execute function signature_is_in_order();
--> statement-breakpoint
-- A licence in force is signed by both sides over the hash of exactly the contract that bills it, with a mandate.
create function licence_is_signed() returns trigger language plpgsql as $$
begin
  if (select count(*) from signatures s where s.offer_id = new.offer_id and s.contract_hash = new.contract_hash) <> 2 then
    raise exception 'a licence is signed by both sides' using errcode = 'check_violation';
  end if;
  if not exists (select from offer_versions v join offers o on o.id = v.offer_id and o.version = v.version
      where o.id = new.offer_id and v.contract = new.contract and v.contract_hash = new.contract_hash) then
    raise exception 'what is billed is what was signed' using errcode = 'check_violation';
  end if;
  if not exists (select from mandates m where m.dataset_id = new.dataset_id and m.valid_from <= new.starts_on
      and (m.valid_to is null or m.valid_to > new.starts_on)) then
    raise exception 'a dataset is licensed only with its custodian''s mandate' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger licence_is_signed before insert on licences for each row execute function licence_is_signed();
--> statement-breakpoint
-- A number comes from the locked counter of its series and from nowhere else.
create function number_is_next() returns trigger language plpgsql as $$
begin
  if new.sequence <> (select last from series where name = new.series) then
    raise exception 'document numbers have no gap' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger number_is_next before insert on documents for each row execute function number_is_next();
--> statement-breakpoint
create function counter_steps_by_one() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.name <> old.name or new.last <> old.last + 1) or tg_op = 'DELETE' then
    raise exception 'a series counts up by one' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger counter_steps_by_one before update or delete on series for each row execute function counter_steps_by_one();
--> statement-breakpoint
-- At commit: lines add up to the document, its counter shows its number, and its transfers are in the ledger.
create function document_is_whole() returns trigger language plpgsql as $$
declare moved bigint;
begin
  if new.net_pence <> (select coalesce(sum(l.net_pence), -1) from document_lines l where l.document_id = new.id) then
    raise exception 'the lines of % do not add up to its net', new.number using errcode = 'check_violation';
  end if;
  if new.gross_pence > 0 and not exists (select from postings p where p.key = new.number) then
    raise exception 'document % is not in the ledger', new.number using errcode = 'check_violation';
  end if;
  if not exists (select from open_items i where i.document_id = new.id) then
    raise exception 'document % has no open item', new.number using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger document_is_whole after insert on documents deferrable initially deferred
  for each row execute function document_is_whole();
--> statement-breakpoint
-- A counter that moved without a document would leave a gap.
create function counter_has_its_document() returns trigger language plpgsql as $$
begin
  if not exists (select from documents d where d.series = new.name and d.sequence = new.last) then
    raise exception 'number % of series % was taken for no document', new.last, new.name using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger counter_has_its_document after update on series deferrable initially deferred
  for each row execute function counter_has_its_document();
--> statement-breakpoint
-- Every posting says something.
create function posting_has_transfers() returns trigger language plpgsql as $$
begin
  if not exists (select from transfers t where t.posting_id = new.id) then
    raise exception 'posting % moves nothing', new.key using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger posting_has_transfers after insert on postings deferrable initially deferred
  for each row execute function posting_has_transfers();
--> statement-breakpoint

-- 6. What every installation starts with ---------------------------------------------------------------------
select set_config('app.side', 'system', false);
--> statement-breakpoint
insert into series (name, last) values ('INV', 0), ('CN', 0), ('DN', 0);
--> statement-breakpoint
insert into policies (kind, policy, because) values
  ('free_access', 'routine', 'No money changes hands; reports and a destruction certificate are due.'),
  ('data_return', 'routine', 'The NHS receives a curated dataset of agreed value.'),
  ('cost_recovery', 'routine', 'Today''s NHS data services charge for the cost of access, not for data.'),
  ('one_off_fee', 'needs_approval', 'A price above cost is agreed case by case under the value sharing framework.'),
  ('subscription', 'needs_approval', 'A price above cost is agreed case by case under the value sharing framework.'),
  ('usage_based', 'needs_approval', 'A price above cost is agreed case by case under the value sharing framework.'),
  ('royalty', 'needs_approval', 'Guidance expects royalties in a minority of cases.'),
  ('equity_share', 'needs_board', 'Public ownership in a company needs a decision of the board.'),
  ('profit_share', 'needs_board', 'Sharing profits of a product needs a decision of the board.');
--> statement-breakpoint
insert into accounts (code, name, type) values
  ('1100', 'Trade receivables', 'asset'), ('1110', 'Accrued income', 'asset'), ('1120', 'Equity investments', 'asset'),
  ('1130', 'Escrow', 'asset'), ('1200', 'Bank', 'asset'), ('1210', 'Payment processor clearing', 'asset'),
  ('1300', 'Data assets', 'asset'), ('1400', 'Input VAT', 'asset'), ('2100', 'Deferred income', 'liability'),
  ('2200', 'Output VAT', 'liability'), ('2300', 'Receipts in suspense', 'liability'),
  ('2310', 'Customer credit', 'liability'), ('2400', 'Guarantees not yet recouped', 'liability'),
  ('2410', 'Deposits', 'liability'), ('2500', 'Refunds payable', 'liability'), ('4100', 'Licence fees', 'income'),
  ('4110', 'Subscriptions', 'income'), ('4120', 'Usage', 'income'), ('4130', 'Royalties', 'income'),
  ('4140', 'Profit shares', 'income'), ('4150', 'Cost recovery', 'income'), ('4160', 'Dividends', 'income'),
  ('4170', 'Income in kind', 'income'), ('4180', 'Gains on disposal', 'income'),
  ('4190', 'Fair value changes', 'income'), ('4200', 'Interest', 'income'), ('4210', 'Compensation', 'income'),
  ('5100', 'Bad debts', 'expense'), ('5200', 'Bank charges and exchange', 'expense');
--> statement-breakpoint
select set_config('app.side', '', false);
