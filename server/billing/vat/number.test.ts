import { expect, test } from "vitest";
import { checkVatNumber } from "./number.ts";

test.each([
  ["GB", "GB 980 7806 84", "GB980780684"],
  ["GB", "xi980780684", "XI980780684"],
  ["DE", "DE 136.695.976", "DE136695976"],
  ["GR", "EL094259216", "EL094259216"],
  ["FR", "FR 40 303 265 045", "FR40303265045"],
  ["NL", "NL004495445B01", "NL004495445B01"],
  ["CH", "CHE-107.787.577 IVA", "CHE107787577IVA"],
])("a customer in %s with %s: shape and check digits are right", (country, typed, number) => {
  expect(checkVatNumber(typed, country)).toEqual({ number, check: "checksum" });
});

test("where no rule is published its shape alone is looked at", () => {
  expect(checkVatNumber("91-1144442", "US")).toEqual({ number: "911144442", check: "shape" });
  expect(checkVatNumber("1", "US")).toEqual({ wrong: "Write the number in 4 to 20 letters and digits" });
});

test.each([
  ["DE", "DE136695975", "Its check digits are wrong: look for a digit that was mistyped"],
  [
    "DE",
    "DE13669597",
    "No VAT number of Germany looks like that. Write it with the letters of the country in front",
  ],
  ["DE", "FR40303265045", "FR stands for France; the customer belongs in Germany"],
  ["FR", "GB980780684", "GB stands for United Kingdom; the customer belongs in France"],
])("in %s %s is refused: %s", (country, typed, wrong) => {
  expect(checkVatNumber(typed, country)).toEqual({ wrong });
});
