import { expect, test } from "vitest";
import { asName, folded, isReadable } from "./names.ts";

test.each([
  ["MERIDIAN THERAPEUTICS", "other letters"],
  ["Meridian  Therapeutics", "two spaces"],
  ["Meridian\u00A0Therapeutics", "a space that does not break"],
  ["Meridian\u200B Therapeutics", "a space of no width"],
  ["Мeridian Therapeutics", "a Cyrillic М"],
  ["Μeridian Therapeutics", "a Greek capital Mu"],
  ["Ｍｅｒｉｄｉａｎ Therapeutics", "wide letters"],
  ["Méridian-Therapeutics", "an accent and a hyphen"],
])("%s looks like Meridian Therapeutics (%s)", (name) => {
  expect(folded(name)).toBe(folded("Meridian Therapeutics"));
});

test.each([
  ["Meridian Therapeutics", "Meridian Therapeutic"],
  ["Alpha", "Alpha 2"],
  ["株式会社ヘルスデータ", "株式会社データ"],
  ["Ελλάδα", "Ελλάς"],
])("%s does not look like %s", (one, other) => {
  expect(folded(one)).not.toBe(folded(other));
});

test.each(["\u200B\u200B", "", "  ", "\u3164", "\u00AD", "…", "\u202E", "🙂"])(
  "%j cannot be read",
  (name) => {
    expect(isReadable(name)).toBe(false);
  },
);
test.each(["Ynys Môn", "3M", "田中 花子", "Ω", "מרידיאן"])("%s can", (name) => {
  expect(isReadable(name)).toBe(true);
});

test("a name has one form: its accents joined, one space between words, nothing invisible", () => {
  expect(asName("  Cafe\u0301\u200B\u00A0 de  Paris\u202E ")).toBe("Café de Paris");
});
