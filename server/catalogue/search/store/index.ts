import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { custodians, datasets, linkages, mandates } from "#db/schema/catalogue.ts";
import { datasetColumns } from "#db/schema/columns-of-datasets.ts";
import { catalogueState, useDecisions } from "#db/schema/descriptions.ts";
import { priceLists } from "#db/schema/pricing.ts";
import { visitor } from "#server/lib/actor.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { priceListsOn } from "#server/pricing/store/prices.ts";
import { type Entry, SearchIndex } from "../engine.ts";
import type { Texts } from "../lexicon.ts";
import { namesOf } from "../names.ts";
import { entryOf } from "../values.ts";

type State = { index: SearchIndex; version: number; today: string };
type Held = { state: State | null; refreshing: Promise<void> | null };

/** One index for every pool of connections in this process. */
const held = new WeakMap<object, Held>();
const batch = 500;
/** So many changed datasets are taken in at once; more are built into another index beside, which then takes the place. */
const atOnce = 2000;

/**
 * Works with the index in exactly the state that the reading's snapshot is in: whatever it answers and whatever is read
 * in the same transaction belong together. Where the catalogue moved, the index follows first.
 */
export async function withIndex<Result>(
  ask: Ask,
  work: (index: SearchIndex, reading: Reading) => Result,
): Promise<Awaited<Result>> {
  for (let attempt = 1; ; attempt++) {
    const answer = await asReading(ask, async (reading) => {
      const version = await versionOf(reading);
      const state = held.get(ask.db.$client)?.state;
      // Under a storm of changes the newest state has to do: rows that are not there yet are left out.
      const fits = state && state.today === ask.today && (state.version === version || attempt > 5);
      return fits ? { result: await work(state.index, reading) } : null;
    });
    if (answer) return answer.result;
    await refreshed(ask);
  }
}

const versionOf = async ({ tx }: Reading) =>
  (await tx.select({ version: catalogueState.version }).from(catalogueState))[0]!.version;

/** Whoever asks while a refresh runs waits for that one. */
function refreshed(ask: Ask): Promise<void> {
  const mine = held.get(ask.db.$client) ?? { state: null, refreshing: null };
  held.set(ask.db.$client, mine);
  mine.refreshing ??= asReading({ ...ask, actor: visitor }, (reading) => follow(reading, mine.state))
    .then((state) => {
      mine.state = state;
    })
    .finally(() => {
      mine.refreshing = null;
    });
  return mine.refreshing;
}

/** The state of the snapshot: the old index with what changed since, or a new one. */
async function follow(reading: Reading, before: State | null): Promise<State> {
  const now = { version: await versionOf(reading), today: reading.today as string };
  if (before && before.today.slice(0, 3) === now.today.slice(0, 3)) {
    const ids = await changedSince(reading, before);
    if (ids.length <= atOnce && before.index.dead + ids.length < before.index.size + atOnce) {
      const all: Read[] = [];
      for (let from = 0; from < ids.length; from += batch)
        all.push(...(await read(reading, ids.slice(from, from + batch))));
      // Nobody searches in between: this happens in one piece.
      const there = new Set(all.map(({ entry }) => entry.id));
      for (const id of ids) if (!there.has(id)) before.index.remove(id);
      for (const { entry, texts } of all) before.index.put(entry, texts);
      return { ...now, index: before.index };
    }
  }
  const index = new SearchIndex();
  for (let last = ""; ; ) {
    const rows = await reading.tx
      .select({ id: datasets.id })
      .from(datasets)
      .where(and(isNull(datasets.retiredOn), last ? gt(datasets.id, last) : undefined))
      .orderBy(asc(datasets.id))
      .limit(batch);
    if (rows.length === 0) break;
    last = rows.at(-1)!.id;
    const all = await read(
      reading,
      rows.map(({ id }) => id),
    );
    for (let from = 0; from < all.length; from += 100) {
      for (const { entry, texts } of all.slice(from, from + 100)) index.put(entry, texts);
      // Other requests get their turn.
      await new Promise(setImmediate);
    }
  }
  return { ...now, index };
}

