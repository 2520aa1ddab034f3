import { financeSees } from "./books.ts";
import { theDeal } from "./deal.ts";
import { reports } from "./licence.ts";
import { looksOver } from "./looks-over.ts";
import { story } from "./people.ts";

story(
  "4 one-off fee of £113,880.00: 40% at signature, 35% when the data is received",
  async ({ james, tom, meridian, priya }) => {
    const licence = await theDeal(meridian, {
      search: "admitted patient",
      dataset: "Hospital Episode Statistics: Admitted Patient Care",
      kind: "one_off_fee",
      title: "A reference set for trial sites",
    });
    const first = { net: "45,552.00", vat: "9,110.40", gross: "54,662.40" };
    await financeSees(tom, licence, [first]);
    await reports(
      james,
      licence,
      "Accept a milestone",
      (person) => person.chooses("Milestone", "Data received"),
      "Accept milestone",
    );
    await tom.awaits(`/finance/invoices?licence=${licence}`, "£47,829.60");
    await financeSees(tom, licence, [{ net: "39,858.00", vat: "7,971.60", gross: "47,829.60" }, first]);
    await looksOver(priya, [`/licences/${licence}/milestones`]);
  },
);
