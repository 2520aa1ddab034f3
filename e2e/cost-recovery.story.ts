import { financeSees } from "./books.ts";
import { theDeal } from "./deal.ts";
import { reports } from "./licence.ts";
import { looksOver } from "./looks-over.ts";
import { story } from "./people.ts";

story(
  "3 cost recovery: deposit £2,400.00, then £1,431.00 + 37.5 × £86.40 + 12.5% overhead £405.00 − £2,400.00 = £2,676.00",
  async ({ james, tom, meridian, priya }) => {
    const licence = await theDeal(meridian, {
      search: "admitted patient",
      dataset: "Hospital Episode Statistics: Admitted Patient Care",
      kind: "cost_recovery",
      title: "One extract for one question",
    });
    const deposit = { net: "2,400.00", vat: "480.00", gross: "2,880.00" };
    await financeSees(tom, licence, [deposit]);
    const work = (rate: string, quantity: string) =>
      reports(
        james,
        licence,
        "Record work",
        async (person) => {
          await person.chooses("Kind of work", rate);
          await person.fills("How much?", quantity);
        },
        "Record work",
      );
    await work("new application", "1");
    await work("analyst hour", "37.5");
    await reports(james, licence, "The work is complete", async () => undefined, "Close the work");
    await tom.awaits(`/finance/invoices?licence=${licence}`, "£3,211.20");
    await financeSees(tom, licence, [{ net: "2,676.00", vat: "535.20", gross: "3,211.20" }, deposit]);
    await looksOver(priya, [`/licences/${licence}/costs`]);
  },
);
