import { and, eq, gt, ilike, inArray, isNull, min, or } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { priceLists } from "#db/schema/pricing.ts";
import { offersOf } from "#server/catalogue/store/on-offer.ts";
import type { LeadTimeBand } from "#server/catalogue/vocabulary.ts";
import { type Kind, kinds } from "#server/commercial-models/index.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { policyOf } from "#server/pricing/store/prices.ts";
import type { QuotedCustomer, QuotedDataset, QuoteInputs } from "../inputs.ts";
import type { QuoteRequest } from "../request.ts";
import { tariffOn } from "./tariffs.ts";

/** What a quote for this request stands on, today: customer, datasets with their prices, policy, tariff. */
export async function quoteInputs(at: Change | Reading, request: QuoteRequest): Promise<QuoteInputs> {
  const customer = await customerOf(at, request);
  const rows = await datasetsOf(at, request.set);
  const sets: QuotedDataset[] = [];
  for (const { dataset, custodian } of rows) {
    const { price, because } = (await offersOf(at, dataset, customer.kind))(request.kind);
    sets.push({
      slug: dataset.slug,
      title: dataset.title,
      custodian,
      leadTime: dataset.leadTime,
      leadTimeBand: dataset.leadTimeBand as LeadTimeBand,
      barred: because,
      price,
    });
  }
  const { tariff, nextFrom } = await tariffOn(at, at.today);
  const nextList = await nextListFrom(
    at,
    rows.map(({ dataset }) => dataset.id),
  );
  const [nextChange = null] = [nextFrom, nextList].filter((day) => day !== null).sort();
  return {
    today: at.today,
    customer,
    sets,
    policy: await policyOf(at, [request.kind]),
    tariff,
    nextChange,
  };
}

/** A member's organisation says who asks; for anybody else the request does. */
async function customerOf(
  { tx, actor }: Change | Reading,
  request: Pick<QuoteRequest, "place" | "evidence" | "customer" | "usedIn">,
): Promise<QuotedCustomer> {
  const usedIn = request.usedIn && { usedIn: request.usedIn };
  if (actor.kind === "person" && actor.side === "buyer") {
    const [own] = await tx.select().from(organisations).where(eq(organisations.id, actor.organisationId));
    return {
      country: own!.country,
      ...usedIn,
      ...(own!.businessFrom && { businessFrom: own!.businessFrom }),
      ...(own!.sameRegistrationFrom && { sameRegistrationFrom: own!.sameRegistrationFrom }),
      dueDays: own!.dueDays,
      kind: own!.customerKind,
    };
  }
  return {
    country: standIn[request.place],
    ...usedIn,
    ...(request.evidence && { businessFrom: "2000-01-01" }),
    dueDays: 30,
    kind: request.customer,
  };
}

/** A country for VAT where only the part of the world is known. */
const standIn = { uk: "GB", eu: "IE", elsewhere: "US" } as const;

/** In the order in which they were asked for; `not_found` with the field where there is none of that name. */
async function datasetsOf({ tx }: Change | Reading, slugs: readonly string[]) {
  const rows = await tx
    .select({ dataset: datasets, custodian: custodians.name })
    .from(datasets)
    .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
    .where(inArray(datasets.slug, [...slugs]));
  return slugs.map((slug) => {
    const row = rows.find(({ dataset }) => dataset.slug === slug);
    if (!row) throw new Refusal("not_found", `There is no dataset ${slug}`, "set");
    return row;
  });
}

async function nextListFrom({ tx, today }: Change | Reading, datasetIds: readonly string[]) {
  const [row] = await tx
    .select({ next: min(priceLists.validFrom) })
    .from(priceLists)
    .where(and(inArray(priceLists.datasetId, [...datasetIds]), gt(priceLists.validFrom, today)));
  return row?.next ?? null;
}

/** Why each model is not to be had for this customer, by dataset: empty where it is. For the form, before anything is asked. */
export async function choicesFor(
  at: Change | Reading,
  slugs: readonly string[],
  request: Pick<QuoteRequest, "place" | "evidence" | "customer">,
) {
  const customer = await customerOf(at, request);
  const rows = (await datasetsOf(at, slugs)).map(({ dataset }) => dataset);
  const sets = [];
  for (const dataset of rows) {
    const models: { kind: Kind; standing: "list" | "approval"; months: number; unit: string }[] = [];
    const barred: { kind: Kind; because: string }[] = [];
    const offered = await offersOf(at, dataset, customer.kind);
    for (const kind of kinds) {
      const { price, because } = offered(kind);
      if (because || !price || price.standing === "not")
        barred.push({ kind, because: because ?? "This dataset has no price list today" });
      else
        models.push({
          kind,
          standing: price.standing,
          months: price.months,
          unit: String(price.terms?.unit ?? "unit"),
        });
    }
    sets.push({ slug: dataset.slug, title: dataset.title, models, barred });
  }
  return { customer: { country: customer.country, kind: customer.kind }, sets };
}

/** Datasets whose title or name holds the words, ten at most. */
export const findDatasets = ({ tx }: Reading, words: string) =>
  tx
    .select({ slug: datasets.slug, title: datasets.title })
    .from(datasets)
    .where(
      and(
        isNull(datasets.retiredOn),
        or(ilike(datasets.title, pattern(words)), ilike(datasets.slug, pattern(words))),
      ),
    )
    .orderBy(datasets.title)
    .limit(10);

const pattern = (words: string) => `%${words.trim().replace(/[\\%_]/g, "\\$&")}%`;
