import { PDF } from "@libpdf/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { invoicePdf } from "#server/billing/documents/pdf.ts";
import { readInvoice } from "#server/billing/documents/store/invoices.ts";
import { signedContractSchema } from "#server/licensing/contract/contract.ts";
import { contractPdf } from "#server/licensing/contract/pdf.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";

let market: Marketplace;
let licence: Awaited<ReturnType<Marketplace["aLicence"]>>;
beforeAll(async () => {
  market = await aMarketplace();
  licence = await market.aLicence({
    buyer: "meridian",
    terms: subscription,
    startsOn: "2026-04-01",
    title: "Łódź – “trial” £",
  });
  await market.aLicence({ buyer: "halden", terms: subscription, startsOn: "2026-04-02" });
  await market.report(licence, "2026-06-01", {
    fact: "conceded",
    key: "access/2026-04-01",
    net: "2400000",
    reason: "Late refresh",
  });
});
afterAll(() => market[Symbol.asyncDispose]());

const invoice = (number: string) => readInvoice(market.asSystem("2026-06-10"), number);
const textOf = async (bytes: Uint8Array) => {
  const pdf = await PDF.load(bytes);
  return pdf
    .getPages()
    .map((page) => page.extractText().text.replace(/\s+/g, " "))
    .join(" ");
};

describe("an invoice", () => {
  test("has what UK VAT asks for, its workings, and how to pay it", async () => {
    const text = await textOf(await invoicePdf(await invoice("INV-000001")));
    for (const words of [
      "Invoice INV-000001",
      "VAT number GB 999 9999 73",
      "Meridian Therapeutics",
      "VAT number GB 999 0000 01",
      "Tax point 1 April 2026",
      "1 April 2026 to 31 March 2027",
      "United Kingdom",
      "Łódź – “trial” £",
      "£48,000.00",
      "Standard rate 20% £48,000.00 £9,600.00",
      "Total with VAT £57,600.00",
      "Sort code 00-00-00",
      "Payment reference HDM100000001",
      "Page 1 of 1",
    ])
      expect(text).toContain(words);
  });

  test("to an EU business says that the customer accounts for VAT", async () => {
    const text = await textOf(await invoicePdf(await invoice("INV-000002")));
    expect(text).toContain("Reverse charge: the customer accounts for VAT");
    expect(text).toContain("To pay £48,000.00");
  });

  test("credited names its original and asks for no money", async () => {
    const text = await textOf(await invoicePdf(await invoice("CN-000001")));
    expect(text).toContain("Corrects INV-000001");
    expect(text).toContain("Credited £28,800.00");
    expect(text).not.toContain("How to pay");
  });

  test("is the same bytes each time, also after it was paid", async () => {
    const before = await invoicePdf(await invoice("INV-000002"));
    await market.pay("2026-06-05", "48000", { document: "INV-000002" });
    expect(Buffer.compare(await invoicePdf(await invoice("INV-000002")), before)).toBe(0);
  });

  test("is tagged: language, title, headings and tables with their heads, fonts embedded", async () => {
    const raw = Buffer.from(await invoicePdf(await invoice("INV-000001"))).toString("latin1");
    expect(raw).toMatch(/^%PDF-1\.7/);
    for (const part of [
      "/Marked true",
      "/StructTreeRoot",
      "/Lang (en-GB)",
      "/DisplayDocTitle true",
      "/S /H1",
      "/S /Table",
      "/Scope /Column",
      "/Scope /Row",
      "/FontFile2",
    ])
      expect(raw).toContain(part);
    expect(raw).not.toContain("/BaseFont /Helvetica");
  });
});

describe("a contract", () => {
  const paper = () =>
    contractPdf(signedContractSchema.parse(licence.contract), {
      licence: licence.reference,
      hash: licence.contractHash,
      signatures: [
        {
          side: "buyer",
          typedName: "Anthony Whitfield",
          authority: "Signatory of Meridian Therapeutics",
          authenticatedBy: "password",
          signedAt: new Date("2026-03-30T09:00:00Z"),
          contractHash: licence.contractHash,
        },
      ],
    });

  test("says who, what, for how much, under which articles, and who signed which hash", async () => {
    const text = await textOf(await paper());
    for (const words of [
      "Licence HDL-2026-0001",
      "National Health Data Service",
      "Meridian Therapeutics",
      "Example registry extract, version 1",
      "Up to and including 31 March 2027",
      "2. Subscription",
      "£48,000.00",
      "Article “payment”, version 2",
      "Anthony Whitfield",
      "30 March 2026 at 10:00:00",
      licence.contractHash.slice(0, 8),
    ])
      expect(text).toContain(words);
  });

  test("is the same bytes each time, over as many pages as it needs", async () => {
    expect(Buffer.compare(await paper(), await paper())).toBe(0);
    expect((await PDF.load(await paper())).getPageCount()).toBeGreaterThan(1);
  });
});
