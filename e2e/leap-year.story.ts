import { civil, daysBetween } from "#server/lib/dates.ts";
import { financeSees } from "./books.ts";
import { aLicence, reports, timePasses } from "./licence.ts";
import { story } from "./people.ts";
import { storyDate } from "./server.ts";

story.use({ ownMarketplace: true });

story(
  "an upgrade in a leap year: £22,776.00 a year more × 356/366 days = £22,153.70, from 11 December 2027",
  async ({ priya, james, tom, marketplace }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "hes-apc",
      kind: "subscription",
      title: "A year of 366 days",
      months: 12,
      startsIn: daysBetween(storyDate, civil("2027-12-01")),
    });
    await timePasses(marketplace, "year");
    await timePasses(marketplace, "month");
    const year = { net: "37,960.00", vat: "7,592.00", gross: "45,552.00" };
    await financeSees(tom, licence, [year]);
    await reports(
      james,
      licence,
      "Change the subscription",
      async (person) => {
        await person.fills("From which day?", "2027-12-11");
        await person.chooses("Tier", "premium");
      },
      "Change",
    );
    await financeSees(tom, licence, [{ net: "22,153.70", vat: "4,430.74", gross: "26,584.44" }, year]);
    await priya.opens(`/licences/${licence}`);
    await priya.sees(/rise from standard to premium\) × 356\/366 days/);
  },
);
