import { describe, expect, test } from "vitest";
import { ZodError } from "zod";
import { balances } from "../engine/recognise.ts";
import { play } from "./play.ts";

const shares = { kind: "equity_share", shares: 50_000, nominal: 1, price: 1240 };
const allotted = { fact: "allotted", on: "2026-07-01" };

const life = (facts: readonly object[], terms: object = {}) => ({
  reference: "L",
  term: { from: "2026-07-01", to: "2031-07-01" },
  customer: { country: "GB" },
  components: [{ id: "c", terms: { ...shares, ...terms } }],
  facts: facts.map((fact) => ({ component: "c", ...fact })),
  until: "2030-12-31",
});

/** What is in the accounts in the end, in pence, but for receivables, VAT and the fee in shares. */
function booked(facts: readonly object[], terms: object = {}) {
  const { transfers } = play(life(facts, terms));
  const of = balances(transfers);
  return (...accounts: string[]) => accounts.map((account) => of.get(account as never) ?? 0n);
}

function refusals(facts: readonly object[], terms: object = {}) {
  try {
    play(life(facts, terms));
    return [];
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    return error.issues.map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
  }
}

describe("splits", () => {
  const vesting = { vesting: [{ milestone: "second delivery", shares: 20_000 }] };
  const split = { fact: "split", on: "2026-10-01", of: 1, into: 10 };
  const vested = { fact: "vested", on: "2027-01-15", milestone: "second delivery" };
  const exit = { fact: "exit", on: "2027-06-01", proceeds: 620_000_000, diluted: 5_000_000 };

  test("what vests after 1:10 is ten times as many: £6,200,000.00 × 500,000/5,000,000 = £620,000.00", () => {
    // 30,000 and 20,000 at £12.40 and £0.01 were paid with access and money: £620,000.00 + £500.00.
    expect(booked([allotted, split, vested, exit], vesting)("1200", "1120", "4180")).toEqual([
      62_000_000n - 50_000n,
      0n,
      50_000n,
    ]);
  });

  test("before or after 1:10, what vests leads to the same holding, invoice and nominal value", () => {
    const early = { ...vested, on: "2026-09-01" };
    const late = play(life([allotted, split, vested, exit], vesting));
    const net = ({ documents }: ReturnType<typeof play>) => documents.map((one) => one.net);
    expect(net(late)).toEqual([37_200_000n, 24_800_000n]);
    expect(net(play(life([allotted, early, split, exit], vesting)))).toEqual(net(late));
  });

  test("100:1 of 50 shares leaves none: £620.50 is lost at once, and nothing is left to write off", () => {
    const reverse = { fact: "split", on: "2026-10-01", of: 100, into: 1 };
    expect(booked([allotted, reverse], { shares: 50 })("1120", "4190")).toEqual([0n, 62_050n]);
    expect(
      refusals([allotted, reverse, { fact: "valued", on: "2027-01-15", price: 0 }], { shares: 50 }),
    ).toEqual(["facts.2.on: No shares are held on 15 January 2027: 0 are left"]);
  });
});

describe("escrow", () => {
  // £60,000,000.00 × 50,000/1,000,000 = £3,000,000.00, a tenth of it in escrow.
  const exit = { fact: "exit", on: "2027-06-01", proceeds: 6_000_000_000, diluted: 1_000_000 };
  const released = (on: string, received: number, lost = 0) => ({
    fact: "escrow_released",
    on,
    received,
    lost,
  });
  const terms = { escrowBp: 1000 };

  test("of £300,000.00 in two halves both come in, and nothing is lost", () => {
    const halves = [released("2028-06-01", 15_000_000), released("2028-12-01", 15_000_000)];
    expect(booked([allotted, exit, ...halves], terms)("1130", "1200", "4180")).toEqual([
      0n,
      300_000_000n - 50_000n,
      -(300_000_000n - 62_050_000n),
    ]);
  });

  test("after £150,000.00 the other half waits, and is still due", () => {
    const played = play(life([allotted, exit, released("2028-06-01", 15_000_000)], terms));
    expect(balances(played.transfers).get("1130")).toBe(15_000_000n);
    expect(played.obligations.find(({ key }) => key === "c/escrow")?.state).toBe("due");
  });

  test("claims of £100,000.00 are a loss because the fact says so: £200,000.00 came in", () => {
    const facts = [allotted, exit, released("2028-06-01", 20_000_000, 10_000_000)];
    expect(booked(facts, terms)("1130", "1200", "4180")).toEqual([
      0n,
      270_000_000n + 20_000_000n - 50_000n,
      -(300_000_000n - 62_050_000n - 10_000_000n),
    ]);
    expect(play(life(facts, terms)).obligations.find(({ key }) => key === "c/escrow")?.state).toBe(
      "accepted",
    );
  });

  test.each<[string, object[], string]>([
    [
      "£200,000.00 of the £150,000.00 that is left",
      [released("2028-06-01", 15_000_000), released("2028-12-01", 20_000_000)],
      "facts.3.received: £200,000.00 cannot come in: £150,000.00 is left in escrow on 1 December 2028",
    ],
    [
      "£200,000.00 in money and £100,000.01 in claims",
      [released("2028-06-01", 20_000_000, 10_000_001)],
      "facts.2.lost: £200,000.00 cannot come in and £100,000.01 be lost: £300,000.00 is left in escrow on 1 June 2028",
    ],
    [
      "nothing at all",
      [released("2028-06-01", 0)],
      "facts.2.received: Nothing came in and nothing was lost: £300,000.00 is left in escrow on 1 June 2028",
    ],
    [
      "one penny after all of it",
      [released("2028-06-01", 30_000_000), released("2028-12-01", 1)],
      "facts.3.on: Nothing is in escrow on 1 December 2028",
    ],
  ])("%s is refused with what is left", (_, facts, sentence) => {
    expect(refusals([allotted, exit, ...facts], terms)).toEqual([sentence]);
  });
});

