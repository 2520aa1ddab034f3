import fc from "fast-check";
import { expect, test } from "vitest";
import { allocate, parsePounds, percent, pounds, roundHalfAway, sum } from "./money.ts";

test.each([
  [5n, 2n, 3n],
  [-5n, 2n, -3n],
  [7n, 3n, 2n],
  [-7n, 3n, -2n],
  [1n, 2n, 1n],
  [0n, 9n, 0n],
])("%d/%d rounds half away from zero to %d", (num, den, whole) => {
  expect(roundHalfAway(num, den)).toBe(whole);
});

test("every penny of a split reaches exactly one part", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 13n }),
      fc.array(fc.bigInt({ min: 0n, max: 10_000n }), { minLength: 1, maxLength: 9 }),
      (total, weights) => {
        fc.pre(sum(weights) > 0n);
        expect(sum(allocate(total, weights))).toBe(total);
      },
    ),
  );
});

test("£100,000.00 in three equal parts is £33,333.34, £33,333.33 and £33,333.33", () => {
  expect(allocate(10_000_000n, [1n, 1n, 1n])).toEqual([3_333_334n, 3_333_333n, 3_333_333n]);
});

test("an amount is read as it is written", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n }), (amount) => {
      expect(parsePounds(pounds(amount))).toBe(amount);
    }),
  );
});

test.each([
  ["48,000", 4_800_000n],
  ["£1,234.5", 123_450n],
  ["0.99", 99n],
  ["1.234", null],
  ["12,34", null],
  ["-5", null],
  ["1e3", null],
  [" £ 12 ", 1_200n],
  ["100,000,000,000", 10_000_000_000_000n],
  ["100,000,000,000.01", null],
  ["9999999999999", null],
  ["", null],
])("%s reads as %s", (text, amount) => {
  expect(parsePounds(text)).toBe(amount);
});

test("250 basis points are 2.5%", () => {
  expect([percent(250), percent(1175), percent(300)]).toEqual(["2.5%", "11.75%", "3%"]);
});

test("an index that fell is −0.01%, −7% or −7.5%", () => {
  expect([-1, -700, -750].map(percent)).toEqual(["−0.01%", "−7%", "−7.5%"]);
});
