import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, type CivilDate, civil } from "#server/lib/dates.ts";
import { contractSchema, type LicenceFact, parseFact, planLicence, ukRates } from "./engine/contract.ts";
import { netOf } from "./engine/parts.ts";
import type { Document } from "./engine/plan.ts";
import { balances, recognise } from "./engine/recognise.ts";
import { settle } from "./engine/settle.ts";
import { play } from "./play/play.ts";
import { wrongSums } from "./second/by-hand.ts";

const start = civil("2026-04-01");
const contract = contractSchema.parse({
  reference: "L",
  term: { from: start, to: "2028-04-01" },
  customer: { country: "GB", dueDays: 30 },
  components: [
    { id: "access", terms: { kind: "subscription", tiers: { s: 3_650_001, p: 6_000_007 }, tier: "s" } },
    {
      id: "rows",
      terms: {
        kind: "usage_based",
        unit: "row",
        pricing: "graduated",
        tiers: [
          { upTo: "1000000", unitPrice: "0.05" },
          { upTo: null, unitPrice: "0.0175" },
        ],
        yearlyMinimum: 100_000,
      },
    },
    {
      id: "sales",
      terms: {
        kind: "royalty",
        bands: [
          { upTo: 100_000_000, rateBp: 200 },
          { upTo: null, rateBp: 333 },
        ],
        guarantee: 1_000_003,
      },
    },
  ],
  clauses: [
    {
      clause: "discount",
      id: "early",
      kind: "percent",
      bp: 777,
      components: ["access"],
      valid: { from: "2026-01-01", to: "2027-01-01" },
    },
  ],
});
const until = civil("2030-01-01");

const within = (days: number) => fc.integer({ min: 0, max: days }).map((count) => addDays(start, count));
const heard = fc.integer({ min: 0, max: 60 });
const used = fc
  .tuple(within(729), heard, fc.integer({ min: 0, max: 3_000_000 }))
  .map(([on, late, quantity]) => ({
    component: "rows",
    fact: "used",
    on,
    known: addDays(on, late),
    quantity: String(quantity),
  }));
const reported = fc
  .tuple(fc.integer({ min: 0, max: 7 }), heard, fc.bigInt({ min: 0n, max: 90_000_000n }))
  .map(([quarter, late, gross]) => {
    const on = addDays(start, quarter * 91 + 5);
    return {
      component: "sales",
      fact: "reported",
      on,
      known: addDays(on, 95 + late),
      id: `quarter ${quarter}`,
      sales: [{ on, gross: String(gross) }],
    };
  });
const changed = within(700).map((on) => ({ component: "access", fact: "changed", on, known: on, tier: "p" }));
const someFacts = fc
  .tuple(
    fc.array(used, { maxLength: 8 }),
    fc.uniqueArray(reported, { maxLength: 6, selector: ({ id }) => id }),
    fc.array(changed, { maxLength: 1 }),
  )
  .map(([a, b, c]) =>
    [...a, ...b, ...c].map((fact, index) => parseFact(contract, { id: `f${index}`, version: 1, ...fact })),
  );

/** The daily run, on these days only. */
function run(facts: readonly LicenceFact[], days: readonly CivilDate[]) {
  const documents: Document[] = [];
  const transfers: ReturnType<typeof recognise> = [];
  for (const today of days) {
    const plan = planLicence(
      contract,
      facts.filter(({ known }) => known <= today),
      { until, rates: ukRates },
    );
    for (const draft of settle(plan, documents, today, contract.customer, ukRates))
      documents.push({ number: `D-${documents.length + 1}`, ...draft });
    transfers.push(...recognise({ plan, documents, booked: transfers, today }));
  }
  return { documents, transfers };
}

const position = (documents: readonly Document[]) => {
  const keys = new Map<string, bigint>();
  for (const { type, lines } of documents)
    for (const { key, net } of lines)
      keys.set(key, (keys.get(key) ?? 0n) + (type === "credit_note" ? -net : net));
  return Object.fromEntries([...keys].filter(([, net]) => net !== 0n).sort());
};

const months = Array.from({ length: 44 }, (_, index) => addDays(start, index * 31));

