-- A set may come from several settings. What stood as one becomes a list of one; the use terms, until now words of a
-- contract, get the keys that decide what may be sold to whom.
select set_config('app.side', 'system', false);
--> statement-breakpoint
update datasets set
  settings = array[setting],
  limitations = case
    when use_terms @> array['Not-for-profit use only'] then array['not_for_profit']
    when use_terms @> array['Research use only'] then array['research_use_only']
    when array_to_string(use_terms, ' ') like '%Commercial research allowed%' then array['commercial_research']
    else array[]::text[] end,
  requirements = case when use_terms @> array['Publication of results expected'] then array['publication'] else array[]::text[] end,
  places = case
    when geography ilike '%england%' and geography ilike '%wales%' then array['england', 'wales']
    when geography ilike '%united kingdom%' then array['united_kingdom']
    when geography ilike '%england%' then array['england']
    when geography ilike '%wales%' then array['wales']
    when geography ilike '%scotland%' then array['scotland']
    else array[]::text[] end,
  refresh_band = case
    when refresh ilike 'daily%' then 'daily' when refresh ilike '%week%' then 'weekly'
    when refresh ilike 'month%' then 'monthly' when refresh ilike 'quarter%' then 'quarterly'
    when refresh ilike 'year%' or refresh ilike 'annual%' then 'yearly'
    when refresh ilike 'continuous%' then 'continuous' when refresh ilike '%release%' then 'irregular'
    else 'not_stated' end;
--> statement-breakpoint
select set_config('app.side', '', false);
--> statement-breakpoint
ALTER TABLE "datasets" ALTER COLUMN "settings" SET NOT NULL;
--> statement-breakpoint
DROP INDEX "datasets_by_setting";--> statement-breakpoint
ALTER TABLE "datasets" DROP COLUMN "setting";