/** Sets that were touched, and those whose prices or mandates begin or end between the two days. */
async function changedSince({ tx, today }: Reading, before: State): Promise<string[]> {
  const touched = await tx
    .select({ id: datasets.id })
    .from(datasets)
    .where(gt(datasets.touched, before.version));
  if (before.today === today) return touched.map(({ id }) => id);
  const [after, upTo] = [before.today, today as string].sort() as [string, string];
  const priced = await tx
    .selectDistinct({ id: priceLists.datasetId })
    .from(priceLists)
    .where(and(gt(priceLists.validFrom, after), lte(priceLists.validFrom, upTo)));
  const mandated = await tx
    .selectDistinct({ id: mandates.datasetId })
    .from(mandates)
    .where(
      or(
        and(gt(mandates.validFrom, after), lte(mandates.validFrom, upTo)),
        and(gt(mandates.validTo, after), lte(mandates.validTo, upTo)),
      ),
    );
  return [...new Set([...touched, ...priced, ...mandated].map(({ id }) => id))];
}

type Read = { entry: Entry; texts: Texts };

/** What the search holds of these datasets; retired ones are left out. */
async function read(reading: Reading, ids: string[]): Promise<Read[]> {
  if (ids.length === 0) return [];
  const { tx, today } = reading;
  const rows = await tx
    .select({ dataset: datasets, custodian: custodians.name })
    .from(datasets)
    .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
    .where(and(inArray(datasets.id, ids), isNull(datasets.retiredOn)));
  const described = await tx
    .select({
      id: datasetColumns.datasetId,
      columns: sql<number>`count(*)::int`,
      words: sql<string>`string_agg(concat_ws(' ', ${datasetColumns.name}, ${datasetColumns.description}), ' ')`,
    })
    .from(datasetColumns)
    .where(inArray(datasetColumns.datasetId, ids))
    .groupBy(datasetColumns.datasetId);
  const linked = await tx
    .select({
      id: linkages.datasetId,
      slug: sql<string>`(select slug from datasets d where d.id = ${linkages.withDatasetId})`,
    })
    .from(linkages)
    .where(inArray(linkages.datasetId, ids));
  const mandated = await tx
    .selectDistinct({ id: mandates.datasetId })
    .from(mandates)
    .where(
      and(
        inArray(mandates.datasetId, ids),
        lte(mandates.validFrom, today),
        or(isNull(mandates.validTo), gt(mandates.validTo, today)),
      ),
    );
  const decided = await tx
    .select()
    .from(useDecisions)
    .where(inArray(useDecisions.datasetId, ids))
    .orderBy(asc(useDecisions.decidedAt));
  const lists = await priceListsOn(reading, ids, today);
  const columnsOf = new Map(described.map((row) => [row.id, row]));
  const linksOf = grouped(linked, ({ id }) => id);
  const decisionsOf = grouped(decided, ({ datasetId }) => datasetId);
  const withMandate = new Set(mandated.map(({ id }) => id));
  return rows.map(({ dataset, custodian }) => ({
    entry: entryOf(
      {
        dataset,
        custodian,
        columns: columnsOf.get(dataset.id)?.columns ?? 0,
        links: (linksOf.get(dataset.id) ?? []).map(({ slug }) => slug),
        hasMandate: withMandate.has(dataset.id),
        prices: lists.get(dataset.id)?.prices ?? [],
        decisions: decisionsOf.get(dataset.id) ?? [],
      },
      today,
    ),
    texts: {
      title: dataset.title,
      names: namesOf(dataset),
      keywords: keywordsOf(dataset.details),
      custodian,
      summary: dataset.summary,
      description: dataset.description,
      columns: columnsOf.get(dataset.id)?.words ?? "",
    },
  }));
}

const keywordsOf = (details: unknown): string => {
  const { keywords } = (details ?? {}) as { keywords?: unknown };
  return Array.isArray(keywords) ? keywords.join(" ") : "";
};

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const same = found.get(key(row));
    if (same) same.push(row);
    else found.set(key(row), [row]);
  }
  return found;
}
