import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aMarketplace, type Marketplace } from "#server/testing/licences.ts";
import { ownershipInWords, signed } from "./in-words.ts";
import { readShares } from "./shares.ts";

let market: Marketplace;
beforeAll(async () => {
  market = await aMarketplace();
});
afterAll(() => market[Symbol.asyncDispose]());

const terms = {
  kind: "equity_share",
  shares: 10_000,
  nominal: 1,
  price: 1_000,
  fullyDiluted: 100_000,
  antiDilution: "weighted_average",
  escrowBp: 1_000,
  preferenceBp: 10_000,
} as const;
const aHolding = () => market.aLicence({ buyer: "astral", terms, startsOn: "2026-04-01", months: 60 });
const shares = ({ reference }: { reference: string }, day: string) =>
  readShares(market.ask(day, market.people.leo), reference);

describe("a holding", () => {
  test("before the allotment is nothing, and the allotment is due", async () => {
    const licence = await aHolding();
    const { register, totals, due } = await shares(licence, "2026-04-02");
    expect(register).toEqual([]);
    expect(totals).toEqual({ cost: 0n, fairValue: 0n, dividends: 0n, proceeds: 0n, escrow: 0n, gain: 0n });
    expect(due).toMatchObject([{ kind: "share_allotment", state: "due" }]);
  });

  test("through a dividend, a down round, a part sale and an exit: cost and gain always add up", async () => {
    const licence = await aHolding();
    await market.report(licence, "2026-04-02", { fact: "allotted" });
    expect((await shares(licence, "2026-04-02")).totals).toMatchObject({
      cost: 10_010_000n,
      fairValue: 10_010_000n,
      gain: 0n,
    });
    await market.report(licence, "2026-06-01", { fact: "dividend", perShare: "25" });
    expect((await shares(licence, "2026-06-01")).totals).toMatchObject({
      dividends: 250_000n,
      gain: 250_000n,
    });

    await market.report(licence, "2026-08-01", {
      fact: "issued",
      price: "500",
      money: "5000000",
      dilutedBefore: 100_000,
    });
    const down = await shares(licence, "2026-08-01");
    const entry = down.register.at(-1)!;
    expect(entry.change).toBeGreaterThan(0n);
    expect(down.totals.cost).toBe(10_010_000n + entry.change);
    expect(down.totals.fairValue).toBe(entry.held * 500n);

    await market.report(licence, "2026-09-01", {
      fact: "disposed",
      shares: 1_000,
      price: "700",
      how: "sold",
    });
    expect((await shares(licence, "2026-09-01")).totals.proceeds).toBe(700_000n);

    await market.report(licence, "2026-11-01", {
      fact: "exit",
      proceeds: "200000000",
      costs: "1000000",
      diluted: 110_000,
    });
    const gone = await shares(licence, "2026-11-01");
    expect(gone).toMatchObject({ held: 0n, totals: { fairValue: 0n } });
    expect(gone.totals.escrow).toBeGreaterThan(0n);
    expect(gone.due).toMatchObject([
      { kind: "share_allotment", state: "accepted" },
      { kind: "share_certificate", state: "due" },
      { kind: "escrow_release", due: "2027-11-01", amount: gone.totals.escrow },
    ]);

    // What claims take of the escrow is lost from the gain, penny for penny.
    await market.report(licence, "2027-11-01", {
      fact: "escrow_released",
      received: String(gone.totals.escrow - 12_345n),
      lost: "12345",
    });
    const { totals, register } = await shares(licence, "2027-11-01");
    expect(totals).toEqual({
      ...gone.totals,
      escrow: 0n,
      proceeds: gone.totals.proceeds + gone.totals.escrow - 12_345n,
      gain: gone.totals.gain - 12_345n,
    });
    // Money in less money out is the dividends and proceeds less nominal values paid.
    expect(register.reduce((all, { cash }) => all + cash, 0n)).toBe(
      totals.dividends + totals.proceeds - 10_000n - entry.change,
    );
  });
});

test.each([
  [100_000n, "10%"],
  [125_075n, "12.5075%"],
  [7n, "0.0007%"],
  [null, "not known"],
])("%s millionths of a company are %s", (ownership, words) =>
  expect(ownershipInWords(ownership)).toBe(words),
);

test("a change has a sign, a real one", () => {
  expect(signed(1_234n)).toBe("+1,234");
  expect(signed(-1_234n)).toBe("−1,234");
});
