import { financeSees } from "./books.ts";
import { theDeal } from "./deal.ts";
import { states, timePasses } from "./licence.ts";
import { story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "7 royalty: guarantee £99,840.00; 2% of £10,000,000.00 = £200,000.00, less the guarantee = £100,160.00",
  async ({ tom, priya, anthony, meridian, marketplace }) => {
    const licence = await theDeal(meridian, {
      search: "anti-cancer",
      dataset: "Systemic Anti-Cancer Therapy",
      kind: "royalty",
      title: "Doses that fit the patient",
      extra: (member) => member.fills(/net sales do you expect/, "9,000,000"),
    });
    const guarantee = { net: "99,840.00", vat: "19,968.00", gross: "119,808.00" };
    await financeSees(tom, licence, [guarantee]);
    await timePasses(marketplace, "month", 3);
    await states(anthony, licence, ([month]) => `month,gross\n${month},10000000.00\n`);
    await tom.awaits(`/finance/invoices?licence=${licence}`, "£120,192.00");
    await financeSees(tom, licence, [
      { net: "100,160.00", vat: "20,032.00", gross: "120,192.00" },
      guarantee,
    ]);
    await priya.opens(`/licences/${licence}`);
    await priya.sees("Counts against the guarantee");
  },
);
