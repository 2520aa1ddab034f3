import { financeSees } from "./books.ts";
import { theDeal } from "./deal.ts";
import { reports } from "./licence.ts";
import { story } from "./people.ts";

story(
  "1 free access: nothing is billed until the use becomes commercial, then £37,960.00 × 365/365 days",
  async ({ james, tom, ian, northgate }) => {
    const licence = await theDeal(northgate, {
      search: "admitted patient",
      dataset: "Hospital Episode Statistics: Admitted Patient Care",
      kind: "free_access",
      title: "Waiting and recovery after a fall",
    });
    await financeSees(tom, licence, []);
    await ian.opens(`/licences/${licence}`);
    await ian.sees("Nothing has been billed yet");
    await ian.sees(/Certificate of data destruction/);

    await reports(james, licence, "Record that the use became commercial", async () => undefined, "Record");
    await financeSees(tom, licence, [{ net: "37,960.00", vat: "7,592.00", gross: "45,552.00" }]);
  },
);
