import { financeSees } from "./books.ts";
import { theDeal } from "./deal.ts";
import { reports } from "./licence.ts";
import { expect, story } from "./people.ts";

story(
  "2 data in return: £60,738.00 with VAT paid in kind; 60% is handed in, accepted and becomes an asset of £30,369.00",
  async ({ james, tom, priya, meridian }) => {
    const licence = await theDeal(meridian, {
      search: "admitted patient",
      dataset: "Hospital Episode Statistics: Admitted Patient Care",
      kind: "data_return",
      title: "Cleaner codes for procedures",
    });
    await financeSees(tom, licence, [{ net: "50,615.00", vat: "10,123.00", gross: "60,738.00" }]);

    await reports(
      priya,
      licence,
      "Hand in a deliverable",
      (person) => person.chooses("Deliverable", "Cleaned dataset"),
      "Hand in",
    );
    await james.awaits(`/licences/${licence}`, /Cleaned dataset, 60% of the value: submitted/);
    await reports(
      james,
      licence,
      "Accept a deliverable",
      (person) => person.chooses("Deliverable", "Cleaned dataset"),
      "Accept",
    );
    await priya.awaits(`/licences/${licence}`, /Cleaned dataset, 60% of the value: accepted/);

    await expect
      .poll(async () =>
        (await tom.downloads("/finance/exports/ledger.csv?from=2020-01-01&to=2040-12-31"))
          .split("\r\n")
          .filter((line) => line.includes(licence) && line.includes("1300"))
          .join(),
      )
      .toContain("30369.00");
  },
);
