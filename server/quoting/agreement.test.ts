import { asc, eq, ne } from "drizzle-orm";
import { expect, test } from "vitest";
import { datasets } from "#db/schema/catalogue.ts";
import { documents } from "#db/schema/documents.ts";
import { contractOf } from "#server/commercial-models/engine/agreed.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { assumptionsTyped, everyYearAlike } from "#server/commercial-models/simulation/assumptions.ts";
import { assumed } from "#server/commercial-models/simulation/simulation.ts";
import { walk } from "#server/demonstration/deals.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { addMonths, type CivilDate, civil } from "#server/lib/dates.ts";
import { runDay } from "#server/licensing/daily/store/run.ts";
import { reportFact } from "#server/licensing/settlement/store/facts.ts";
import { termsFor } from "#server/pricing/priced.ts";
import { currentPrice } from "#server/pricing/store/prices.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { valuationTyped } from "./asked-fields.ts";
import { quoteInputs } from "./store/inputs.ts";
import { calculate } from "./store/quotes.ts";
import { asked } from "./testing.ts";

const today = civil("2026-11-24");
const term = { from: today, to: addMonths(today, 24) };

test.each([
  ["free_access", {}, 0],
  ["data_return", {}, 0],
  ["cost_recovery", {}, 2],
  ["one_off_fee", {}, 3],
  ["subscription", {}, 2],
  ["usage_based", { usagePerMonth: "7350000" }, 13],
  ["royalty", { netSalesPerYear: "60000000" }, 3],
  ["equity_share", {}, 1],
  ["profit_share", { profitPerYear: "2000000" }, 1],
] as const)(
  "%s with %o: quoted, then signed at list terms and lived, the licence bills what the quote said, to the penny and on its day",
  async (kind, forecast, least) => {
    await using market = await marketplace(today);
    const request = asked({ kind, years: 2, startsOn: today, ...forecast });
    const { body } = await calculate(market.as(market.people.priya), request, "127.0.0.1");
    const horizon = addMonths(today, 15);
    const quoted = body!.lines.filter(({ part, on }) => part === "model" && on < horizon);

    const { licence } = await walk(market.on(today), market.cast, {
      ...aSubscription,
      kind,
      months: 24,
      ...forecast,
    });
    const facts = await expectedFacts(market, request);
    const days = [...new Set([...quoted.map(({ on }) => on), ...facts.map(({ known }) => known)])].sort();
    for (const day of days.filter((day) => day < horizon)) {
      for (const { component: _component, fact, id, on, known, ...rest } of facts)
        if (known === day)
          await reportFact(market.as(market.people.james, day), {
            licence: licence!,
            component: modelOf(kind).component,
            fact,
            id,
            on,
            body: rest,
            evidence: "",
            retracted: false,
          });
      await runDay(market.as(system, day), { whole: true });
    }

    const billed = await asReading(market.as(system), ({ tx }) =>
      tx
        .select()
        .from(documents)
        .where(ne(documents.type, "barter_invoice"))
        .orderBy(asc(documents.issuedAt), asc(documents.sequence)),
    );
    const sign = (type: string) => (type === "credit_note" ? -1n : 1n);
    expect(
      billed.map(({ type, issuedOn, vatPence, payablePence }) => [
        issuedOn,
        sign(type) * vatPence,
        sign(type) * payablePence,
      ]),
    ).toEqual(quoted.map(({ on, vat, gross }) => [on, vat, gross]));
    expect(billed.length).toBeGreaterThanOrEqual(least);
  },
);

const termsAsked = (request: ReturnType<typeof asked>) => ({
  startsOn: today,
  months: 24,
  users: request.users,
  valuation: valuationTyped(request),
});

type Known = { known: CivilDate; fact: string; id: string; on: CivilDate } & Record<string, unknown>;

/** What the quote supposes, as somebody will report it. */
async function expectedFacts(
  market: Awaited<ReturnType<typeof marketplace>>,
  request: ReturnType<typeof asked>,
): Promise<Known[]> {
  return asReading(market.as(market.people.priya), async (reading) => {
    const { customer } = await quoteInputs(reading, request);
    const [set] = await reading.tx.select().from(datasets).where(eq(datasets.slug, "hes-apc"));
    const price = await currentPrice(reading, set!.id, request.kind, today);
    const contract = contractOf({
      reference: "agreed",
      term,
      customer,
      components: [{ id: "licence", terms: termsFor(price!, termsAsked(request)) }],
    });
    // A quote supposes that what was not said is none.
    const outlook = everyYearAlike({ profitPerYear: 0n, ...assumptionsTyped(request) });
    return assumed(contract, outlook) as Known[];
  });
}
