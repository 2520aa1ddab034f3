import { financeSees } from "./books.ts";
import { theDeal } from "./deal.ts";
import { reports } from "./licence.ts";
import { expect, story } from "./people.ts";

story(
  "8 equity share: 50,000 shares × £12.40 = £620,000.00 in shares, VAT £124,000.00 in cash, with the board's decision on record",
  async ({ ruth, tom, astral }) => {
    const licence = await theDeal(astral, {
      search: "devices outcomes",
      dataset: "Medical Devices Outcomes Registry",
      kind: "equity_share",
      title: "Hearts that phone home",
      // £12,400,000.00 over a million shares is £12.40 each; the list asks for shares worth £620,000.00.
      extra: async (member) => {
        await member.fills(/^What is your company worth/, "12,400,000");
        await member.fills(/^How many shares does it have/, "1000000");
      },
    });
    await financeSees(tom, licence, []);
    await reports(ruth, licence, "Record the allotment", async () => undefined, "Record allotment");
    await tom.awaits(`/finance/invoices?licence=${licence}`, "£744,000.00");
    await financeSees(tom, licence, [{ net: "620,000.00", vat: "124,000.00", gross: "744,000.00" }]);
    await expect
      .poll(async () =>
        (await tom.downloads("/finance/exports/reconciliation.csv?from=2020-01-01&to=2040-12-31"))
          .split("\r\n")
          .find((line) => line.includes(licence)),
      )
      .toContain("124000.00");
  },
);
