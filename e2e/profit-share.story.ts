import { financeSees } from "./books.ts";
import { theDeal } from "./deal.ts";
import { reports, timePasses } from "./licence.ts";
import { story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "9 profit share: 80% of an estimate of £50,000.00 = £40,000.00 on account at the end of the quarter, no VAT for a business abroad",
  async ({ tom, marcus, corvus, marketplace }) => {
    const licence = await theDeal(corvus, {
      search: "admitted patient",
      dataset: "Hospital Episode Statistics: Admitted Patient Care",
      kind: "profit_share",
      title: "Theatres that start on time",
      extra: (member) => member.fills(/profit do you expect/, "4,000,000"),
    });
    await financeSees(tom, licence, []);
    await reports(
      marcus,
      licence,
      "Estimate the quarter's share",
      (person) => person.fills("Estimated share of the quarter", "50,000"),
      "Attest and send",
    );
    await timePasses(marketplace, "month", 3);
    await financeSees(tom, licence, [{ net: "40,000.00", vat: "0.00", gross: "40,000.00" }]);
  },
);
