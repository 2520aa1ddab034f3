import { eq } from "drizzle-orm";
import { datasets } from "#db/schema/catalogue.ts";
import { createToken } from "#server/access/store/tokens.ts";
import { type Deal, walk } from "#server/demonstration/deals.ts";
import { type Person, system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import type { CivilDate } from "#server/lib/dates.ts";
import { licensingTasks } from "#server/licensing/daily/jobs.ts";
import { findLicenceRow } from "#server/licensing/settlement/store/facts.ts";
import { postUsage } from "#server/licensing/usage/http.ts";
import { publishPriceList } from "#server/pricing/store/prices.ts";
import { knockAt } from "./knock.ts";
import { aSubscription, type marketplace } from "./marketplace.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
/** As a machine would write it, before anybody has looked at it. */
export type Sent = Record<string, unknown>;

/** Hospital episodes by the row: 250,000 free a month, then 0.05p to a million, 0.03p to five, 0.0175p above. */
const byTheRow: Deal = { ...aSubscription, kind: "usage_based", usagePerMonth: "1000" };

/** A licence in force that meters usage, of the usual cast or of another buyer's. */
export async function aMeteredLicence(market: Market, cast = market.cast): Promise<string> {
  return (await walk(market.on(market.today), cast, byTheRow)).licence!;
}

/** From today the same dataset is priced on these terms; what is set is said, the rest is as simple as can be. */
export const pricedBy = (market: Market, terms: Record<string, unknown>) =>
  asOneChange(market.as(system), async (change) => {
    const [dataset] = await change.tx.select().from(datasets).where(eq(datasets.slug, byTheRow.dataset));
    await publishPriceList(change, {
      datasetId: dataset!.id,
      version: 99,
      validFrom: market.today,
      authorName: "One",
      approverName: "Another",
      prices: [
        {
          kind: "usage_based",
          standing: "list",
          reason: "",
          months: 12,
          users: null,
          furtherYear: null,
          furtherUser: null,
          limits: {},
          terms: {
            kind: "usage_based",
            unit: "row",
            pricing: "per_unit",
            tiers: [{ upTo: null, unitPrice: "100" }],
            ...terms,
          } as never,
        },
      ],
    });
  });

export const aToken = (market: Market, signatory: Person, days = 30) =>
  createToken(market.as(signatory), { name: "Meter", scopes: ["usage:write"], days });

/** Posts events as a machine does, and reads what it is told. */
export async function posts(
  market: Market,
  secret: string,
  events: readonly Sent[],
  { day = market.today, now = market.on(day).now }: { day?: CivilDate; now?: Date } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  return sends(market, secret, JSON.stringify({ events }), { day, now });
}

/** The same with a body of one's own. */
export async function sends(
  market: Market,
  secret: string,
  body: string,
  { day = market.today, now = market.on(day).now }: { day?: CivilDate; now?: Date } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await postUsage(
    new Request("http://localhost/api/v1/usage", {
      method: "POST",
      headers: { "content-type": "application/json", ...(secret && { authorization: `Bearer ${secret}` }) },
      body,
    }),
    knockAt(market, { day, now }),
  );
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** What the worker does after events came in. */
export async function tallied(market: Market, reference: string, day: CivilDate = market.today) {
  const { id: licenceId } = await asReading(market.as(system), (at) => findLicenceRow(at, reference));
  await licensingTasks["usage.tally"](market.as(system, day), { licenceId });
  await licensingTasks["licence.settle"](market.as(system, day), { licenceId });
}
