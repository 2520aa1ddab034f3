import { theDeal } from "./deal.ts";
import { looksOver } from "./looks-over.ts";
import { story } from "./people.ts";

story(
  "the service around the data: six months of a user at the tariff, 6 × £472.00 = £2,832.00, stand beside the subscription",
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
        kind: "subscription",
        title: "Falls at home and in care",
        offer: (manager) => manager.ticks(/^Yes, as work is done, at the tariff of/),
      },
    );
    await james.opens(`/licences/${licence}`);
    await james.follows("The service around the data");
    await james.sees("What the service has cost");
    await james.sees("No work was recorded yet");
    await james.follows("Record work");
    await james.chooses("Kind of work", "User of the secure environment");
    await james.fills("How much?", "6");
    await james.presses("Record work");
    const costs = `/licences/${licence}/costs?part=tariff`;
    await priya.awaits(costs, "6 × £472.00");
    await priya.sees("£2,832.00");
    await priya.sees("at each month's end");
    await looksOver(priya, [costs, `/licences/${licence}`]);
  },
);
