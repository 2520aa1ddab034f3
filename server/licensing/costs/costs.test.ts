import { afterAll, beforeAll, expect, test } from "vitest";
import { aMarketplace, type Marketplace } from "#server/testing/licences.ts";
import { readCosts, standing } from "./costs.ts";

let market: Marketplace;
beforeAll(async () => {
  market = await aMarketplace();
});
afterAll(() => market[Symbol.asyncDispose]());

const terms = {
  kind: "cost_recovery",
  rates: { "analyst hour": 10_000, "set-up": 40_000 },
  labour: "analyst hour",
  overheadBp: 1_000,
  estimate: 500_000,
  depositBp: 4_000,
  cap: 600_000,
} as const;
const costs = ({ reference }: { reference: string }, day: string) =>
  readCosts(market.ask(day, market.people.priya), { reference });

test("£2,000.00 deposit, 40 h × £100.00 + 10% + £400.00 = £4,800.00, then above the cap, then a change order", async () => {
  const licence = await market.aLicence({ buyer: "meridian", terms, startsOn: "2026-04-01" });
  expect(await costs(licence, "2026-04-01")).toMatchObject({
    account: { actual: 0n, estimate: 500_000n, cap: 600_000n },
    deposit: 200_000n,
    billed: 200_000n,
    remaining: 600_000n,
    unrecovered: 0n,
  });
  await market.report(licence, "2026-05-01", { fact: "worked", rate: "set-up", quantity: "1" });
  await market.report(licence, "2026-05-02", { fact: "worked", rate: "analyst hour", quantity: "40" });
  const { account, remaining } = await costs(licence, "2026-05-02");
  expect(account.lines.map(({ net, workings }) => [net, workings])).toEqual([
    [40_000n, "1 × £400.00"],
    [400_000n, "40 × £100.00"],
    [40_000n, "10% of £4,000.00"],
  ]);
  expect(remaining).toBe(120_000n);

  await market.report(licence, "2026-06-01", { fact: "spent", what: "courier", cost: "150000" });
  expect(await costs(licence, "2026-06-01")).toMatchObject({ remaining: 0n, unrecovered: 30_000n });

  await market.report(licence, "2026-06-02", { fact: "reordered", estimate: "600000", cap: "700000" });
  await market.report(licence, "2026-06-03", { fact: "completed" });
  await market.report(licence, "2026-12-01", {
    fact: "spent",
    on: "2026-06-02",
    what: "late bill",
    cost: "1",
  });
  expect(await costs(licence, "2026-12-01")).toMatchObject({
    account: { actual: 630_000n, estimate: 600_000n, cap: 700_000n },
    orders: [{ on: "2026-06-02", estimate: 600_000n, cap: 700_000n }],
    tooLate: [{ what: "late bill", known: "2026-12-01" }],
    remaining: 70_000n,
    unrecovered: 0n,
    billed: 630_000n,
    deposit: 200_000n,
  });
});

test("without a cap nothing is above it", () =>
  expect(standing({ actual: 5n, bill: 5n, cap: null })).toEqual({ remaining: null, unrecovered: 0n }));
