import fc from "fast-check";
import { expect, test } from "vitest";
import {
  contractSchema,
  parseFact,
  planLicence,
  ukRates,
} from "#server/commercial-models/engine/contract.ts";
import { models, toJson } from "#server/commercial-models/index.ts";
import type { UsageTerms } from "#server/commercial-models/models/usage-based/terms.ts";
import { addDays, civil, londonDate } from "#server/lib/dates.ts";
import { decimalText } from "#server/lib/money.ts";
import { bandInWords, bandOf, inUnits } from "./bands.ts";
import { canonicalQuantity, isAhead, judge, londonDates, metered } from "./rules.ts";

const term = { from: civil("2026-01-31"), to: civil("2027-01-31") };
const terms = (more = {}) =>
  models.usage_based.terms.parse({
    kind: "usage_based",
    unit: "row",
    pricing: "graduated",
    freeAllowance: "10",
    tiers: [
      { upTo: "100", unitPrice: "2" },
      { upTo: null, unitPrice: "0.5", flat: 50 },
    ],
    ...more,
  }) as UsageTerms;
const licence = (more = {}) =>
  metered({ id: "x", endedOn: null }, { term, components: [{ id: "usage", terms: terms(more) }] });

test("an event counts exactly when the model would bill its fact", () => {
  const day = fc.integer({ min: -40, max: 500 }).map((days) => addDays(term.from, days));
  const months = fc.constantFrom(1, 3, 6, 12);
  fc.assert(
    fc.property(day, day, months, fc.nat(100), (on, known, periodMonths, lateDays) => {
      const agreed = { periodMonths, lateDays, freeAllowance: "0" };
      const contract = contractSchema.parse({
        reference: "HDL",
        term,
        customer: { country: "GB" },
        components: [{ id: "usage", terms: toJson(terms(agreed)) }],
      });
      const fact = { component: "usage", fact: "used", id: "f", on, known, quantity: "1" };
      const basis = { until: addDays(term.to, 500), rates: ukRates };
      const { charges } = planLicence(contract, [parseFact(contract, fact)], basis);
      const isBilled = charges.some(({ lines }) => lines.some(({ net }) => net > 0n));
      expect("meter" in judge({}, licence(agreed), on, known)).toBe(isBilled);
    }),
  );
});

test.each([
  ["an unknown licence", undefined, undefined, "2026-03-01", "unknown_licence"],
  ["an unknown meter", licence(), "seats", "2026-03-01", "unknown_meter"],
  ["the day before the first", licence(), undefined, "2026-01-30", "before_start"],
  ["the day of the end", licence(), undefined, "2027-01-31", "after_end"],
  [
    "the day after the late days of a period",
    licence({ lateDays: 0 }),
    undefined,
    "2026-02-27",
    "past_the_window",
  ],
] as const)("%s is an exception", (_, metered, component, on, reason) => {
  expect(judge({ component }, metered, civil(on), civil("2026-03-01"))).toEqual({ reason });
});

test("on or after an early end nothing counts any more", () => {
  const ended = metered(
    { id: "x", endedOn: "2026-06-01" },
    { term, components: [{ id: "usage", terms: terms() }] },
  );
  expect(judge({}, ended, civil("2026-05-31"), civil("2026-06-02"))).toHaveProperty("meter");
  expect(judge({}, ended, civil("2026-06-01"), civil("2026-06-02"))).toEqual({ reason: "after_end" });
});

test("the clock on the wall decides what is still to come, unless the business date was moved", () => {
  const now = new Date("2026-03-01T12:00:00Z");
  const ahead = (at: string, today: string) =>
    isAhead(new Date(at), londonDate(new Date(at)), { now, today: civil(today) });
  expect(ahead("2026-03-01T12:05:00Z", "2026-03-01")).toBe(false);
  expect(ahead("2026-03-01T12:05:01Z", "2026-03-01")).toBe(true);
  expect(ahead("2026-08-31T22:59:59Z", "2026-08-31")).toBe(false);
  expect(ahead("2026-08-31T23:00:00Z", "2026-08-31")).toBe(true);
});

test("days looked up by the hour are the days of London", () => {
  const dayOf = londonDates();
  const instant = fc.date({ min: new Date("2020-01-01"), max: new Date("2035-01-01"), noInvalidDate: true });
  fc.assert(fc.property(instant, (at) => dayOf(at) === londonDate(at)));
});

test("the same quantity is the same text", () => {
  expect(["012.500", "0.000001", "7", "0.0"].map(canonicalQuantity)).toEqual(["12.5", "0.000001", "7", "0"]);
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 18n), (size) => {
      expect(canonicalQuantity(decimalText(size))).toBe(decimalText(size));
    }),
  );
});

test("bands begin after the free allowance, and their limits belong to the lower one", () => {
  const agreed = terms();
  const at = (units: bigint) => bandOf(agreed, units * 1_000_000n);
  expect([0n, 10n, 11n, 110n, 111n].map(at)).toEqual([null, null, 0, 0, 1]);
  expect([0, 1].map((band) => bandInWords(agreed, band))).toEqual([
    "up to 100 at 2p",
    "over 100 at 0.5p and £0.50 for the band",
  ]);
  expect(inUnits(1_234_567_500_000n)).toBe("1,234,567.5");
});
