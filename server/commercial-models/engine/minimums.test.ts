import { expect, test } from "vitest";
import { play } from "../play/play.ts";

const metered = {
  kind: "usage_based",
  unit: "row",
  pricing: "graduated",
  tiers: [{ upTo: null, unitPrice: "1" }],
};

test("a minimum of £70,000.00 a year, billed by a subscription paid in advance, waits for the end of its year", () => {
  const { documents } = play({
    reference: "L",
    term: { from: "2026-04-01", to: "2028-04-01" },
    customer: { country: "GB" },
    components: [
      {
        id: "access",
        terms: { kind: "subscription", tiers: { standard: 6_000_000 }, tier: "standard" },
      },
      { id: "rows", terms: metered },
    ],
    clauses: [
      {
        clause: "aggregate_minimum",
        id: "minimum",
        components: ["access", "rows"],
        yearly: 7_000_000,
        billedBy: "access",
      },
    ],
    facts: [{ component: "rows", fact: "used", id: "u", on: "2026-09-10", quantity: "300000" }],
    until: "2028-06-01",
  });
  expect(documents.map(({ date, lines }) => [date, ...lines.map(({ key, net }) => `${key} ${net}`)])).toEqual(
    [
      ["2026-04-01", "access/2026-04-01 6000000"],
      ["2026-10-06", "rows/2026-09-01 300000"],
      ["2027-04-01", "access/2027-04-01 6000000", "minimum/2026-04-01 700000"],
      ["2028-04-01", "minimum/2027-04-01 1000000"],
    ],
  );
});
