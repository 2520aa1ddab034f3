import { financeSees, states, theDeal, timePasses } from "./deal.ts";
import { story } from "./people.ts";

story(
  "a loss is carried forward: £760,000.00 lost in year 1 (floor £18,980.00); £2,000,000.00 − £760,000.00 − £500,000.00 = £740,000.00, 10% = £74,000.00",
  async ({ priya, anthony, james, samuel, farah, tom, helen }) => {
    const licence = await theDeal(
      {
        member: priya,
        signatory: anthony,
        manager: james,
        approver: samuel,
        board: farah,
        finance: tom,
        nhs: helen,
      },
      {
        search: "admitted patient",
        dataset: "Hospital Episode Statistics: Admitted Patient Care",
        kind: "profit_share",
        title: "A loss that comes before",
        extra: (member) => member.fills(/profit do you expect/, "2,000,000"),
      },
    );
    await timePasses(tom, "One year on");
    await states(
      anthony,
      licence,
      () => "category,amount\nrevenue,1000000.00\ndirect,1760000.00\noverhead,0.00\n",
    );
    const floor = { net: "18,980.00", vat: "3,796.00", gross: "22,776.00" };
    await financeSees(tom, licence, [floor]);

    await timePasses(tom, "One year on");
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
