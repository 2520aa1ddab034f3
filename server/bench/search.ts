import MiniSearch from "minisearch";
import sqlite3 from "node-sqlite3-wasm";
import { qualityBandOf } from "#server/catalogue/completeness.ts";
import {
  type CatalogueFilter,
  catalogueFilter,
  facetNames,
  filterFrom,
} from "#server/catalogue/search/filter.ts";
import { decadesOf } from "#server/catalogue/search/values.ts";
import { visitor } from "#server/lib/actor.ts";
import { createCaller } from "#server/router.ts";
import type { marketplace } from "#server/testing/marketplace.ts";
import { custodianCount, drawing, type Made, makeCatalogue, wordsOfTheReal } from "./search-catalogue.ts";
import { type Asked, searchMix } from "./search-mix.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
type Taken = { what: string; milliseconds: number[] };

/**
 * The search of the catalogue with all facet counts, on so many generated datasets, beside SQLite's FTS5 (in WebAssembly)
 * and MiniSearch on the same documents and queries, each in this process with the facets counted its own way.
 */
export async function benchSearch(market: Market, many: number): Promise<void> {
  const { words, from } = wordsOfTheReal();
  const made = makeCatalogue(many, words);
  const mix = searchMix(words, drawing(11));
  say(`\nSearch: ${many.toLocaleString("en-GB")} sets out of the words of ${from}, ${mix.length} queries`);
  await fill(market, made);

  const ask = caller(market);
  const built = await timed(() => ask.search(catalogueFilter.parse({})));
  say(`index built in ${Math.round(built)} ms`);

  const ours = await take("the procedure: one page of rows and all counts", mix, ({ filter }) =>
    ask.search(filter),
  );
  report(ours, mix);
  const sqlite = inSqlite(made);
  const fts5 = await take("SQLite FTS5 (WebAssembly), counts by SQL", mix, ({ filter }) => sqlite(filter));
  const mini = inMiniSearch(made);
  const minisearch = await take("MiniSearch, prefix and fuzzy, counts over hits", mix, ({ filter }) =>
    mini(filter),
  );
  say(`\n${"".padEnd(50)} ${"p50".padStart(9)} ${"p95".padStart(9)} ${"most".padStart(9)}   p95 ÷ ours`);
  for (const one of [ours, fts5, minisearch])
    say(
      `${one.what.padEnd(50)} ${[50, 95, 100].map((share) => `${tenth(percentile(one, share))} ms`.padStart(9)).join(" ")}   ${tenth(percentile(one, 95) / percentile(ours, 95))}`,
    );
}

/** By kind of query, so that a slow one cannot hide behind many quick ones. */
function report(taken: Taken, mix: readonly Asked[]) {
  for (const kind of new Set(mix.map(({ sort }) => sort))) {
    const milliseconds = taken.milliseconds.filter((_, index) => mix[index]!.sort === kind);
    say(
      `  ${kind.padEnd(34)} p50 ${tenth(percentile({ what: kind, milliseconds }, 50))} ms, most ${tenth(Math.max(...milliseconds))} ms`,
    );
  }
}

async function take(
  what: string,
  mix: readonly Asked[],
  answer: (asked: { filter: CatalogueFilter }) => unknown,
): Promise<Taken> {
  const filters = mix.map(({ query }) => ({ filter: filterWithPage(query) }));
  for (const filter of filters.slice(0, 40)) await answer(filter);
  const milliseconds: number[] = [];
  for (const filter of filters) milliseconds.push(await timed(async () => answer(filter)));
  return { what, milliseconds };
}

const filterWithPage = (query: string): CatalogueFilter => {
  const sent = new URLSearchParams(query);
  return {
    ...filterFrom(query),
    ...catalogueFilter
      .pick({ sort: true, page: true })
      .parse({ sort: sent.get("sort") ?? undefined, page: sent.get("page") ?? undefined }),
  };
};

const caller = ({ db, today, as }: Market) =>
  createCaller({
    ...as(visitor),
    db,
    today,
    requestId: "bench",
    session: null,
    demo: true,
    from: { address: "127.0.0.1", device: "" },
    keep: async () => undefined,
  }).catalogue;