describe("whatever was reported, in whatever order it was heard", () => {
  test("a second run on the same day issues and books nothing", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const { documents, transfers } = run(facts, months);
        const again = run(facts, [...months, months[months.length - 1]!]);
        expect(again.documents).toHaveLength(documents.length);
        expect(again.transfers).toHaveLength(transfers.length);
      }),
      { numRuns: 40 },
    );
  });

  test("runs that were missed for years end where monthly runs end", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        expect(position(run(facts, [until]).documents)).toEqual(
          position(run(facts, [...months, until]).documents),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("the order in which facts arrive is forgotten", () => {
    fc.assert(
      fc.property(someFacts, fc.nat(), (facts, seed) => {
        const shuffled = facts.toSorted(
          (a, b) => ((a.id.length * 31 + seed) % 7) - ((b.id.length * 17 + seed) % 5),
        );
        expect(run(shuffled, [until])).toEqual(run(facts, [until]));
      }),
      { numRuns: 40 },
    );
  });

  test("credits stay within their originals, VAT comes back to the penny, and every transfer moves something", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const { documents, transfers } = run(facts, [...months, until]);
        for (const original of documents) {
          const notes = documents.filter(({ corrects }) => corrects === original.number);
          const [net, vat] = [
            notes.reduce((sum, note) => sum + note.net, 0n),
            notes.reduce((sum, note) => sum + note.vat, 0n),
          ];
          expect(net <= original.net && vat <= original.vat).toBe(true);
          if (net === original.net) expect(vat).toBe(original.vat);
        }
        for (const { debit, credit, amount } of transfers) expect(amount > 0n && debit !== credit).toBe(true);
        const vat = documents.reduce((sum, { type, vat }) => sum + (type === "credit_note" ? -vat : vat), 0n);
        expect(balances(transfers).get("2200") ?? 0n).toBe(-vat);
      }),
      { numRuns: 60 },
    );
  });

  test("every line of every document comes by hand to its amount, credits and later differences too", () => {
    let credits = 0;
    fc.assert(
      fc.property(someFacts, (facts) => {
        for (const { type, lines } of run(facts, [...months, until]).documents)
          for (const one of lines) {
            expect(wrongSums(one.lines)).toEqual([]);
            expect(netOf(one)).toBe(one.net);
            if (type === "credit_note") credits++;
          }
      }),
      { numRuns: 60 },
    );
    expect(credits).toBeGreaterThan(0);
  });

  test("when everything is over nothing is left in deferred or accrued income", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const left = balances(run(facts, [...months, until]).transfers);
        expect([left.get("2100") ?? 0n, left.get("1110") ?? 0n]).toEqual([0n, 0n]);
      }),
      { numRuns: 60 },
    );
  });
});

test("used + refunded = billed, for every day on which a supplier may fail and every price", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 364 }), fc.integer({ min: 1, max: 9_999_999 }), (days, price) => {
      const { documents } = play({
        reference: "L",
        term: { from: start, to: "2027-04-01" },
        customer: { country: "GB" },
        components: [{ id: "c", terms: { kind: "subscription", tiers: { s: price }, tier: "s" } }],
        facts: [{ fact: "ended", on: addDays(start, days), by: "supplier_fault" }],
        until: "2027-06-01",
      });
      const [billed, credited] = [documents[0]!.net, documents[1]?.net ?? 0n];
      // What was used is the price × days ÷ 365, rounded once.
      const usedNet = (2n * BigInt(price) * BigInt(days) + 365n) / 730n;
      expect(usedNet + credited).toBe(billed);
    }),
  );
});

const aYear = (
  terms: Record<string, unknown>,
  facts: readonly Record<string, unknown>[],
  from = "2027-10-31",
) =>
  play({
    reference: "L",
    term: { from, to: `${Number(from.slice(0, 4)) + 1}${from.slice(4)}` },
    customer: { country: "GB" },
    components: [{ id: "c", terms: { kind: "subscription", tiers: { s: 1_000_001 }, tier: "s", ...terms } }],
    facts,
    until: `${Number(from.slice(0, 4)) + 1}${from.slice(4)}`,
  }).documents.map(({ net, lines }) => [net, lines[0]!.lines[0]!.workings]);

test("a month whose days do not come to its amount says what came before: £1,693.99, less £847.00 = £846.99", () => {
  expect(aYear({ periodMonths: 1 }, []).slice(0, 3)).toEqual([
    [819_67n, "£10,000.01 a year (s) × 30/366 days"],
    [847_00n, "£10,000.01 a year (s) × 31/366 days"],
    [
      846_99n,
      "£10,000.01 a year (s) × 92/366 days = £2,513.66, less £1,666.67 for the 61 days before = £846.99",
    ],
  ]);
});

test("a credit says what was, what is, and the difference: £18,000.00 − £10,602.74 = £7,397.26", () => {
  const ended = { fact: "ended", on: "2026-11-02", by: "supplier_fault" };
  expect(aYear({ tiers: { s: 1_800_000 } }, [ended], "2026-04-01")[1]).toEqual([
    739_726n,
    "was £18,000.00 (£18,000.00 a year (s) × 365/365 days); now £10,602.74 (£18,000.00 a year (s) × 215/365 days); £18,000.00 − £10,602.74 = £7,397.26",
  ]);
});

test("a registry with a hole, with two models swapped, or with another's facts does not compile", async () => {
  const { planOf } = await import("./index.ts");
  const context = {} as never;
  const usage = {} as { kind: "usage_based"; unit: string };
  const wrong = () => {
    // @ts-expect-error a royalty is not planned from the terms of usage
    planOf({ id: "x", kind: "royalty", terms: usage, facts: [] }, context);
    // @ts-expect-error there is no tenth kind
    planOf({ id: "x", kind: "tithe", terms: usage, facts: [] }, context);
  };
  expect(wrong).toBeTypeOf("function");
});

