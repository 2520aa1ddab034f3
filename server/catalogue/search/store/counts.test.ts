import { eq, sql } from "drizzle-orm";
import { Client } from "pg";
import { expect, test } from "vitest";
import { datasets, linkages, mandates } from "#db/schema/catalogue.ts";
import { datasetColumns } from "#db/schema/columns-of-datasets.ts";
import { useDecisions } from "#db/schema/descriptions.ts";
import { describe as descriptionOf, descriptionSchema } from "#server/catalogue/description.ts";
import { publishNew, publishNext, recomputeStanding } from "#server/catalogue/store/publishing.ts";
import { termsKey, useTerms } from "#server/catalogue/use-terms.ts";
import {
  codingSystems,
  dataTypeWords,
  keysOf,
  leadTimeWords,
  placeWords,
  refreshWords,
  settingWords,
} from "#server/catalogue/vocabulary.ts";
import { kinds } from "#server/commercial-models/index.ts";
import { pricesFor, worths } from "#server/demonstration/price-lists.ts";
import { system, visitor } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { publishPriceList } from "#server/pricing/store/prices.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { type CatalogueFilter, catalogueFilter, type Facet, facetNames } from "../filter.ts";
import { allMatches, searchCatalogue } from "./search.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

/** The same numbers every time. */
function randomFrom(seed: number) {
  let state = seed;
  const below = (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const one = <Value>(values: readonly Value[]): Value => values[below(values.length)]!;
  const some = <Value>(values: readonly Value[], most: number) => [
    ...new Set(Array.from({ length: below(most + 1) }, () => one(values))),
  ];
  return { below, one, some };
}

const words =
  "heart attack hospital register cancer audit births episodes stroke asthma cohort imaging".split(" ");

/** So many datasets with every facet thrown at random, some with links, columns, mandates and price lists. */
async function thrown(market: Market, many: number) {
  const { below, one, some } = randomFrom(11);
  await asOneChange(market.as(system), async (change) => {
    const ids = await publishNew(
      change,
      Array.from({ length: many }, (_, place) => ({
        slug: `thrown-${place}`,
        description: descriptionSchema.parse({
          title: `${one(words)} ${one(words)} ${place}`,
          summary: some(words, 3).join(" "),
          description: some(words, 5).join(" "),
          custodian: `Custodian ${below(23)}`,
          settings: [one(keysOf(settingWords)), ...some(keysOf(settingWords), 2)].filter(
            (value, at, all) => all.indexOf(value) === at,
          ),
          dataTypes: some(keysOf(dataTypeWords), 3),
          periodFrom: below(5) ? `${1950 + below(75)}-05-01` : null,
          periodTo: below(3) ? null : `${2025 + below(9)}-01-01`,
          refresh: "",
          refreshBand: one(keysOf(refreshWords)),
          lag: "",
          leadTime: "",
          leadTimeBand: one(keysOf(leadTimeWords)),
          geography: "",
          places: some(keysOf(placeWords), 2),
          population: null,
          populationNote: "",
          vocabularies: some(codingSystems, 3),
          useTerms: [],
          limitations: some(Object.keys(useTerms).slice(0, 8), 2),
          requirements: some(Object.keys(useTerms).slice(8), 2),
          bar: below(9) ? null : { kind: "not_licensable", reason: "The custodian says so" },
          version: "1",
          sources: "",
          details: below(2) ? { keywords: some(words, 3), contact: "a@b.example", languages: ["en"] } : {},
        }),
      })),
      { publishedOn: "2026-04-01", note: "", madeByName: "A", approvedByName: "B" },
    );
    const links = new Set(Array.from({ length: many }, () => `${one(ids)} ${one(ids.slice(0, 40))}`));
    await change.tx.insert(linkages).values(
      [...links].map((pair) => {
        const [datasetId, withDatasetId] = pair.split(" ") as [string, string];
        return { datasetId, withDatasetId, by: "NHS number" };
      }),
    );
    const list = await change.tx.execute(
      sql`select p.* from prices p join price_lists l on l.id = p.price_list_id
        join datasets d on d.id = l.dataset_id where d.slug = 'hes-apc' and l.version = 1 and p.customer_kind = 'standard'`,
    );
    for (const [place, datasetId] of ids.entries()) {
      if (below(3))
        await change.tx.insert(mandates).values({
          datasetId,
          reference: `T-${place}`,
          grantedBy: "C",
          validFrom: "2025-01-01",
          validTo: one([null, null, "2026-01-01", "2027-02-01"]),
          recordedAt: market.as(system).now,
        });
      if (below(3))
        await publishPriceList(change, {
          datasetId,
          version: 1,
          validFrom: one([civil("2026-01-01"), civil("2027-01-01")]),
          authorName: "A",
          approverName: "B",
          prices: list.rows
            .filter(() => below(3) > 0)
            .map((row) => {
              const standing = one(["list", "list", "approval", "not"] as const);
              return {
                kind: row.kind as (typeof kinds)[number],
                standing,
                reason: standing === "not" ? "Not here" : "",
                months: 12,
                users: null,
                furtherYear: null,
                furtherUser: null,
                terms: standing === "not" ? null : (row.terms as Record<string, unknown>),
                limits: {},
              };
            }),
        });
      if (!below(4)) {
        await change.tx
          .insert(datasetColumns)
          .values({ datasetId, position: 1, tableName: "t", name: "admission_date" });
      }
      if (!below(3)) {
        const [row] = await change.tx.select().from(datasets).where(eq(datasets.id, datasetId));
        await decide(change, row!, one(["allow", "refuse"]), some(kinds, 4));
      }
    }
    await recomputeStanding(change, ids);
    await change.tx
      .update(datasets)
      .set({ retiredOn: "2026-05-01", retiredReason: "Merged into another" })
      .where(sql`right(slug, 2) = '77' and slug like 'thrown-%'`);
  });
}

const decide = (
  { tx, now }: Parameters<Parameters<typeof asOneChange>[1]>[0],
  row: typeof datasets.$inferSelect,
  outcome: "allow" | "refuse",
  about: readonly string[],
) =>
  tx.insert(useDecisions).values({
    datasetId: row.id,
    outcome,
    kinds: [...about],
    customerKinds: ["standard"],
    reason: "A reason of some length",
    terms: termsKey(row),
    decidedBy: sql`(select id from people limit 1)`,
    decidedByName: "N",
    decidedAt: now,
    decidedOn: "2026-11-24",
  });

/** The facets of every dataset said over again by SQL alone, from the tables. */
const derived = (today: string) =>
  sql.raw(`
create temporary table derived as
with base as (
  select d.*, c.name as custodian_name, d.limitations || d.requirements as terms,
    array_to_string(array(select distinct t collate "C" from unnest(d.limitations || d.requirements) t order by 1), ' ') as stated,
    exists (select from mandates m where m.dataset_id = d.id and m.valid_from <= '${today}' and (m.valid_to is null or m.valid_to > '${today}')) as mandated,
    (select l.id from price_lists l where l.dataset_id = d.id and l.valid_from <= '${today}' order by l.valid_from desc limit 1) as list
  from datasets d join custodians c on c.id = d.custodian_id where d.retired_on is null),
ruled as (
  select *, case
      when cardinality(terms) = 0 then 'nothing'
      when 'no_restriction' = any(terms) and terms && array['research_use_only','not_for_profit','research_specific','genetic_studies','no_general_methods'] then 'nothing'
      when 'commercial_research' = any(terms) and terms && array['not_for_profit','research_use_only'] then 'nothing'
      when 'not_for_profit' = any(terms) then 'nothing'
      when 'research_use_only' = any(terms) then 'cost'
      when terms && array['no_restriction','general_research','commercial_research'] then 'all'
      else 'nothing' end as rule
  from base),
offered as (
  select r.id, p.kind::text as kind, p.standing, p.terms
  from ruled r join prices p on p.price_list_id = r.list and p.customer_kind = 'standard'
  where r.mandated and r.licensable not in ('not_licensable', 'proposed') and p.standing <> 'not'
    and coalesce(
      (select u.outcome = 'allow' from use_decisions u where u.dataset_id = r.id and u.terms = r.stated
        and p.kind::text = any(u.kinds) and 'standard' = any(u.customer_kinds) order by u.decided_at desc limit 1),
      r.rule = 'all' or (r.rule = 'cost' and p.kind in ('free_access','data_return','cost_recovery')))),
priced as (
  select id, count(*) as models, min(case when standing = 'list' then case kind
      when 'free_access' then 0
      when 'cost_recovery' then nullif((terms ->> 'estimate')::numeric, 0)
      when 'one_off_fee' then (terms ->> 'fee')::numeric
      when 'subscription' then (terms -> 'tiers' ->> (terms ->> 'tier'))::numeric
      when 'royalty' then nullif((terms ->> 'guarantee')::numeric, 0) end end) as least
  from offered group by id)
select r.id, r.slug,
  array(select distinct unnest(settings)::text) as setting,
  array[custodian_name] as custodian,
  case when cardinality(data_types) = 0 then array['not_stated'] else data_types end as type,
  case when cardinality(places) = 0 then array['not_stated'] else places end as place,
  case when period_from is null then array['not_stated'] else array(
    select (decade * 10)::text from generate_series(extract(year from period_from)::int / 10,
      greatest(extract(year from period_from)::int, extract(year from coalesce(period_to, '${today}'))::int) / 10) decade) end as period,
  array[refresh_band] as refresh, array[lead_time_band] as lead, vocabularies as vocabulary,
  array(select o.slug from linkages k join datasets o on o.id = k.with_dataset_id where k.dataset_id = r.id and o.retired_on is null) as linkable,
  array[licensable::text] as use,
  array(select kind from offered o where o.id = r.id) as model,
  array[case when p.models is null then 'none' when least is null then 'on_result' when least = 0 then 'free'
    when least <= 1000000 then 'up_to_10k' when least <= 5000000 then 'up_to_50k' when least <= 10000000 then 'up_to_100k' else 'above_100k' end] as price,
  array[case when completeness_bp > 9000 then 'platinum' when completeness_bp > 8000 then 'gold' when completeness_bp > 7000 then 'silver'
    when completeness_bp > 6000 then 'bronze' else 'not_rated' end] as quality,
  array[case when exists (select from dataset_columns k where k.dataset_id = r.id) then 'yes' else 'no' end] as columns
from ruled r left join priced p on p.id = r.id`);

type Derived = { id: string } & Record<Facet, string[]>;
const chosen = (filter: CatalogueFilter, facet: Facet): readonly string[] => filter[facet];

function bruteForce(rows: readonly Derived[], filter: CatalogueFilter, found: Set<string> | null) {
  const passes = (row: Derived, but: Facet | null) =>
    (!found || found.has(row.id)) &&
    facetNames.every(
      (facet) =>
        facet === but ||
        chosen(filter, facet).length === 0 ||
        row[facet].some((value) => chosen(filter, facet).includes(value)),
    );
  const counts = Object.fromEntries(
    facetNames.map((facet) => {
      const tally: Record<string, number> = {};
      for (const row of rows)
        if (passes(row, facet)) for (const value of row[facet]) tally[value] = (tally[value] ?? 0) + 1;
      return [facet, tally];
    }),
  );
  return { total: rows.filter((row) => passes(row, null)).length, counts };
}

test("counts of all facets equal SQL's and a count by hand under 1,000 random combinations", async () => {
  await using market = await marketplace();
  await thrown(market, 240);
  const ask = market.as(visitor);
  // The owner of the database may make a table for a moment; the app's role may not.
  const client = new Client({ connectionString: market.ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.side', 'visitor', true)");
    await client.query(
      derived(ask.today)
        .queryChunks.map((chunk) => String((chunk as { value?: string[] }).value))
        .join(""),
    );
    const rows = (await client.query("select * from derived")).rows as Derived[];
    expect(rows.length).toBeGreaterThan(240);
    const possible = Object.fromEntries(
      facetNames.map((facet) => [facet, [...new Set(rows.flatMap((row) => row[facet]))]]),
    );
    const { below, one } = randomFrom(5);
    let shown = 0;
    for (let round = 0; round < 1000; round++) {
      const given: Record<string, string | string[]> = {};
      for (let count = below(5); count > 0; count--) {
        const facet = one(facetNames);
        given[facet] = Array.from({ length: 1 + below(3) }, () => one(possible[facet]!));
      }
      if (below(3) === 0) given.q = one(words);
      const filter = catalogueFilter.parse(given);
      const answer = await searchCatalogue(ask, filter);
      const text = filter.q
        ? new Set((await allMatches(ask, catalogueFilter.parse({ q: filter.q }))).map(({ id }) => id))
        : null;
      const byHand = bruteForce(rows, filter, text);
      expect(answer.counts).toEqual(byHand.counts);
      expect(answer.total).toBe(byHand.total);
      shown += answer.total;
      const values: unknown[] = [text ? [...text] : null];
      const fits = (but: Facet | null) =>
        ["($1::uuid[] is null or id = any($1))"]
          .concat(
            facetNames.flatMap((facet) =>
              facet === but || chosen(filter, facet).length === 0
                ? []
                : [`"${facet}"::text[] && $${values.push(chosen(filter, facet))}::text[]`],
            ),
          )
          .join(" and ");
      const counted = await client.query(
        facetNames
          .map(
            (facet) =>
              `select '${facet}' as facet, value, count(*)::int as many from derived, unnest("${facet}"::text[]) value where ${fits(facet)} group by value`,
          )
          .join(" union all "),
        values,
      );
      const bySql = Object.fromEntries(facetNames.map((facet) => [facet, {} as Record<string, number>]));
      for (const { facet, value, many } of counted.rows) bySql[facet]![value] = many;
      expect(answer.counts).toEqual(bySql);
    }
    expect(shown).toBeGreaterThan(5_000);
  } finally {
    await client.query("rollback");
    await client.end();
  }
}, 300_000);

test("the index follows: published, described anew, columns, decided, priced, retired, another day", async () => {
  await using market = await marketplace();
  const ask = market.as(visitor);
  const find = (given: object, today = ask.today) =>
    searchCatalogue({ ...ask, today }, catalogueFilter.parse(given));
  const change = <Result>(work: (at: Parameters<Parameters<typeof asOneChange>[1]>[0]) => Promise<Result>) =>
    asOneChange(market.as(system), work);
  expect((await find({ q: "zebrafish" })).total).toBe(0);
  const [row] = await asReading(ask, ({ tx }) =>
    tx.select().from(datasets).where(eq(datasets.slug, "gdppr")),
  );
  const description = {
    ...descriptionOf(row!, "Aquarium"),
    title: "Zebrafish register",
    bar: null,
    limitations: ["research_use_only"],
    requirements: [],
  };
  const [id] = await change((at) =>
    publishNew(at, [{ slug: "zebrafish", description }], {
      publishedOn: "2026-11-24",
      note: "",
      madeByName: "A",
      approvedByName: "B",
    }),
  );
  const together = await Promise.all([
    find({ q: "zebrafish" }),
    find({ q: "zebrafish" }),
    find({ custodian: "Aquarium" }),
  ]);
  expect(together.map(({ total }) => total)).toEqual([1, 1, 1]);

  await change((at) =>
    publishNext(
      at,
      id!,
      { ...description, title: "Zebrafinch register" },
      { note: "", madeByName: "A", approvedByName: "B" },
    ),
  );
  expect((await find({ q: "zebrafinch" })).rows[0]?.slug).toBe("zebrafish");

  expect((await find({ q: "plumage" })).total).toBe(0);
  await change((at) =>
    at.tx
      .insert(datasetColumns)
      .values({ datasetId: id!, position: 1, tableName: "t", name: "plumage_colour" }),
  );
  expect((await find({ q: "plumage", columns: "yes" })).total).toBe(1);

  expect((await find({ custodian: "Aquarium", use: "licensable" })).total).toBe(0);
  await change(async (at) => {
    const [now] = await at.tx.select().from(datasets).where(eq(datasets.id, id!));
    await decide(at, now!, "allow", kinds);
    await recomputeStanding(at, [id!]);
  });
  expect((await find({ custodian: "Aquarium", use: "licensable" })).total).toBe(1);

  await change(async (at) => {
    await at.tx.insert(mandates).values({
      datasetId: id!,
      reference: "Z",
      grantedBy: "A",
      validFrom: "2026-01-01",
      recordedAt: at.now,
    });
    await publishPriceList(at, {
      datasetId: id!,
      version: 1,
      validFrom: civil("2026-12-01"),
      authorName: "A",
      approverName: "B",
      prices: pricesFor(worths.find(({ slug }) => slug === "uk-biobank")!),
    });
  });
  expect((await find({ custodian: "Aquarium", price: "none" })).total).toBe(1);
  const later = civil("2026-12-01");
  expect((await find({ custodian: "Aquarium", model: "cost_recovery" }, later)).total).toBe(1);
  expect((await find({ custodian: "Aquarium", price: "none" })).total).toBe(1);

  await change((at) =>
    at.tx
      .update(datasets)
      .set({ retiredOn: "2026-11-24", retiredReason: "Flown away" })
      .where(eq(datasets.id, id!)),
  );
  const gone = await find({ q: "zebrafinch" });
  expect(gone.rows).toEqual([]);
  expect(Object.keys(gone.counts.custodian)).not.toContain("Aquarium");
});
