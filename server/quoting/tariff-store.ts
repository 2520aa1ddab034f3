import { asc } from "drizzle-orm";
import { serviceTariffs } from "#db/schema/pricing.ts";
import { toJson } from "#server/commercial-models/index.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { type Tariff, tariffSchema } from "./tariff.ts";

/** Publishes a dated tariff for good; the database refuses to change it. */
export async function publishTariff(change: Change, tariff: Tariff) {
  await change.tx
    .insert(serviceTariffs)
    .values({ ...tariff, items: toJson(tariff.items), publishedAt: change.now });
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

const asTariff = ({ version, validFrom, items, source }: typeof serviceTariffs.$inferSelect): Tariff =>
  tariffSchema.parse({ version, validFrom, items, source });
