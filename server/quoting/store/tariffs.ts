import { asc, eq } from "drizzle-orm";
import { serviceTariffs } from "#db/schema/tariffs.ts";
import { record } from "#server/audit/store.ts";
import { toJson } from "#server/commercial-models/index.ts";
import { type Ask, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { type Tariff, tariffSchema } from "../tariff.ts";

/** Publishes a dated tariff for good, and tells; the database refuses to change it. */
export async function publishTariff(change: Change, tariff: Tariff) {
  await change.tx
    .insert(serviceTariffs)
    .values({ ...tariff, items: toJson(tariff.items), publishedAt: change.now });
  const { version, validFrom, source } = tariff;
  await record(
    change,
    `tariff ${version}`,
    { type: "tariff.published", facts: { version, validFrom, source } },
    null,
  );
}

/** The tariff in force on a day, and the day from which a later one that is already published holds. */
export async function tariffOn(
  { tx }: Change | Reading,
  day: string,
): Promise<{ tariff: Tariff | null; nextFrom: string | null }> {
  const rows = await tx.select().from(serviceTariffs).orderBy(asc(serviceTariffs.validFrom));
  const row = rows.findLast(({ validFrom }) => validFrom <= day);
  const next = rows.find(({ validFrom }) => validFrom > day);
  return { tariff: row ? asTariff(row) : null, nextFrom: next?.validFrom ?? null };
}

/** The tariff in force today; null without one. */
export const readTariff = (ask: Ask) =>
  asReading(ask, async (reading) => (await tariffOn(reading, ask.today)).tariff);

/** A tariff as it was published under a version; null when there is none of that number. */
export async function tariffOfVersion({ tx }: Change | Reading, version: number): Promise<Tariff | null> {
  const [row] = await tx.select().from(serviceTariffs).where(eq(serviceTariffs.version, version));
  return row ? asTariff(row) : null;
}

const asTariff = ({ version, validFrom, items, source }: typeof serviceTariffs.$inferSelect): Tariff =>
  tariffSchema.parse({ version, validFrom, items, source });
