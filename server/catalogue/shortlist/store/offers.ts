import { and, asc, desc, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { type datasets, mandates } from "#db/schema/catalogue.ts";
import { useDecisions } from "#db/schema/descriptions.ts";
import { whyBarred } from "#server/catalogue/offer-rule.ts";
import { type Kind, kinds } from "#server/commercial-models/index.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { type CustomerKind, coveredWork, firstYear, headline, type Standing } from "#server/pricing/rules.ts";
import { priceListsOn } from "#server/pricing/store/prices.ts";

type Dataset = typeof datasets.$inferSelect;

/** One model on one set as this customer has it today; `because` says why it is not on offer. */
export type Offer = {
  kind: Kind;
  standing: Standing;
  because: string;
  headline: string;
  /** What a first year costs, where the terms alone say it. */
  firstYear: bigint | null;
  /** Work of the service that it charges for already. */
  covers: readonly string[];
};

/** The kind of customer who asks; whoever is no buyer sees what standard customers see. */
export async function customerAsking({ tx, actor }: Change | Reading): Promise<CustomerKind> {
  if (actor.kind !== "person" || actor.side !== "buyer") return "standard";
  const [row] = await tx
    .select({ kind: organisations.customerKind })
    .from(organisations)
    .where(eq(organisations.id, actor.organisationId));
  return row?.kind ?? "standard";
}

/** Where all nine stand on each of these datasets for a kind of customer, by the dataset's id. Four queries, however many. */
export async function offersOf(
  reading: Change | Reading,
  sets: readonly Dataset[],
  customer: CustomerKind,
): Promise<Map<string, Offer[]>> {
  const ids = sets.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const { tx, today } = reading;
  const lists = await priceListsOn(reading, ids, today, customer);
  const mandated = new Set((await mandatesOf(reading, ids)).map(({ datasetId }) => datasetId));
  const decisions = await tx
    .select()
    .from(useDecisions)
    .where(inArray(useDecisions.datasetId, ids))
    .orderBy(asc(useDecisions.decidedAt));
  return new Map(
    sets.map((dataset) => {
      const facts = {
        dataset,
        mandated: mandated.has(dataset.id),
        decisions: decisions.filter(({ datasetId }) => datasetId === dataset.id),
      };
      const prices = lists.get(dataset.id)?.prices ?? [];
      return [
        dataset.id,
        kinds.map((kind): Offer => {
          const price = prices.find((candidate) => candidate.kind === kind) ?? null;
          const because = whyBarred(facts, kind, customer, price);
          return because === null && price
            ? {
                kind,
                standing: price.standing,
                because: price.reason,
                headline: headline(price.terms),
                firstYear: price.standing === "list" ? firstYear(price) : null,
                covers: coveredWork(price.terms),
              }
            : { kind, standing: "not", because: because ?? "", headline: "", firstYear: null, covers: [] };
        }),
      ];
    }),
  );
}

/** Mandates of these datasets that are in force today, the newest of each first. */
export const mandatesOf = ({ tx, today }: Change | Reading, datasetIds: readonly string[]) =>
  tx
    .select()
    .from(mandates)
    .where(
      and(
        inArray(mandates.datasetId, [...datasetIds]),
        lte(mandates.validFrom, today),
        or(isNull(mandates.validTo), gt(mandates.validTo, today)),
      ),
    )
    .orderBy(desc(mandates.validFrom));

type Least = { kind: Kind; firstYear: bigint; covers: readonly string[] };

/** The least that a first year costs under the models on offer; null where no terms alone say it. */
export const leastOf = (offers: readonly Offer[]): Least | null =>
  offers.reduce<Least | null>(
    (least, { kind, firstYear, covers }) =>
      firstYear !== null && (least === null || firstYear < least.firstYear)
        ? { kind, firstYear, covers }
        : least,
    null,
  );
