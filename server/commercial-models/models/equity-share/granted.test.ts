import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { settledBy } from "./granted.ts";

const rest = { kind: "equity_share", nominal: 1 };
const company = { company: 1_240_000_000n, shares: 1_000_000 };

describe("a company of 1,000,000 shares worth £12,400,000.00", () => {
  test("shares worth £620,000.00 are 50,000 at £12.40", () =>
    expect(settledBy({ ...rest, value: 62_000_000 }, company)).toEqual({
      ...rest,
      shares: 50_000,
      price: 1_240,
      fullyDiluted: 1_050_000,
    }));
  test("5% of it are 52,632 of 1,052,632", () =>
    expect(settledBy({ ...rest, companyBp: 500 }, company)).toMatchObject({
      shares: 52_632,
      fullyDiluted: 1_052_632,
    }));
  test("of three shares each is worth £4,133,333.333333⅓, to six places of a penny", () =>
    expect(settledBy({ ...rest, value: 62_000_000 }, { ...company, shares: 3 })).toMatchObject({
      price: "413333333.333333",
      // One share at the least, however little is asked for.
      shares: 1,
    }));
});

test("nobody said what the company is worth: a sentence, and no shares", () =>
  expect(settledBy({ ...rest, value: 1 }, null)).toMatch(/^Enter what the company is worth/));

test("a share of less than a millionth of a penny, and more than a thousand million shares, are refused in words", () => {
  expect(settledBy({ ...rest, value: 1 }, { company: 1n, shares: 90_000_000_000 })).toMatch(
    /less than a millionth/,
  );
  expect(settledBy({ ...rest, value: 10_000_000_000 }, { company: 10_000n, shares: 1_000_000 })).toMatch(
    /more than 1,000,000,000 shares/,
  );
});

test("a part is that part of all shares after the grant, as nearly as whole shares allow", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000 }),
      fc.integer({ min: 10_000, max: 900_000_000 }),
      (companyBp, shares) => {
        const granted = settledBy({ ...rest, companyBp }, { company: 1_000_000_000_000n, shares });
        if (typeof granted === "string") return;
        // shares ÷ fullyDiluted = companyBp ÷ 10,000, to half a share: both sides times 20,000 × fullyDiluted.
        const [own, all] = [BigInt(granted.shares as number), BigInt(granted.fullyDiluted as number)];
        const off = 20_000n * own - 2n * BigInt(companyBp) * all;
        expect(off < 0n ? -off : off).toBeLessThanOrEqual(10_000n);
      },
    ),
  );
});
