import { sql } from "drizzle-orm";
import { bySql, type Check } from "./check.ts";

/** What must be true of the catalogue: what it shows was published, what was sent is kept, what is sold may be sold. */
export const catalogueChecks: readonly Check[] = [
  bySql(
    "The catalogue shows of every dataset what its last version says",
    sql`select count(*) from datasets`,
    sql`select d.slug || ' is not its version ' || d.version_number from datasets d
      left join dataset_versions v on v.dataset_id = d.id and v.number = d.version_number
      where v.number is null
        or (d.title, d.summary, d.description, d.refresh, d.lag, d.geography, d.population_note, d.sources, d.version)
          is distinct from (v.description ->> 'title', v.description ->> 'summary', v.description ->> 'description',
            v.description ->> 'refresh', v.description ->> 'lag', v.description ->> 'geography',
            v.description ->> 'populationNote', v.description ->> 'sources', v.description ->> 'version')
        or (d.period_from::text, d.period_to::text, d.population::text) is distinct from
          (v.description ->> 'periodFrom', v.description ->> 'periodTo', v.description ->> 'population')
        or (to_jsonb(d.limitations), to_jsonb(d.requirements), to_jsonb(d.use_terms), to_jsonb(d.settings),
            to_jsonb(d.places), to_jsonb(d.vocabularies)) is distinct from
          (v.description -> 'limitations', v.description -> 'requirements', v.description -> 'useTerms',
            v.description -> 'settings', v.description -> 'places', v.description -> 'vocabularies')
      union all select d.slug || ' lacks one of its versions' from datasets d
        where (select count(*) from dataset_versions v where v.dataset_id = d.id) <> d.version_number`,
  ),
  bySql(
    "No dataset is offered commercially against its use terms without a decision over exactly these terms",
    sql`select count(*) from datasets where licensable = 'licensable'`,
    sql`select d.slug from datasets d,
        lateral (select array_to_string(array(select distinct term collate "C"
          from unnest(d.limitations || d.requirements) as t(term) order by 1), ' ') as stated) s
      where d.licensable = 'licensable'
        and (not (d.limitations || d.requirements) && array['no_restriction', 'general_research', 'commercial_research']
          or (d.limitations || d.requirements) && array['not_for_profit', 'research_use_only'])
        and not exists (select from use_decisions u where u.dataset_id = d.id and u.outcome = 'allow'
          and u.terms = s.stated)`,
  ),
  bySql(
    "Every import counts each record that it read once, and keeps those that it rejected",
    sql`select count(*) from imports`,
    sql`select i.reference || ': read ' || i.read || ', told of ' || (i.created + i.updated + i.unchanged + i.rejected)
        from imports i where i.read <> i.created + i.updated + i.unchanged + i.rejected
      union all select i.reference || ' rejected ' || i.rejected || ' and keeps ' || count(r.position)
        from imports i left join import_rejects r on r.import_id = i.id
        group by i.id having count(r.position) <> i.rejected
      union all select i.reference || ' counts other defects than it keeps' from imports i
        where (select coalesce(sum(value::int), 0) from jsonb_each_text(i.defects)) <>
          (select count(*) from import_defects f where f.import_id = i.id)`,
  ),
  bySql(
    "Every record of a source describes a dataset, and is kept as it came",
    sql`select count(*) from source_records`,
    sql`select s.source || ' ' || s.source_id from source_records s
      where not exists (select from source_originals o where (o.source, o.source_id, o.sha256) =
        (s.source, s.source_id, s.sha256))`,
  ),
];
