import { financeSees } from "./books.ts";
import { theDeal } from "./deal.ts";
import { reports, timePasses } from "./licence.ts";
import { story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "6 usage: 7,350,000 rows less 250,000 free = £500.00 + £1,200.00 + £367.50 = £2,067.50, billed five days after the month",
  async ({ tom, priya, meridian, marketplace }) => {
    const licence = await theDeal(meridian, {
      search: "admitted patient",
      dataset: "Hospital Episode Statistics: Admitted Patient Care",
      kind: "usage_based",
      title: "Letters before an operation",
      extra: (member) => member.fills(/rows do you expect/, "7000000"),
    });
    await reports(
      priya,
      licence,
      "Report usage",
      (person) => person.fills("How much was used on that day?", "7350000"),
      "Report usage",
    );
    await financeSees(tom, licence, []);
    await timePasses(marketplace, "month");
    await timePasses(marketplace, "day", 5);
    await financeSees(tom, licence, [{ net: "2,067.50", vat: "413.50", gross: "2,481.00" }]);
    await priya.opens(`/licences/${licence}`);
    await priya.sees("1,000,000 rows × 0.05p");
  },
);
