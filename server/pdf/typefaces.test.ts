import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import PDFDocument from "pdfkit";
import { expect, test } from "vitest";
import { type Typeface, typefaceOf, typefaces, unprintable } from "#server/lib/typefaces.ts";
import { fontOf } from "./fonts.ts";

/** Every letter of a font, as the library that embeds it reads it; what is never drawn left out. */
function lettersIn(typeface: Typeface): number[] {
  const doc = new PDFDocument({ font: "" }).registerFont(typeface, fontOf(typeface)).font(typeface);
  const { font } = (doc as unknown as { _font: { font: { characterSet: number[] } } })._font;
  return [...new Set(font.characterSet)].filter((letter) => letter >= 0x20).sort((a, b) => a - b);
}

const runsOf = (letters: readonly number[]) => {
  const runs: number[] = [];
  for (const letter of letters)
    if (runs.at(-1) === letter - 1) runs[runs.length - 1] = letter;
    else runs.push(letter, letter);
  return runs;
};

test("the table of printed letters says what the fonts hold; UPDATE=1 writes it anew", () => {
  const found = Object.fromEntries(typefaces.map((typeface) => [typeface, runsOf(lettersIn(typeface))]));
  const file = join(import.meta.dirname, "../lib/printed-letters.json");
  if (process.env.UPDATE) writeFileSync(file, `${JSON.stringify(found)}\n`);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(found);
});

test.each([
  ["Łódź – “trial” £", "source"],
  ["Ελλάδα", "source"],
  ["Москва", "source"],
  ["Đặng", "source"],
  ["שלום", "hebrew"],
  ["السكري", "arabic"],
  ["भारत", "devanagari"],
  ["ไทย", "thai"],
  ["株式会社ヘルスデータ", "asian"],
  ["田中花子", "asian"],
  ["주식회사", "asian"],
  ["数据有限公司", "asian"],
])("%s is printed in %s", (text, typeface) => {
  expect(unprintable(text)).toEqual([]);
  expect(typefaceOf(text[0]!)).toBe(typeface);
});

test("a letter that no font holds is named once, however often it stands there", () => {
  expect(unprintable("Health 🧬 Data 🧬 ქართული Ltd")).toEqual(["🧬", "ქ", "ა", "რ", "თ", "უ", "ლ", "ი"]);
  expect(unprintable("two\nlines\tand a joiner\u200d")).toEqual([]);
});
