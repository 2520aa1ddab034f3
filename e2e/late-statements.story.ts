import { aLicence, states, timePasses } from "./licence.ts";
import { looksOver } from "./looks-over.ts";
import { story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "a royalty statement that does not come is late: the buyer is asked, finance and the deal's manager see by how much",
  async ({ anthony, james, tom, marketplace }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "sact",
      kind: "royalty",
      title: "Sales that nobody stated",
      months: 24,
      netSalesPerYear: "1000000",
    });
    await timePasses(marketplace, "month", 6);

    // The quarter from 24 November ended on 23 February; its statement was due 45 days after.
    await anthony.opens("/workspace");
    await anthony.follows(/^All that is due/);
    await anthony.sees("Sales that nobody stated");
    await looksOver(anthony, ["/workspace/due"]);

    await tom.opens("/finance");
    await tom.follows(/^Late$/);
    await tom.sees("Sales that nobody stated");
    await tom.sees("45 days late");
    await tom.sees("owes its royalty statement for the quarter to");
    await tom.follows(/^Royalty statement \(/);
    await tom.sees("Late: Royalty statement");
    await looksOver(tom, ["/finance/late"]);
    await james.opens("/commercial");
    await james.sees("Late from licensees");
    await james.opens("/finance/late");
    await james.sees("Sales that nobody stated");

    // Stated, it is asked for no longer, by nobody.
    await states(anthony, licence, ([month]) => `month,gross\n${month},200000\n`);
    await tom.opens("/finance/late");
    await tom.doesNotSee("Sales that nobody stated");
  },
);