/** Puts the datasets into the tables of the service, by the system, in few statements. */
async function fill(market: Market, made: readonly Made[]) {
  const client = await market.db.$client.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.side', 'system', true)");
    const custodian = (number: number) => `00000000-0000-4000-9000-${number.toString(16).padStart(12, "0")}`;
    await client.query(
      `insert into custodians (id, name) select ('00000000-0000-4000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 'Custodian ' || n from generate_series(0, ${custodianCount}) n`,
    );
    const populate = async (table: string, columns: string, rows: readonly object[]) => {
      for (let at = 0; at < rows.length; at += 2000)
        await client.query(
          `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
          [JSON.stringify(rows.slice(at, at + 2000))],
        );
    };
    await populate(
      "datasets",
      "id, slug, title, summary, description, custodian_id, settings, data_types, places, vocabularies, refresh, refresh_band, lag, lead_time, lead_time_band, geography, period_from, period_to, population_note, use_terms, limitations, requirements, licensable, licensable_reason, completeness_bp, version, published_on, sources, details, version_number, retired_reason, touched",
      made.map(({ custodian: number, keywords, columns: _c, price: _p, links: _l, ...set }) => ({
        ...set,
        custodian_id: custodian(number),
        refresh: set.refresh_band,
        lag: "Not stated",
        lead_time: "Not stated",
        geography: "",
        population_note: "Not stated",
        use_terms: [],
        requirements: [],
        licensable: set.limitations[0] === "general_research" ? "licensable" : "needs_decision",
        licensable_reason:
          set.limitations[0] === "general_research" ? "" : "A named person has to decide first.",
        version: "1",
        sources: "generated",
        details: { keywords },
        version_number: 1,
        retired_reason: "",
        touched: 0,
      })),
    );
    await populate(
      "dataset_columns",
      "dataset_id, position, table_name, name, data_type, description, identifier_class",
      made.flatMap(({ id, columns }) =>
        columns.map((name, position) => ({
          dataset_id: id,
          position,
          table_name: "t",
          name,
          data_type: "",
          description: "",
          identifier_class: "unset",
        })),
      ),
    );
    await populate(
      "linkages",
      "dataset_id, with_dataset_id, by",
      made.flatMap(({ id, links }) =>
        links
          .filter((to) => made[to]!.id !== id)
          .map((to) => ({ dataset_id: id, with_dataset_id: made[to]!.id, by: "NHS number" })),
      ),
    );
    const priced = made.filter(({ price }) => price !== null);
    await populate(
      "mandates",
      "id, dataset_id, reference, granted_by, valid_from, recorded_at",
      priced.map(({ id }) => ({
        id,
        dataset_id: id,
        reference: "M",
        granted_by: "C",
        valid_from: "2025-01-01",
        recorded_at: "2025-01-01",
      })),
    );
    await populate(
      "price_lists",
      "id, dataset_id, version, valid_from, author_name, approver_name, approved_at",
      priced.map(({ id }) => ({
        id,
        dataset_id: id,
        version: 1,
        valid_from: "2025-01-01",
        author_name: "A",
        approver_name: "B",
        approved_at: "2025-01-01",
      })),
    );
    await populate(
      "prices",
      "price_list_id, kind, customer_kind, standing, reason, months, terms, limits",
      priced.map(({ id, price }) => ({
        price_list_id: id,
        kind: "subscription",
        customer_kind: "standard",
        standing: "list",
        reason: "",
        months: 12,
        terms: { kind: "subscription", tiers: { standard: price }, tier: "standard" },
        limits: {},
      })),
    );
    await client.query("commit");
    await client.query("analyze");
  } finally {
    client.release();
  }
}

/** The facets of a made dataset, by the same words as ours; commercial facets as far as the generator knows them. */
function valuesOf(made: Made, all: readonly Made[]): Record<string, string[]> {
  const open = made.limitations[0] === "general_research" && made.price !== null;
  return {
    setting: made.settings,
    custodian: [`Custodian ${made.custodian}`],
    type: made.data_types,
    place: made.places,
    period: decadesOf(made.period_from, made.period_to, "2026-11-24"),
    refresh: [made.refresh_band],
    lead: [made.lead_time_band],
    vocabulary: made.vocabularies,
    linkable: made.links.map((to) => all[to]!.slug),
    use: [made.limitations[0] === "general_research" ? "licensable" : "needs_decision"],
    model: open ? ["subscription"] : [],
    price: [
      !open
        ? "none"
        : made.price! <= 5_000_000
          ? "up_to_50k"
          : made.price! <= 10_000_000
            ? "up_to_100k"
            : "above_100k",
    ],
    quality: [qualityBandOf(made.completeness_bp)],
    columns: [made.columns.length > 0 ? "yes" : "no"],
  };
}

/** FTS5 with our weights by field; the facets of its hits are counted by one grouping over a table of values. */
function inSqlite(made: readonly Made[]) {
  const db = new sqlite3.Database();
  db.exec(
    "create virtual table texts using fts5(title, keywords, custodian, summary, description, columns, prefix='2 3 4')",
  );
  db.exec("create table facets (set_id integer, facet integer, value text)");
  db.exec("begin");
  const text = db.prepare(
    "insert into texts (rowid, title, keywords, custodian, summary, description, columns) values (?, ?, ?, ?, ?, ?, ?)",
  );
  const value = db.prepare("insert into facets values (?, ?, ?)");
  made.forEach((set, index) => {
    text.run([
      index,
      set.title,
      set.keywords.join(" "),
      `Custodian ${set.custodian}`,
      set.summary,
      set.description,
      set.columns.join(" ").replaceAll("_", " "),
    ]);
    const values = valuesOf(set, made);
    facetNames.forEach((facet, number) => {
      for (const one of values[facet]!) value.run([index, number, one]);
    });
  });
  db.exec("commit");
  db.exec("create index facets_by_set on facets (set_id, facet, value)");
  db.exec("create index facets_by_value on facets (facet, value, set_id)");
  return (filter: CatalogueFilter) => {
    const words = filter.q.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    const match = words
      .map((word, index) => (index === words.length - 1 ? `"${word}"*` : `"${word}"`))
      .join(" ");
    db.exec("drop table if exists temp.hits; create temp table hits (set_id integer primary key)");
    if (match) db.run("insert into hits select rowid from texts where texts match ?", [match]);
    else db.run("insert into hits select rowid from texts");
    const chosen = facetNames.filter((facet) => filter[facet].length > 0);
    const passes = (but: string | null) =>
      chosen
        .filter((facet) => facet !== but)
        .map(
          (facet) =>
            `and exists (select 1 from facets f where f.set_id = h.set_id and f.facet = ${facetNames.indexOf(facet)} and f.value in (${filter[facet].map((one) => `'${one.replaceAll("'", "''")}'`).join(",")}))`,
        )
        .join(" ");
    const counts = [null, ...chosen].map((but) =>
      db.all(
        `select f.facet, f.value, count(*) as n from hits h join facets f on f.set_id = h.set_id where 1 ${but === null ? "" : `and f.facet = ${facetNames.indexOf(but)}`} ${passes(but)} group by 1, 2`,
      ),
    );
    const page = match
      ? db.all(
          `select t.rowid from texts t join hits h on h.set_id = t.rowid where texts match ? ${passes(null)} order by bm25(texts, 8, 4, 3, 3, 1, 1) limit 20`,
          [match],
        )
      : db.all(
          `select h.set_id from hits h join texts t on t.rowid = h.set_id where 1 ${passes(null)} order by t.title limit 20`,
        );
    return { counts, page };
  };
}

/** MiniSearch as its documentation suggests for typing faults; facets are counted in a loop over its hits. */
function inMiniSearch(made: readonly Made[]) {
  const fields = ["title", "keywords", "custodian", "summary", "description", "columns"];
  const mini = new MiniSearch<{ id: number } & Record<string, string | number>>({ fields, storeFields: [] });
  mini.addAll(
    made.map((set, id) => ({
      id,
      title: set.title,
      keywords: set.keywords.join(" "),
      custodian: `Custodian ${set.custodian}`,
      summary: set.summary,
      description: set.description,
      columns: set.columns.join(" ").replaceAll("_", " "),
    })),
  );
  const values = made.map((set) => valuesOf(set, made));
  const everything = made.map((_, index) => index);
  const boost = { title: 8, keywords: 4, custodian: 3, summary: 3 };
  return (filter: CatalogueFilter) => {
    const hits = filter.q
      ? mini
          .search(filter.q, { boost, prefix: true, fuzzy: 0.2, combineWith: "AND" })
          .map(({ id }) => id as number)
      : everything;
    const chosen = facetNames.filter((facet) => filter[facet].length > 0);
    const counts = facetNames.map(() => new Map<string, number>());
    const page: number[] = [];
    for (const hit of hits) {
      const failed = chosen.filter(
        (facet) => !values[hit]![facet]!.some((one) => (filter[facet] as readonly string[]).includes(one)),
      );
      if (failed.length > 1) continue;
      if (failed.length === 0 && page.length < 20) page.push(hit);
      facetNames.forEach((facet, number) => {
        if (failed.length === 1 && failed[0] !== facet) return;
        for (const one of values[hit]![facet]!) counts[number]!.set(one, (counts[number]!.get(one) ?? 0) + 1);
      });
    }
    return { counts, page };
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - since) / 1e6;
}

const percentile = ({ milliseconds }: Taken, share: number) =>
  milliseconds.toSorted((a, b) => a - b)[
    Math.min(milliseconds.length - 1, Math.ceil((milliseconds.length * share) / 100) - 1)
  ]!;
const tenth = (number: number) => String(Math.round(number * 10) / 10);
function say(line: string) {
  process.stdout.write(`${line}\n`);
}
