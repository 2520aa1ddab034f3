import { and, desc, eq, inArray, lte } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { datasets } from "#db/schema/catalogue.ts";
import { policies, priceLists, prices } from "#db/schema/pricing.ts";
import { record } from "#server/audit/store.ts";
import { type Kind, kinds } from "#server/commercial-models/index.ts";
import { type Ask, asReading, type Change, type Reading } from "#server/lib/change.ts";
import type { CivilDate } from "#server/lib/dates.ts";
import { anchored } from "../anchored.ts";
import { listedSchema } from "../parameters.ts";
import type { CustomerKind, Limit, Policy, Price } from "../rules.ts";

export type PriceList = {
  id: string;
  datasetId: string;
  version: number;
  validFrom: string;
  prices: Price[];
};

/**
 * The price list of each dataset that is in force on a day, with its nine models in order, as a kind of customer has
 * them: the standard price unless the list names one of its own. Datasets without a list are absent.
 */
export async function priceListsOn(
  { tx }: Change | Reading,
  datasetIds: readonly string[],
  day: string,
  customer: CustomerKind = "standard",
): Promise<Map<string, PriceList>> {
  if (datasetIds.length === 0) return new Map();
  const lists = await tx
    .selectDistinctOn([priceLists.datasetId])
    .from(priceLists)
    .where(and(inArray(priceLists.datasetId, [...datasetIds]), lte(priceLists.validFrom, day)))
    .orderBy(priceLists.datasetId, desc(priceLists.validFrom));
  return withPrices(tx, lists, customer);
}

async function withPrices(
  tx: Transaction,
  lists: readonly (typeof priceLists.$inferSelect)[],
  customer: CustomerKind,
): Promise<Map<string, PriceList>> {
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
  const rowsOf = new Map<string, (typeof rows)[number][]>(lists.map(({ id }) => [id, []]));
  for (const row of rows) rowsOf.get(row.priceListId)!.push(row);
  return new Map(
    lists.map(({ id, datasetId, version, validFrom }) => [
      datasetId,
      {
        id,
        datasetId,
        version,
        validFrom,
        prices: pricesFor(rowsOf.get(id)!, customer).sort(
          (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind),
        ),
      },
    ]),
  );
}

/** One price a model: the customer's own where there is one, else the standard. */
const pricesFor = (rows: readonly (typeof prices.$inferSelect)[], customer: CustomerKind): Price[] =>
  rows
    .filter(
      ({ kind, customerKind }) =>
        customerKind === customer ||
        (customerKind === "standard" &&
          !rows.some((other) => other.kind === kind && other.customerKind === customer)),
    )
    .map(asPrice);

/** One model's price on a day, with the version of the list it stands on; null without one. */
export async function currentPrice(
  at: Change | Reading,
  datasetId: string,
  kind: Kind,
  day: string,
  customer: CustomerKind = "standard",
): Promise<(Price & { version: number; validFrom: string }) | null> {
  return priceIn((await priceListsOn(at, [datasetId], day, customer)).get(datasetId), kind);
}

/** The same by a version of the dataset's list, whether or not it still holds; null without one. */
export async function priceOfVersion(
  { tx }: Change | Reading,
  datasetId: string,
  version: number,
  kind: Kind,
  customer: CustomerKind,
): Promise<(Price & { version: number; validFrom: string }) | null> {
  const lists = await tx
    .select()
    .from(priceLists)
    .where(and(eq(priceLists.datasetId, datasetId), eq(priceLists.version, version)));
  return priceIn((await withPrices(tx, lists, customer)).get(datasetId), kind);
}

function priceIn(list: PriceList | undefined, kind: Kind) {
  const price = list?.prices.find((candidate) => candidate.kind === kind);
  return list && price ? { ...price, version: list.version, validFrom: list.validFrom } : null;
}

/** The models that a kind of customer may license a dataset under today. */
export async function kindsOnOffer(
  at: Change | Reading,
  datasetId: string,
  day: string,
  customer: CustomerKind = "standard",
): Promise<Kind[]> {
  const list = (await priceListsOn(at, [datasetId], day, customer)).get(datasetId);
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
  /** Standard prices, and those of a kind of customer where they differ. */
  prices: readonly (Price & { customerKind?: CustomerKind })[];
};

/** Publishes a dated price list for good, and tells. Terms that lead to none the engine would bill are a bug in the list, and are thrown. */
export async function publishPriceList(change: Change, list: NewPriceList) {
  for (const { kind, terms } of list.prices)
    if (terms) listedSchema(kind).parse(anchored(terms, list.validFrom));
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
  const [about] = await change.tx
    .select({ slug: datasets.slug })
    .from(datasets)
    .where(eq(datasets.id, list.datasetId));
  const facts = { version: list.version, validFrom: list.validFrom, author: list.authorName };
  await record(change, about!.slug, { type: "price_list.published", facts }, null);
}

const asPrice = (row: typeof prices.$inferSelect): Price => ({
  kind: row.kind,
  standing: row.standing,
  reason: row.reason,
  months: row.months,
  users: row.users,
  furtherYear: row.furtherYear,
  furtherUser: row.furtherUser,
  terms: row.terms as Price["terms"],
  limits: row.limits as Record<string, Limit>,
});
