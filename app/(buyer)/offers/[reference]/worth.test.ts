import { expect, test } from "vitest";
import { worthInWords } from "./worth.tsx";

test("an offer below the list is said in words that JSON carries, so that a form answers without JavaScript too", () => {
  const first = {
    on: "2028-05-02",
    due: "2028-06-01",
    what: "Subscription",
    net: "3500000",
    vat: "700000",
    gross: "4200000",
    inMoney: "4200000",
    expected: false,
  };
  const said = worthInWords({
    valuePence: 3_500_000n,
    withService: false,
    total: { net: 3_500_000n, vat: 700_000n, gross: 4_200_000n, inMoney: 4_200_000n },
    first,
    payments: [first],
    changes: [{ name: "Price a year", list: "£37,960.00", offered: "£35,000.00", by: "−7.8%" }],
  });
  expect(JSON.parse(JSON.stringify(said))).toEqual({
    facts: [
      ["Value of the deal, without VAT, service not included", "£35,000.00"],
      ["All payments, without VAT", "£35,000.00"],
      ["VAT", "£7,000.00"],
      ["All payments, with VAT", "£42,000.00"],
      ["Of it in money", "£42,000.00"],
      ["First invoice", "£42,000.00 with £7,000.00 of VAT, on 2 May 2028, due 1 June 2028"],
    ],
    lines: ["Price a year: £37,960.00 → £35,000.00 (−7.8%)"],
  });
});
