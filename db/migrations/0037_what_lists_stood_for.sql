-- Lists that were published before a list said for how long and for whom its fee stands (decision 0036): a fee of a length
-- stood for that length, so a further year costs as much as a year of it did; nobody was told of a limit of users, so there
-- is none. So many shares at so much each, for whatever company, become shares worth as much. No offer and no licence is
-- touched: they hold terms of their own.
select set_config('app.side', 'system', true);
--> statement-breakpoint
alter table prices disable trigger append_only;
--> statement-breakpoint
update prices set further_year = round((terms ->> 'fee')::numeric * 12 / months)
  where kind = 'one_off_fee' and terms is not null;
--> statement-breakpoint
update prices set further_year = round((terms ->> 'agreedValue')::numeric * 12 / months)
  where kind = 'data_return' and terms is not null;
--> statement-breakpoint
update prices p set
    terms = terms - array['shares', 'price', 'fullyDiluted', 'vesting', 'company', 'valuation']
      || jsonb_build_object('value', w.value),
    further_year = round(w.value * 12 / months),
    limits = limits - array['shares', 'price', 'fullyDiluted']
  from (select price_list_id, kind, customer_kind,
      greatest(1, round((terms ->> 'shares')::numeric * (terms ->> 'price')::numeric)) as value
    from prices where kind = 'equity_share' and terms ? 'shares') w
  where (p.price_list_id, p.kind, p.customer_kind) = (w.price_list_id, w.kind, w.customer_kind);
--> statement-breakpoint
alter table prices enable trigger append_only;
--> statement-breakpoint
select watch('prices');
--> statement-breakpoint
-- Whoever applied with a quote asked for the service that was in it; whoever applied without one was offered none.
update applications a set service = jsonb_build_object(
    'refreshes', coalesce((q.request ->> 'refreshes')::int, 0),
    'checks', coalesce((q.request ->> 'checks')::int, 0),
    'cohort', coalesce((q.request ->> 'cohort')::boolean, false))
  from quotes q where q.reference = a.quote_reference and q.organisation_id = a.organisation_id;
--> statement-breakpoint
select watch('applications');