describe("prices of part of a penny", () => {
  test("a nominal value of £0.001: 50,000 × 0.1p = £50.00 is paid up", () => {
    expect(booked([allotted], { nominal: 0.1 })("1200", "1120")).toEqual([-5_000n, 62_005_000n]);
  });

  test("a dividend of £0.0035: R(50,000 × 0.35p) = £175.00, and of 0.000003p nothing is left to book", () => {
    const dividend = { fact: "dividend", on: "2027-01-01", perShare: 0.35 };
    expect(booked([allotted, dividend])("4160")).toEqual([-17_500n]);
    expect(booked([allotted, { ...dividend, perShare: "0.000003" }])("4160")).toEqual([0n]);
  });

  test("seven places are refused by the field", () => {
    expect(refusals([allotted, { fact: "dividend", on: "2027-01-01", perShare: "0.0000035" }])).toEqual([
      "facts.1.perShare: Enter pence with at most six places, like 1240 or 0.35",
    ]);
  });
});

describe("rights of a class", () => {
  const preferred = { shareClass: "series A", preferenceBp: 10_000, antiDilution: "full_ratchet" };
  const converted = { fact: "converted", on: "2027-01-01", shareClass: "ordinary" };
  const issued = {
    fact: "issued",
    on: "2027-03-01",
    price: 620,
    money: 62_000_000,
    dilutedBefore: 1_000_000,
  };
  const exit = { fact: "exit", on: "2027-06-01", proceeds: 100_000_000, diluted: 1_100_000 };
  const cash = (facts: readonly object[]) => booked(facts, preferred)("1200")[0]! + 50_000n;

  test("end with it: no ratchet, and £1,000,000.00 × 50,000/1,100,000 = £45,454.55 by shares", () => {
    expect(cash([allotted, converted, issued, exit])).toBe(4_545_455n);
  });

  test("that the new class keeps go on: a preference of £620,000.00, and 50,000 shares more for £500.00", () => {
    const keeps = { ...converted, keeps: ["preference", "anti_dilution"] };
    expect(cash([allotted, keeps, issued, exit])).toBe(62_000_000n - 50_000n);
    expect(cash([allotted, { ...converted, keeps: ["preference"] }, issued, exit])).toBe(62_000_000n);
  });

  test("cannot be kept when they ended before", () => {
    const again = { ...converted, on: "2027-02-01", shareClass: "growth", keeps: ["preference"] };
    expect(refusals([allotted, converted, again], preferred)).toEqual([
      "facts.2.keeps: On 1 February 2027 the ordinary shares have no preference to keep",
    ]);
  });

  test("£800,000.00 goes to others first: of £1,000,000.00 our preference of £620,000.00 gets £200,000.00", () => {
    expect(cash([allotted, { ...exit, preferences: 80_000_000 }])).toBe(20_000_000n);
  });
});

