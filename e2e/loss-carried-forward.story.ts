import { financeSees } from "./books.ts";
import { aLicence, states, timePasses } from "./licence.ts";
import { story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "a loss is carried forward: £760,000.00 lost in year 1 (floor £18,980.00); £2,000,000.00 − £760,000.00 − £500,000.00 = £740,000.00, 10% = £74,000.00",
  async ({ tom, anthony, marketplace }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "hes-apc",
      kind: "profit_share",
      title: "A loss that comes before",
      months: 60,
      profitPerYear: "2000000",
    });
    await timePasses(marketplace, "year");
    await states(
      anthony,
      licence,
      () => "category,amount\nrevenue,1000000.00\ndirect,1760000.00\noverhead,0.00\n",
    );
    const floor = { net: "18,980.00", vat: "3,796.00", gross: "22,776.00" };
    await financeSees(tom, licence, [floor]);

    await timePasses(marketplace, "year");
    await states(
      anthony,
      licence,
      () => "category,amount\nrevenue,3000000.00\ndirect,1000000.00\noverhead,0.00\n",
      1,
    );
    await financeSees(tom, licence, [{ net: "74,000.00", vat: "14,800.00", gross: "88,800.00" }, floor]);
    await anthony.opens(`/licences/${licence}/statements`);
    await anthony.follows(/^STM-\d+-\d+$/);
    await anthony.sees("less £760,000.00 of earlier losses");
    await anthony.sees("Losses carried forward");
  },
);
