import { PDF } from "@libpdf/core";
import { expect, test } from "vitest";
import { aMarketplace } from "#server/testing/licences.ts";
import { holdingPdf } from "./pdf.ts";
import { readShares } from "./shares.ts";

const terms = {
  kind: "equity_share",
  shares: 10_000,
  nominal: 1,
  price: 1_000,
  fullyDiluted: 100_000,
  antiDilution: "full_ratchet",
  preEmption: true,
} as const;

test("a holding statement: the register, what it came to, the rights; tagged, and the same bytes each time", async () => {
  await using market = await aMarketplace();
  const licence = await market.aLicence({ buyer: "astral", terms, startsOn: "2026-04-01", months: 60 });
  const paper = async (day: string) =>
    holdingPdf(await readShares(market.ask(day, market.people.leo), licence.reference));
  const textOf = async (bytes: Uint8Array) =>
    (await PDF.load(bytes))
      .getPages()
      .map((page) => page.extractText().text.replace(/\s+/g, " "))
      .join(" ");
  expect(await textOf(await paper("2026-04-01"))).toContain("No share was allotted yet");

  await market.report(licence, "2026-04-02", { fact: "allotted" });
  await market.report(licence, "2026-08-01", {
    fact: "issued",
    price: "500",
    money: "5000000",
    dilutedBefore: 100_000,
  });
  const bytes = await paper("2026-08-02");
  const text = await textOf(bytes);
  for (const words of [
    `Holding statement ${licence.reference}`,
    "Company Astral Biologics",
    "As of 2 August 2026",
    "Held 20,000 ordinary shares",
    "10,000 ordinary shares allotted",
    "10,000 new shares at £5.00",
    "+10,000",
    "16.6667% of the company",
    "Cost: agreed and nominal value −£100,200.00",
    "Loss −£200.00",
    "Full ratchet",
    "May take part in new issues",
    "Share certificate not received, due 2 June 2026",
  ])
    expect(text).toContain(words);
  const raw = Buffer.from(bytes).toString("latin1");
  for (const part of ["/Marked true", "/Lang (en-GB)", "/S /H1", "/Scope /Column"])
    expect(raw).toContain(part);
  expect(Buffer.compare(Buffer.from(await paper("2026-08-02")), Buffer.from(bytes))).toBe(0);
});