const usage = (terms: Record<string, unknown>, quantity: number) =>
  play({
    reference: "L",
    term: { from: start, to: "2027-04-01" },
    customer: { country: "GB" },
    components: [{ id: "c", terms: { kind: "usage_based", unit: "row", ...terms } }],
    facts: [{ component: "c", fact: "used", on: start, quantity: String(quantity) }],
    until: "2026-06-01",
  }).documents.reduce((total, { net }) => total + net, 0n);

test("more usage never costs less under graduated prices, one price a unit or packages", () => {
  const price = fc
    .integer({ min: 0, max: 9_999 })
    .map((millionths) => `0.${String(millionths).padStart(4, "0")}`);
  fc.assert(
    fc.property(
      fc.constantFrom("graduated", "per_unit", "package"),
      price,
      price,
      fc.integer({ min: 0, max: 4_000_000 }),
      fc.integer({ min: 0, max: 4_000_000 }),
      (pricing, a, b, some, more) => {
        const terms = {
          pricing,
          ...(pricing === "package" && { packageSize: "1000" }),
          tiers:
            pricing === "graduated"
              ? [
                  { upTo: "1000000", unitPrice: a, flat: 100 },
                  { upTo: null, unitPrice: b, flat: 5 },
                ]
              : [{ upTo: null, unitPrice: a }],
        };
        expect(usage(terms, some + more)).toBeGreaterThanOrEqual(usage(terms, some));
      },
    ),
  );
});

test("what sales recoup never exceeds the guarantees, and in the end nothing of a guarantee is left waiting", () => {
  const guarantee = 1_000_003n;
  fc.assert(
    fc.property(
      fc.constantFrom("within_year", "carry_forward", "cross_collateral"),
      fc.array(fc.bigInt({ min: -50_000_000n, max: 90_000_000n }), { minLength: 8, maxLength: 8 }),
      (recoupment, quarters) => {
        const played = play({
          reference: "L",
          term: { from: start, to: "2028-04-01" },
          customer: { country: "GB" },
          components: [
            {
              id: "c",
              terms: {
                kind: "royalty",
                bands: [{ upTo: null, rateBp: 333 }],
                guarantee: String(guarantee),
                recoupment,
              },
            },
          ],
          facts: quarters.map((gross, index) => {
            const on = addMonths(start, index * 3);
            return {
              component: "c",
              fact: "reported",
              on,
              known: addDays(addMonths(on, 3), 20),
              sales: [{ on, gross: String(gross) }],
            };
          }),
          until: "2029-01-01",
        });
        const recouped = played.documents
          .flatMap(({ lines }) => lines.flatMap((one) => one.lines))
          .filter(({ description }) => description === "Counts against the guarantee")
          .reduce((total, { net }) => total - net, 0n);
        expect(recouped).toBeLessThanOrEqual(2n * guarantee);
        expect(balances(played.transfers).get("2400") ?? 0n).toBe(0n);
      },
    ),
    { numRuns: 60 },
  );
});

test("a price shared by days, split at any day, differs from the whole by at most a penny", () => {
  const owed = (days: number, price: number, by: "supplier_fault") =>
    play({
      reference: "L",
      term: { from: start, to: "2027-04-01" },
      customer: { country: "GB" },
      components: [{ id: "c", terms: { kind: "subscription", tiers: { s: price }, tier: "s" } }],
      facts: [{ fact: "ended", on: addDays(start, days), by }],
      until: "2027-06-01",
    }).documents.reduce((total, { type, net }) => total + (type === "credit_note" ? -net : net), 0n);
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 364 }),
      fc.nat(),
      fc.integer({ min: 1, max: 9_999_999 }),
      (days, cut, price) => {
        const first = 1 + (cut % (days - 1));
        const parts = owed(first, price, "supplier_fault") + owed(days - first, price, "supplier_fault");
        const difference = parts - owed(days, price, "supplier_fault");
        expect(difference >= -1n && difference <= 1n).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test("playing to one day and then on to another issues the same documents as playing to the other at once", () => {
  fc.assert(
    fc.property(someFacts, fc.integer({ min: 1, max: 1_200 }), (facts, days) => {
      const file = {
        ...JSON.parse(
          JSON.stringify(contract, (_, value) => (typeof value === "bigint" ? String(value) : value)),
        ),
        clauses: [],
        facts: facts.map((fact) =>
          JSON.parse(JSON.stringify(fact, (_, value) => (typeof value === "bigint" ? String(value) : value))),
        ),
      };
      const early = play({ ...file, until: addDays(start, days) });
      const late = play({ ...file, until });
      // What was issued by the earlier day is where the later play begins, number for number.
      expect(late.documents.slice(0, early.documents.length)).toEqual(early.documents);
      expect(late.transfers.slice(0, early.transfers.length)).toEqual(early.transfers);
    }),
    { numRuns: 30 },
  );
});
