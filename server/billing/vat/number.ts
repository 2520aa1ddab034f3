import { checkVAT, countries } from "jsvat";
import type { NumberCheck } from "#db/enums.ts";
import { countryCode, countryName } from "#server/lib/countries.ts";

/** A VAT number in its one form, without spaces and marks, and how far it could be checked; or what is wrong with it. */
export type CheckedNumber = { number: string; check: NumberCheck } | { wrong: string };

/**
 * Holds a VAT number against the shape and the check digits of the customer's country. Whether it is registered only that
 * country's register can say: this finds what was mistyped, and numbers of another country.
 */
export function checkVatNumber(typed: string, country: string): CheckedNumber {
  const number = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const letters = number.slice(0, 2);
  // Northern Ireland writes the numbers of the United Kingdom with letters of its own.
  const found = checkVAT(letters === "XI" ? `GB${number.slice(2)}` : number, [...countries]);
  const of = countryCode(letters);
  if (found.country && of !== null && of !== country)
    return {
      wrong: `${letters} stands for ${countryName(of)}; the customer belongs in ${countryName(country)}`,
    };
  const published = countries.some(({ codes }) => codes.includes(country) || codes.includes(letters));
  if (!published)
    return /^[A-Z0-9]{4,20}$/.test(number)
      ? { number, check: "shape" }
      : { wrong: "Write the number in 4 to 20 letters and digits" };
  if (!found.isValidFormat)
    return {
      wrong: `No VAT number of ${countryName(country)} looks like that. Write it with the letters of the country in front`,
    };
  if (!found.isValid) return { wrong: "Its check digits are wrong: look for a digit that was mistyped" };
  return { number, check: "checksum" };
}
