import fc from "fast-check";
import { expect, test } from "vitest";
import { amount, csvRow, withoutFormulas } from "./csv.ts";

test.each([
  ["plain text", "Meridian Therapeutics", "Meridian Therapeutics"],
  ["a comma", "Leeds, England", '"Leeds, England"'],
  ["a quotation mark", 'the "big" one', '"the ""big"" one"'],
  ["a line end", "1 High Street\nLeeds", '"1 High Street\nLeeds"'],
  ["a formula", "=1+1", "'=1+1"],
  ["a plus", "+44 20 7946 0000", "'+44 20 7946 0000"],
  ["a minus", "-2+3", "'-2+3"],
  ["an at sign", "@SUM(A1)", "'@SUM(A1)"],
  ["a formula in wide letters", "＝1＋1", "'＝1＋1"],
  ["a tab", "\t=1", "'\t'=1"],
  ["a carriage return", "\r=1", `"'\r'=1"`],
  ["a formula behind a semicolon", "a;=1+1", "a;'=1+1"],
  ["a formula behind a quotation mark", 'a"=1+1', `"a""'=1+1"`],
  ["a hyphen inside", "HDL-2026-0001", "HDL-2026-0001"],
])("%s", (_, text, cell) => {
  expect(csvRow([text])).toBe(`${cell}\r\n`);
});

test("numbers and money stay numbers, also below zero, and null is empty", () => {
  expect(csvRow([amount(-5_05n), amount(0n), amount(123_456_78n), -3, -7n, null])).toBe(
    "-5.05,0.00,123456.78,-3,-7,\r\n",
  );
});

test("what is written can be read back, cell by cell", () => {
  const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 40 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 5 }), (rows) => {
      expect(parse(rows.map(csvRow).join(""))).toEqual(rows.map((row) => row.map(withoutFormulas)));
    }),
  );
});

test("no text begins like a formula, wherever a program cuts it", () => {
  const nasty = fc
    .array(fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", ";", ",", '"', "a", "1"))
    .map((characters) => characters.join(""));
  fc.assert(
    fc.property(nasty, (text) => {
      for (const part of withoutFormulas(text).split(/[;,"]/))
        expect(part).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    }),
  );
});

test("money is written to the penny", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (pence) => {
      expect(BigInt(amount(pence).digits.replace(".", ""))).toBe(pence);
    }),
  );
});

/** RFC 4180, read strictly. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < csv.length) {
    const [whole, quoted, plain, end] = /"((?:[^"]|"")*)"(?=,|\r\n)|([^",\r\n]*)(,|\r\n)/.exec(
      csv.slice(at),
    )!;
    if (quoted !== undefined) rows.at(-1)!.push(quoted.replaceAll('""', '"'));
    else rows.at(-1)!.push(plain!);
    at += whole.length;
    const separator = quoted !== undefined ? (csv.startsWith(",", at) ? "," : "\r\n") : end!;
    if (quoted !== undefined) at += separator.length;
    if (separator === "\r\n") rows.push([]);
  }
  rows.pop();
  return rows;
}
