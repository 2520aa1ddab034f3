import { expect, test } from "vitest";
import { allCountries, countryCode, countryField, countryName, isInEu, isUkForVat } from "./countries.ts";

test("there are the 249 countries of ISO 3166-1, each with a name, in the order of names", () => {
  expect(allCountries).toHaveLength(249);
  expect(allCountries.filter(({ code, name }) => code === name)).toEqual([]);
  expect(allCountries.map(({ name }) => name)).toEqual(
    allCountries.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, "en-GB")),
  );
  expect(countryName("IM")).toBe("Isle of Man");
});

test.each([
  ["GB", "GB"],
  ["uk", "GB"],
  ["XI", "GB"],
  ["EL", "GR"],
  [" de ", "DE"],
  ["IM", "IM"],
  ["XX", null],
  ["EU", null],
  ["DEU", null],
  ["", null],
])("%j is read as %j", (text, code) => {
  expect(countryCode(text)).toBe(code);
  expect(countryField().safeParse(text).data ?? null).toBe(code);
});

test("VAT of the United Kingdom is that of the Isle of Man, not of the Channel Islands; 27 countries are in the EU", () => {
  expect(allCountries.filter(({ code }) => isUkForVat(code)).map(({ code }) => code)).toEqual(["IM", "GB"]);
  expect(allCountries.filter(({ code }) => isInEu(code))).toHaveLength(27);
});
