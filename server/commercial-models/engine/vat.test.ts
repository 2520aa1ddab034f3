import { expect, test } from "vitest";
import { civil } from "#server/lib/dates.ts";
import { play } from "../play/play.ts";
import { contractSchema, ukRates } from "./contract.ts";
import { vatOf } from "./settle.ts";

const on = civil("2026-05-06");
const evidence = { businessFrom: "2000-01-01" };

test.each([
  ["a company in the United Kingdom", { country: "GB" }, "S", 2000],
  ["the same, written UK", { country: "UK" }, "S", 2000],
  ["in Northern Ireland, by the letters of its VAT number", { country: "XI", ...evidence }, "S", 2000],
  ["on the Isle of Man, whatever evidence there is", { country: "IM", ...evidence }, "S", 2000],
  ["on Jersey", { country: "JE", ...evidence }, "O", 0],
  ["in Germany", { country: "DE", ...evidence }, "AE", 0],
  ["in Greece, by the letters of its VAT number", { country: "EL", ...evidence }, "AE", 0],
  ["in Switzerland", { country: "CH", ...evidence }, "O", 0],
  ["in Germany, not shown to be in business", { country: "DE" }, "S", 2000],
  ["in Germany, shown to be one from tomorrow", { country: "DE", businessFrom: "2026-05-07" }, "S", 2000],
  ["in Germany, whose people use it in the UK", { country: "DE", usedIn: "GB", ...evidence }, "S", 2000],
  [
    "in Germany, whose people use it on the Isle of Man",
    { country: "DE", usedIn: "IM", ...evidence },
    "S",
    2000,
  ],
  ["in Germany, whose people use it in the US", { country: "DE", usedIn: "US", ...evidence }, "AE", 0],
  ["in the US, whose people use it in the UK", { country: "US", usedIn: "UK", ...evidence }, "S", 2000],
  ["in the US, whose people use it in Germany", { country: "US", usedIn: "DE", ...evidence }, "O", 0],
  ["in the UK, whose people use it in the US", { country: "GB", usedIn: "US" }, "O", 0],
  ["in the UK, whose people use it in France", { country: "GB", usedIn: "FR" }, "O", 0],
  [
    "in the UK, of the licensor's own registration",
    { country: "GB", sameRegistrationFrom: "2026-05-06" },
    "O",
    0,
  ],
  ["of it from tomorrow", { country: "GB", sameRegistrationFrom: "2026-05-07" }, "S", 2000],
  ["in the UK, whose people use it on the Isle of Man", { country: "GB", usedIn: "IM" }, "S", 2000],
])("%s: %j is category %s at %i basis points", (_, customer, category, rateBp) => {
  const read = contractSchema.shape.customer.parse(customer);
  expect(vatOf({ vat: "supply" }, read, on, ukRates)).toEqual({ category, rateBp });
});

test.each(["XX", "EU", "ZZ"])("%s is no country, and a play with it is refused by its field", (country) => {
  expect(contractSchema.shape.customer.safeParse({ country }).error?.issues[0]).toMatchObject({
    path: ["country"],
    message: "Write the country by its two letters in ISO 3166, like GB or DE",
  });
});

const aLife = (customer: object, component: object, facts: object[], until: string) =>
  play({
    reference: "L",
    term: { from: "2026-04-01", to: "2028-01-01" },
    customer,
    components: [{ id: "c", terms: component }],
    facts: facts.map((fact) => ({ component: "c", ...fact })),
    until,
  }).documents.map(({ vatCategory, net, vat }) => [vatCategory, net, vat]);
const metered = {
  kind: "usage_based",
  unit: "row",
  pricing: "graduated",
  tiers: [{ upTo: null, unitPrice: "10" }],
};
const used = { fact: "used", id: "f", on: "2026-04-15", quantity: "1000" };

test("1,000 rows at 10p on the Isle of Man are £100.00 and VAT of £20.00", () => {
  expect(aLife({ country: "IM", ...evidence }, metered, [used], "2026-06-01")).toEqual([
    ["S", 10_000n, 2_000n],
  ]);
});

test("used in the United States by a company of the UK they are £100.00 without VAT", () => {
  expect(aLife({ country: "GB", usedIn: "US" }, metered, [used], "2026-06-01")).toEqual([["O", 10_000n, 0n]]);
});

test("evidence of 20 May credits the invoice of 6 May at 20% and bills it again at 0% on that day", () => {
  const { documents } = play({
    reference: "L",
    term: { from: "2026-04-01", to: "2027-04-01" },
    customer: { country: "DE", businessFrom: "2026-05-20" },
    components: [{ id: "c", terms: metered }],
    facts: [{ component: "c", ...used }],
    until: "2026-05-25",
  });
  expect(
    documents.map(({ type, date, due, vatCategory, net, vat }) => [type, date, due, vatCategory, net, vat]),
  ).toEqual([
    ["invoice", "2026-05-06", "2026-06-05", "S", 10_000n, 2_000n],
    ["credit_note", "2026-05-20", null, "S", 10_000n, 2_000n],
    ["invoice", "2026-05-20", "2026-06-19", "AE", 10_000n, 0n],
  ]);
});

test("£90,000.00 in GB and £90,000.00 in UK are one country: 2% to £100,000.00 and 3% above are £4,400.00", () => {
  const terms = {
    kind: "royalty",
    scope: "country",
    bands: [
      { upTo: 10_000_000, rateBp: 200 },
      { upTo: null, rateBp: 300 },
    ],
  };
  const sales = ["GB", "UK"].map((country) => ({ on: "2026-04-15", gross: 9_000_000, country }));
  const reported = { fact: "reported", id: "q", on: "2026-04-01", known: "2026-07-15", sales };
  expect(aLife({ country: "GB" }, terms, [reported], "2026-08-01")).toEqual([["S", 440_000n, 88_000n]]);
});

test("34,012,500,000.00 dong at 0.0000294 earn 2%: £19,999.35", () => {
  const terms = { kind: "royalty", bands: [{ upTo: null, rateBp: 200 }] };
  const sales = [{ on: "2026-04-15", gross: 3_401_250_000_000, currency: "VND", fx: "0.0000294" }];
  const reported = { fact: "reported", id: "q", on: "2026-04-01", known: "2026-07-15", sales };
  expect(aLife({ country: "GB" }, terms, [reported], "2026-08-01")).toEqual([["S", 1_999_935n, 399_987n]]);
  expect(() =>
    aLife({ country: "GB" }, terms, [{ ...reported, sales: [{ ...sales[0], fx: undefined }] }], "2026-08-01"),
  ).toThrow("Sales in VND need pounds for one unit");
});
