import { civil, daysBetween } from "#server/lib/dates.ts";
import { pounds, scaled } from "#server/lib/money.ts";
import { financeSees, reports, theDeal, timePasses } from "./deal.ts";
import { story } from "./people.ts";

/** The next year with a 29 February whose winter has not begun on a day; other stories may have moved the date on. */
function nextLeapYear(today: string): number {
  let year = Number(today.slice(0, 4));
  while (year % 4 !== 0 || `${year - 1}-12-01` < today) year++;
  return year;
}

story(
  "an upgrade in a leap year: the rise from £37,960.00 to £60,736.00 for the days that are left, of 366",
  async ({ priya, anthony, james, samuel, farah, tom, helen }) => {
    await priya.opens("/applications/new?dataset=hes-apc&model=subscription");
    const leap = nextLeapYear(await priya.page.getByLabel("First day").inputValue());
    const [starts, changes, ends] = [`${leap - 1}-12-01`, `${leap - 1}-12-11`, `${leap}-12-01`].map(civil);
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
        title: "A year of 366 days",
        extra: (member) => member.fills("First day", starts!),
      },
    );
    const today = async () => {
      await priya.opens(`/licences/${licence}/report?fact=seated`);
      return priya.page.getByLabel("From which day?").inputValue();
    };
    while (!((await today()) >= `${leap - 2}-12-20`)) await timePasses(tom, "One year on");
    while (!((await today()) >= changes!)) await timePasses(tom, "One month on");
    const year = { net: "37,960.00", vat: "7,592.00", gross: "45,552.00" };
    await financeSees(tom, licence, [year]);
    await reports(
      james,
      licence,
      "Change the subscription",
      async (person) => {
        await person.fills("From which day?", changes!);
        await person.chooses("Tier", "premium");
      },
      "Change",
    );
    // £22,776.00 a year more × 356/366 days.
    const rise = scaled(60_736_00n - 37_960_00n, daysBetween(changes!, ends!), daysBetween(starts!, ends!));
    const vat = scaled(rise, 20, 100);
    const money = (pence: bigint) => pounds(pence).slice(1);
    await financeSees(tom, licence, [{ net: money(rise), vat: money(vat), gross: money(rise + vat) }, year]);
    await priya.opens(`/licences/${licence}`);
    await priya.sees(/rise from standard to premium\) × 356\/366 days/);
  },
);
