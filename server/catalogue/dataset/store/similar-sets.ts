import { and, arrayOverlaps, eq, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";
import { mostAlike } from "../similar.ts";

const candidatesEach = 200;
const shown = 6;

/** Up to six datasets that are like this one, and what they share with it. */
export const similarTo = (ask: Ask, slug: string) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const [row] = await tx.select().from(datasets).where(eq(datasets.slug, slug));
    if (!row) throw notFound();
    const alike = mostAlike(comparable(row), await candidatesFor(reading, row), shown);
    const keepers = await tx
      .select()
      .from(custodians)
      .where(inArray(custodians.id, [...new Set(alike.map(({ set }) => set.custodian))]));
    return alike.map(({ set, shares }) => ({
      slug: set.slug,
      title: set.title,
      custodian: keepers.find(({ id }) => id === set.custodian)?.name ?? "",
      licensable: set.licensable,
      shares,
    }));
  });

/**
 * At most four hundred datasets to compare: those of the same custodian, by its index, and those that share a setting or a
 * kind of data. The second has no index and needs none: what is shared is common, so a scan finds its two hundred early.
 * A catalogue of a few hundred datasets is compared whole.
 */
async function candidatesFor({ tx }: Reading, row: typeof datasets.$inferSelect) {
  const where = (those: SQL | undefined) =>
    tx
      .select({
        slug: datasets.slug,
        title: datasets.title,
        custodianId: datasets.custodianId,
        licensable: datasets.licensable,
        settings: datasets.settings,
        dataTypes: datasets.dataTypes,
        vocabularies: datasets.vocabularies,
        places: datasets.places,
        details: sql<unknown>`jsonb_build_object('keywords', ${datasets.details} -> 'keywords')`,
      })
      .from(datasets)
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
  return [...new Map(found.map((set) => [set.slug, comparable(set)])).values()];
}

/** Custodians are compared by their identity; only those of the answer need a name. */
const comparable = <Row extends { custodianId: string; details: unknown }>(row: Row) => ({
  ...row,
  custodian: row.custodianId,
  keywords: keywordsOf(row.details),
});

const keywordsOf = (details: unknown) => listOf((details as { keywords?: unknown }).keywords);
const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
