import { describe, expect, test } from "vitest";
import { type Kind, kinds, toJson } from "#server/commercial-models/index.ts";
import { pricesFor } from "#server/demonstration/price-lists.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { problemsIn } from "./list-rules.ts";
import { termsFor } from "./priced.ts";
import { outsideOfList, reachInWords } from "./reach.ts";
import type { Price } from "./rules.ts";

/** Of a dataset whose subscription costs £37,960.00 a year. */
const prices = pricesFor({ slug: "hes-apc", year: 37_960, list: kinds, approval: [] });
const of = (kind: Kind, changes: Partial<Price> = {}): Price => ({
  ...prices.find((price) => price.kind === kind)!,
  ...changes,
});
const termsOf = (price: Price, asked: { months: number; users: number }) =>
  toJson(
    termsFor(price, {
      startsOn: "2027-01-01",
      valuation: { company: 1_240_000_000n, shares: 1_000_000 },
      ...asked,
    }),
  ) as Record<string, unknown>;

describe("what more costs", () => {
  test.each([
    ["36 months and 6 users: the fee", 36, 6, 11_388_000],
    ["12 months: the whole fee all the same", 12, 6, 11_388_000],
    ["37 months: a twelfth of £37,960.00 more", 37, 6, 11_388_000 + 316_333],
    ["120 months: 7 further years of £37,960.00", 120, 6, 11_388_000 + 7 * 3_796_000],
    ["50 users for 36 months: 44 × 3 × £500.00", 36, 50, 11_388_000 + 44 * 3 * 50_000],
    ["both: 7 × £37,960.00 and 44 × 10 × £500.00", 120, 50, 11_388_000 + 7 * 3_796_000 + 44 * 10 * 50_000],
  ])("a one-off fee of £113,880.00, %s", (_, months, users, fee) =>
    expect(termsOf(of("one_off_fee"), { months, users }).fee).toBe(fee),
  );

  test("a subscription costs the year for any length, and £500.00 a year for each user beyond six", () => {
    expect(termsOf(of("subscription"), { months: 120, users: 6 }).tiers).toMatchObject({
      standard: 3_796_000,
    });
    expect(termsOf(of("subscription"), { months: 12, users: 10 }).tiers).toMatchObject({
      standard: 3_796_000 + 4 * 50_000,
    });
  });

  test("a dataset that is given back is worth more for longer, and its fee if nothing comes rises with it", () => {
    const price = of("data_return");
    const [once, twice] = [12, 24].map((months) => termsOf(price, { months, users: 500 }));
    expect(twice!.agreedValue).toBe(2 * Number(once!.agreedValue));
    expect(twice!.fallbackFee).toBe(2 * Number(once!.fallbackFee));
  });

  test.each(["free_access", "cost_recovery", "usage_based", "royalty", "profit_share"] as const)(
    "%s costs by time, work, use or success: length and users change nothing",
    (kind) =>
      expect(termsOf(of(kind), { months: 120, users: 5_000 })).toEqual(
        termsOf(of(kind), { months: 12, users: 1 }),
      ),
  );
});

describe("what a list does not sell is refused by its field, with the limit", () => {
  const refused = (price: Price, asked: { months: number; users: number }) => {
    try {
      termsOf(price, asked);
      return null;
    } catch (error) {
      return error instanceof Refusal ? [error.field, error.message] : error;
    }
  };
  test("longer than its fee stands for", () => {
    const price = of("one_off_fee", { furtherYear: null });
    expect(refused(price, { months: 36, users: 6 })).toBeNull();
    expect(refused(price, { months: 37, users: 6 })).toEqual([
      "months",
      "The price list sells one-off fee for 36 months at most. Ask the custodian for a longer licence by an enquiry",
    ]);
  });
  test("more users, six for each of a quantity", () => {
    const price = of("subscription", { furtherUser: null });
    expect(refused(price, { months: 12, users: 7 })).toEqual([
      "users",
      "The price list sells subscription for 6 named users at most. Ask the custodian for more by an enquiry",
    ]);
    const three = { ...price, terms: { ...price.terms, quantity: 3 } };
    expect(outsideOfList(three, { months: 12, users: 18 })).toBeNull();
    expect(outsideOfList(three, { months: 12, users: 19 })?.field).toBe("users");
  });
});

test("the page says it in words", () => {
  expect(reachInWords(of("one_off_fee"))).toBe(
    "For up to 36 months and up to 6 named users, in one project; each further year £37,960.00, by the month; each further named user £500.00 a year.",
  );
  expect(reachInWords(of("subscription", { furtherUser: null }))).toBe(
    "For any length, charged by the year and up to 6 named users, in one project; more users are not sold by the list: ask for an offer.",
  );
  expect(reachInWords(of("royalty"))).toBe(
    "For any length, a part of each quarter’s sales and any number of named users, in one project.",
  );
});

describe("a list that means nothing is not published", () => {
  const problems = (kind: Kind, changes: Partial<Price>) =>
    problemsIn(
      prices.map((price) => ({
        ...price,
        ...(price.kind === kind && changes),
        customerKind: "standard" as const,
      })),
      { validFrom: "2027-01-01", today: "2026-11-24", taken: [] },
    ).map(({ path }) => path);
  test.each([
    ["royalty", { furtherYear: 1 }, ["furtherYear"]],
    ["royalty", { users: 5 }, ["users"]],
    ["one_off_fee", { users: null }, ["furtherUser"]],
    ["one_off_fee", { users: 0 }, ["users"]],
    ["one_off_fee", { furtherYear: -1 }, ["furtherYear"]],
    ["one_off_fee", { users: null, furtherUser: null, furtherYear: null }, []],
  ] as const)("%s with %o", (kind, changes, paths) => expect(problems(kind, changes)).toEqual(paths));

  test("a part of a company and a price for a further year, or a part and a value at once", () => {
    const { value: _value, ...terms } = of("equity_share").terms!;
    expect(problems("equity_share", { terms: { ...terms, companyBp: 50 }, limits: {} })).toEqual([
      "furtherYear",
    ]);
    expect(
      problems("equity_share", {
        terms: { ...terms, companyBp: 50, value: 100 },
        limits: {},
        furtherYear: null,
      }),
    ).toEqual(["value"]);
  });
});
