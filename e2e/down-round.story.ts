import { PDF } from "@libpdf/core";
import { aLicence, reports, timePasses } from "./licence.ts";
import { looksOver } from "./looks-over.ts";
import { expect, story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "8 a down round and an exit: 50,000 shares at £12.40, £3 million at £8.00 brings 5,357 more, the sale pays £2,370,110.56 with escrow",
  async ({ leo, marketplace, ruth }) => {
    const licence = await aLicence(marketplace, "astral", {
      dataset: "mdor",
      kind: "equity_share",
      title: "Pacemakers that phone home",
      months: 60,
    });
    const page = `/licences/${licence}/shares`;
    await leo.opens(`/licences/${licence}`);
    await leo.follows(/^Shares/);
    await leo.sees("No share was allotted yet");

    await reports(ruth, licence, "Record the allotment", async () => undefined, "Record allotment");
    await timePasses(marketplace, "month");
    await reports(
      ruth,
      licence,
      "Record a share issue",
      async (person) => {
        await person.fills("Price of a new share", "8.00");
        await person.fills("New money", "3,000,000");
        await person.fills("Fully diluted shares before", "1000000");
      },
      "Record issue",
    );
    // The weighted average is £11.20: 50,000 × 12.40 ÷ 11.20 = 55,357, at £8.00 a share.
    await leo.opens(page);
    for (const words of ["375,000 new shares at £8.00", "+5,357", "4.0103%", "£442,856.00"])
      await leo.sees(words);
    await leo.sees("Loss so far");

    await timePasses(marketplace, "month");
    await reports(
      ruth,
      licence,
      "Record a sale of the company",
      async (person) => {
        await person.fills("Proceeds", "60,000,000");
        await person.fills("Costs of the sale (optional)", "900,000");
        await person.fills("Fully diluted shares", "1380357");
      },
      "Record sale",
    );
    // £59,100,000.00 × 55,357 ÷ 1,380,357 = £2,370,110.56, of which 10% waits in escrow.
    await leo.opens(page);
    for (const words of [
      "Sale of the company for £60,000,000.00",
      "−55,357",
      "£2,133,099.50",
      "£237,011.06",
      "Gain so far",
    ])
      await leo.sees(words);

    await looksOver(leo, [page]);

    const statement = await leo.asks(`${page}/statement.pdf`);
    expect(statement.headers()["content-type"]).toBe("application/pdf");
    const pdf = await PDF.load(new Uint8Array(await statement.body()));
    const text = pdf
      .getPages()
      .map((one) => one.extractText().text.replace(/\s+/g, " "))
      .join(" ");
    for (const words of [
      `Holding statement ${licence}`,
      "50,000 ordinary shares allotted",
      "375,000 new shares at £8.00",
      "+5,357",
      "Sale of the company for £60,000,000.00",
      "£2,133,099.50",
      "Held 0 ordinary shares",
    ])
      expect(text).toContain(words);
  },
);
