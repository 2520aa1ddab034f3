import { financeSees } from "./books.ts";
import { theDeal } from "./deal.ts";
import { states, timePasses } from "./licence.ts";
import { story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "a hybrid: a subscription of £37,960.00 and a royalty; half of the fee, £18,980.00, counts against what the royalty earns",
  async ({ tom, priya, anthony, meridian, marketplace }) => {
    const licence = await theDeal(meridian, {
      search: "admitted patient",
      dataset: "Hospital Episode Statistics: Admitted Patient Care",
      kind: "subscription",
      title: "A fee that counts",
      offer: async (manager) => {
        await manager.unfolds("A second model, or a discount");
        await manager.chooses("Second model, at list terms (optional)", "royalty");
        await manager.fills(/Part of the fees that counts/, "50");
      },
    });
    // The subscription and the royalty's guarantee of £75,920.00 stand on one invoice: VAT once.
    const first = { net: "113,880.00", vat: "22,776.00", gross: "136,656.00" };
    await financeSees(tom, licence, [first]);
    await timePasses(marketplace, "month", 3);
    // 2% of £6,000,000.00 = £120,000.00, less the guarantee £75,920.00 = £44,080.00, less £18,980.00 = £25,100.00.
    await states(anthony, licence, ([month]) => `month,gross\n${month},6000000\n`);
    await financeSees(tom, licence, [{ net: "25,100.00", vat: "5,020.00", gross: "30,120.00" }, first]);
    await priya.opens(`/licences/${licence}`);
    await priya.sees("50% of fees paid");
  },
);
