import { and, arrayOverlaps, eq, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";
import { type Comparable, mostAlike } from "./similar.ts";

const candidatesEach = 200;
const shown = 6;

/** Up to six sets that are like this one, and what they share with it. */
export const similarTo = (ask: Ask, slug: string) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const [row] = await tx.select().from(datasets).where(eq(datasets.slug, slug));
    if (!row) throw notFound();
    const candidates = await candidatesFor(reading, row);
    const [own] = await tx
      .select({ custodian: custodians.name })
      .from(custodians)
      .where(eq(custodians.id, row.custodianId));
    const one = { ...row, custodian: own!.custodian, keywords: keywordsOf(row.details) };
    return mostAlike(one, candidates, shown).map(({ set, shares }) => ({
      slug: set.slug,
      title: set.title,
      custodian: set.custodian,
      licensable: set.licensable,
      shares,
    }));
  });

/**
 * At most four hundred sets to compare: those of the same custodian, by its index, and those that share a setting and a
 * kind of data. The second has no index and needs none: what is shared is common, so the scan finds its two hundred early,
 * and where little is said, the setting alone is asked. A catalogue of a few hundred sets is compared whole.
 */
async function candidatesFor({ tx }: Reading, row: typeof datasets.$inferSelect) {
  const where = (those: SQL | undefined) =>
    tx
      .select({
        slug: datasets.slug,
        title: datasets.title,
        custodian: custodians.name,
        licensable: datasets.licensable,
        settings: datasets.settings,
        dataTypes: datasets.dataTypes,
        vocabularies: datasets.vocabularies,
        places: datasets.places,
        keywords: sql<unknown>`${datasets.details} -> 'keywords'`,
      })
      .from(datasets)
      .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
      .where(and(isNull(datasets.retiredOn), ne(datasets.id, row.id), those))
      .limit(candidatesEach);
  const settings = row.settings.filter((setting) => setting !== "not_stated");
  const types = row.dataTypes.filter((type) => type !== "not_stated");
  const shared = [
    settings.length ? arrayOverlaps(datasets.settings, settings) : undefined,
    types.length ? arrayOverlaps(datasets.dataTypes, types) : undefined,
  ].filter((one) => one !== undefined);
  const found = await unionAll(
    where(eq(datasets.custodianId, row.custodianId)),
    where(shared.length ? or(...shared) : sql`false`),
  );
  const bySlug = new Map(found.map((set) => [set.slug, set]));
  return [...bySlug.values()].map(
    (set): Comparable & (typeof found)[number] => ({ ...set, keywords: listOf(set.keywords) }) as never,
  );
}

const keywordsOf = (details: unknown) => listOf((details as { keywords?: unknown }).keywords);
const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
