import { and, desc, inArray, lte } from "drizzle-orm";
import { policies, priceLists, prices } from "#db/schema/pricing.ts";
import { type Kind, kinds, termsSchema } from "#server/commercial-models/index.ts";
import { type Ask, asReading, type Change, type Reading } from "#server/lib/change.ts";
import type { CivilDate } from "#server/lib/dates.ts";
import { anchored } from "./anchored.ts";
import type { Limit, Policy, Price } from "./rules.ts";

export type PriceList = {
  id: string;
  datasetId: string;
  version: number;
  validFrom: string;
  prices: Price[];
};

/** The price list of each dataset that is in force on a day, with its nine models in order; sets without one are absent. */
export async function priceListsOn(
  { tx }: Change | Reading,
  datasetIds: readonly string[],
  day: string,
): Promise<Map<string, PriceList>> {
  if (datasetIds.length === 0) return new Map();
  const lists = await tx
    .selectDistinctOn([priceLists.datasetId])
    .from(priceLists)
    .where(and(inArray(priceLists.datasetId, [...datasetIds]), lte(priceLists.validFrom, day)))
    .orderBy(priceLists.datasetId, desc(priceLists.validFrom));
  if (lists.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(prices)
    .where(
      inArray(
        prices.priceListId,
        lists.map(({ id }) => id),
      ),
    );
  return new Map(
    lists.map(({ id, datasetId, version, validFrom }) => [
      datasetId,
      {
        id,
        datasetId,
        version,
        validFrom,
        prices: rows
          .filter(({ priceListId }) => priceListId === id)
          .map(asPrice)
          .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)),
      },
    ]),
  );
}

/** One model's price on a day, with the version of the list it stands on; null without one. */
export async function currentPrice(
  at: Change | Reading,
  datasetId: string,
  kind: Kind,
  day: string,
): Promise<(Price & { version: number; validFrom: string }) | null> {
  const list = (await priceListsOn(at, [datasetId], day)).get(datasetId);
  const price = list?.prices.find((candidate) => candidate.kind === kind);
  return list && price ? { ...price, version: list.version, validFrom: list.validFrom } : null;
}

/** The models that a set may be licensed under today. */
export async function kindsOnOffer(at: Change | Reading, datasetId: string, day: string): Promise<Kind[]> {
  const list = (await priceListsOn(at, [datasetId], day)).get(datasetId);
  return (list?.prices ?? []).flatMap(({ kind, standing }) => (standing === "not" ? [] : [kind]));
}

const strictness: readonly Policy[] = ["routine", "needs_approval", "needs_board"];

/** The strictest policy of the models of a contract. */
export async function policyOf({ tx }: Change | Reading, kinds: readonly Kind[]): Promise<Policy> {
  const rows = await tx.select().from(policies);
  return kinds
    .map((kind) => rows.find((row) => row.kind === kind)?.policy ?? "needs_board")
    .reduce((a, b) => (strictness.indexOf(b) > strictness.indexOf(a) ? b : a));
}

export const listPolicies = (ask: Ask) =>
  asReading(ask, async ({ tx }) =>
    (await tx.select().from(policies)).sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)),
  );

/** What a price list needs to be published. */
export type NewPriceList = {
  datasetId: string;
  version: number;
  validFrom: CivilDate;
  authorName: string;
  approverName: string;
  prices: readonly Price[];
};

/** Publishes a dated price list for good. Terms that the engine would not bill are a bug in the list, and are thrown. */
export async function publishPriceList(change: Change, list: NewPriceList) {
  for (const { terms } of list.prices) if (terms) termsSchema.parse(anchored(terms, list.validFrom));
  const [row] = await change.tx
    .insert(priceLists)
    .values({
      datasetId: list.datasetId,
      version: list.version,
      validFrom: list.validFrom,
      authorName: list.authorName,
      approverName: list.approverName,
      approvedAt: change.now,
    })
    .returning({ id: priceLists.id });
  await change.tx.insert(prices).values(list.prices.map((price) => ({ ...price, priceListId: row!.id })));
}

const asPrice = (row: typeof prices.$inferSelect): Price => ({
  kind: row.kind,
  standing: row.standing,
  reason: row.reason,
  months: row.months,
  terms: row.terms as Price["terms"],
  limits: row.limits as Record<string, Limit>,
});