describe("what is held", () => {
  const disposed = { fact: "disposed", on: "2027-06-01", shares: 60_000, price: 1300 };
  const exit = { fact: "exit", on: "2027-06-01", proceeds: 200_000_000, diluted: 5_000 };
  const issued = { fact: "issued", on: "2026-09-01", price: 800, money: 300_000_000, dilutedBefore: 1_000 };

  test.each<[string, object[], string[]]>([
    [
      "60,000 shares sold of 50,000",
      [allotted, disposed],
      ["facts.1.shares: 60,000 shares cannot go: 50,000 are held on 1 June 2027"],
    ],
    [
      "30,000 sold twice of 50,000, once told late",
      [allotted, { ...disposed, shares: 30_000 }, { ...disposed, shares: 30_000, on: "2026-12-01" }],
      ["facts.1.shares: 30,000 shares cannot go: 20,000 are held on 1 June 2027"],
    ],
    [
      "a company of 5,000 shares, of which 50,000 are held",
      [allotted, exit],
      ["facts.1.diluted: Fully diluted there cannot be 5,000 shares: 50,000 are held on 1 June 2027"],
    ],
    [
      "an issue beside 1,000 shares, of which 50,000 are held",
      [allotted, issued],
      [
        "facts.1.dilutedBefore: Fully diluted there cannot be 1,000 shares: 50,000 are held on 1 September 2026",
      ],
    ],
    [
      "a split that makes 500,000 of them, and then a company of 499,999",
      [allotted, { fact: "split", on: "2026-10-01", of: 1, into: 10 }, { ...exit, diluted: 499_999 }],
      ["facts.2.diluted: Fully diluted there cannot be 499,999 shares: 500,000 are held on 1 June 2027"],
    ],
    [
      "costs above the proceeds",
      [allotted, { ...exit, diluted: 50_000, costs: 200_000_001 }],
      ["facts.1.costs: Costs of £2,000,000.01 are more than the proceeds, £2,000,000.00"],
    ],
    [
      "preferences of others above what is left",
      [allotted, { ...exit, diluted: 50_000, costs: 50_000_000, preferences: 150_000_001 }],
      ["facts.1.preferences: Preferences of £1,500,000.01 are more than the £1,500,000.00 left after costs"],
    ],
    [
      "new money that buys no share",
      [allotted, { ...issued, money: 799, dilutedBefore: 1_000_000 }],
      ["facts.1.money: £7.99 buys no share at £8.00"],
    ],
    [
      "a valuation before the allotment",
      [
        { ...allotted, on: "2026-09-01" },
        { fact: "valued", on: "2026-08-31", price: 1 },
      ],
      ["facts.1.on: No shares were allotted by 31 August 2026"],
    ],
    [
      "an allotment before the term, and a second one",
      [{ ...allotted, on: "2026-06-30" }, allotted, { ...allotted, on: "2026-08-01" }],
      [
        "facts.0.on: 30 June 2026 is before the term, which begins on 1 July 2026",
        "facts.2.on: The shares were allotted on 1 July 2026 already",
      ],
    ],
    [
      "a milestone that the terms do not name",
      [allotted, { fact: "vested", on: "2027-01-15", milestone: "moon" }],
      ["facts.1.milestone: The terms name no milestone moon: all shares are allotted at once"],
    ],
    [
      "a second sale of the company, and a dividend after it",
      [
        allotted,
        { ...exit, diluted: 100_000 },
        { ...exit, diluted: 100_000, on: "2027-07-01" },
        { fact: "dividend", on: "2027-08-01", perShare: 1 },
      ],
      ["facts.2.on: The company was sold on 1 June 2027", "facts.3.on: The company was sold on 1 June 2027"],
    ],
    [
      "a dividend when all are gone, and a split that is none",
      [
        allotted,
        { fact: "split", on: "2026-10-01", of: 3, into: 3 },
        { ...disposed, shares: 50_000 },
        { fact: "dividend", on: "2027-08-01", perShare: 1 },
      ],
      [
        "facts.1.into: 3 into 3 changes nothing",
        "facts.3.on: No shares are held on 1 August 2027: 0 are left",
      ],
    ],
    [
      "a second certificate",
      [allotted, { fact: "certified", on: "2026-08-01" }, { fact: "certified", on: "2026-08-02" }],
      ["facts.2.on: The certificate came in on 1 August 2026 already"],
    ],
  ])("%s is refused with the number or day that it met", (_, facts, sentences) => {
    expect(refusals(facts)).toEqual(sentences);
  });

  test("terms of 50,000 shares among 49,999 are refused", () => {
    expect(refusals([], { fullyDiluted: 49_999 })).toEqual([
      "components.0.terms.fullyDiluted: Fully diluted there are at least the shares that are granted",
    ]);
  });

  test("as many as there are may be sold, and may be all of a company: £2,000,000.00", () => {
    expect(booked([allotted, { ...exit, diluted: 50_000 }])("1200")).toEqual([200_000_000n - 50_000n]);
    expect(booked([allotted, { ...disposed, shares: 50_000 }])("1200")).toEqual([65_000_000n - 50_000n]);
  });
});
