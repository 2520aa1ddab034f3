import { financeSees, reports, theDeal, timePasses } from "./deal.ts";
import { story } from "./people.ts";

story(
  "6 usage: 7,350,000 rows less 250,000 free = £500.00 + £1,200.00 + £367.50 = £2,067.50, billed five days after the month",
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
        kind: "usage_based",
        title: "Letters before an operation",
        extra: (member) => member.fills(/rows do you expect/, "7000000"),
      },
    );
    await reports(
      priya,
      licence,
      "Report usage",
      (person) => person.fills("How much was used on that day?", "7350000"),
      "Report usage",
    );
    await financeSees(tom, licence, []);
    await timePasses(tom, "One month on");
    await timePasses(tom, "One day on", 5);
    await financeSees(tom, licence, [{ net: "2,067.50", vat: "413.50", gross: "2,481.00" }]);
    await priya.opens(`/licences/${licence}`);
    await priya.sees("1,000,000 rows × 0.05p");
  },
);
