import { financeSees, reports, theDeal } from "./deal.ts";
import { story } from "./people.ts";

story(
  "1 free access: nothing is billed until the use becomes commercial, then £37,960.00 × 365/365 days",
  async ({ ian, wendy, james, samuel, farah, tom, helen }) => {
    const licence = await theDeal(
      {
        member: ian,
        signatory: wendy,
        manager: james,
        approver: samuel,
        board: farah,
        finance: tom,
        nhs: helen,
      },
      {
        search: "admitted patient",
        dataset: "Hospital Episode Statistics: Admitted Patient Care",
        kind: "free_access",
        title: "Waiting and recovery after a fall",
      },
    );
    await financeSees(tom, licence, []);
    await ian.opens(`/licences/${licence}`);
    await ian.sees("Nothing has been billed yet");
    await ian.sees(/Certificate of data destruction/);

    await reports(james, licence, "Record that the use became commercial", async () => undefined, "Record");
    await financeSees(tom, licence, [{ net: "37,960.00", vat: "7,592.00", gross: "45,552.00" }]);
  },
);
