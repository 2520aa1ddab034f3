import { PDF } from "@libpdf/core";
import { expect, test } from "vitest";
import { quotePdf } from "./pdf.ts";
import { calculateQuote } from "./quote.ts";
import { aDataset, asked, inputs } from "./testing.ts";

const body = calculateQuote(
  asked({ set: ["hes-apc", "sact"], years: 2, refreshes: 12, cohort: "on" }),
  inputs("subscription", {
    sets: [aDataset("subscription"), aDataset("subscription", { slug: "sact", title: "Chemotherapy" })],
  }),
);
const paper = () =>
  quotePdf({
    reference: "QUO-2026-0001",
    organisation: "Meridian Therapeutics",
    madeByName: "Priya Shah",
    seller: "National Health Data Service",
    model: "5 Subscription",
    body,
  });

test("a quote on paper: totals, years, every line with its workings, days and versions; tagged, the same bytes each time", async () => {
  const bytes = await paper();
  const text = (await PDF.load(bytes))
    .getPages()
    .map((page) => page.extractText().text.replace(/\s+/g, " "))
    .join(" ");
  for (const words of [
    "Quote QUO-2026-0001",
    // 2 × 2 × £37,960.00 + 2 × £976.00 + £1,431.00 + £434.00 + £586.00 + 2 × £28,320.00 + 4 × £648.00 + £694.00.
    "Without VAT £216,169.00: model £151,840.00, service £64,329.00",
    "£259,402.80 in total with VAT, for Meridian Therapeutics. Valid until 24 December 2026.",
    "5 people × 12 months: 60 × £472.00",
    "Year 2, line by line",
    "monthly, from",
    "First invoice £91,104.00 with VAT, on 1 January 2027",
    "Chemotherapy, NHS England: price list version 2 of 1 April 2026.",
    "tariff version 2 of 1 April 2026",
    "Amendment or renewal, £1,138.00 each, when asked.",
  ])
    expect(text).toContain(words);
  const raw = Buffer.from(bytes).toString("latin1");
  for (const part of ["/Marked true", "/Lang (en-GB)", "/S /H1", "/Scope /Column"])
    expect(raw).toContain(part);
  expect(Buffer.compare(Buffer.from(await paper()), Buffer.from(bytes))).toBe(0);
});
