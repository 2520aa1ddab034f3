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
-- What was described so far becomes the first version of each set.
insert into dataset_versions (dataset_id, number, description, note, made_by_name, approved_by_name, published_on, at)
select d.id, 1, jsonb_build_object(
    'title', d.title, 'summary', d.summary, 'description', d.description, 'custodian', c.name,
    'settings', d.settings, 'dataTypes', d.data_types, 'periodFrom', d.period_from, 'periodTo', d.period_to,
    'refresh', d.refresh, 'refreshBand', d.refresh_band, 'lag', d.lag, 'leadTime', d.lead_time,
    'leadTimeBand', d.lead_time_band, 'geography', d.geography, 'places', d.places, 'population', d.population::text,
    'populationNote', d.population_note, 'vocabularies', d.vocabularies, 'useTerms', d.use_terms,
    'limitations', d.limitations, 'requirements', d.requirements,
    'bar', case when d.licensable in ('not_licensable', 'proposed')
      then jsonb_build_object('kind', d.licensable, 'reason', d.licensable_reason) end,
    'version', d.version, 'sources', d.sources, 'details', '{}'::jsonb),
  'First description', 'Before versions were kept', null, d.published_on, now()
from datasets d join custodians c on c.id = d.custodian_id;
--> statement-breakpoint
insert into custodian_spellings (key, spelling, custodian_id)
select trim(regexp_replace(replace(lower(name), '&', ' and '), '[^a-z0-9]+', ' ', 'g')), name, id from custodians
on conflict do nothing;
--> statement-breakpoint
select set_config('app.side', '', false);
--> statement-breakpoint
ALTER TABLE "datasets" ALTER COLUMN "settings" SET NOT NULL;
--> statement-breakpoint
DROP INDEX "datasets_by_setting";--> statement-breakpoint
ALTER TABLE "datasets" DROP COLUMN "setting";
