import { aLicence } from "./licence.ts";
import { looksOver } from "./looks-over.ts";
import { story } from "./people.ts";

story(
  "the service around the data: six months of a user at the tariff, 6 × £472.00 = £2,832.00, stand beside the subscription",
  async ({ james, marketplace, priya }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "hes-apc",
      kind: "subscription",
      title: "Falls at home and in care",
      months: 12,
      service: true,
    });
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
