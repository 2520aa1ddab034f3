import { financeSees } from "./books.ts";
import { aLicence, reports, timePasses } from "./licence.ts";
import { story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "late usage is re-rated: 980,000 rows = £490.00; 60,000 more, heard after the bill, make £512.00, so £22.00 stand on the next one",
  async ({ priya, marketplace, tom }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "hes-apc",
      kind: "usage_based",
      title: "Rows that come late",
      months: 12,
      usagePerMonth: "1000000",
    });
    // 250,000 rows a month are free.
    const used = (quantity: string, on?: string) =>
      reports(
        priya,
        licence,
        "Report usage",
        async (person) => {
          if (on) await person.fills("Day of the usage", on);
          await person.fills("How much was used on that day?", quantity);
        },
        "Report usage",
      );
    await priya.opens(`/licences/${licence}/report?fact=used`);
    const first = await priya.page.getByLabel("Day of the usage").inputValue();
    await used("1230000");
    await timePasses(marketplace, "month");
    await timePasses(marketplace, "day", 5);
    const bill = { net: "490.00", vat: "98.00", gross: "588.00" };
    await financeSees(tom, licence, [bill]);

    const second = new Date(`${first}T12:00:00Z`);
    second.setUTCDate(second.getUTCDate() + 1);
    // The day after the bill is late; on the day itself it would still have been put right at once.
    await timePasses(marketplace, "day");
    await used("60000", second.toISOString().slice(0, 10));
    // It waits for the next bill: nothing is issued for it on the day.
    await timePasses(marketplace, "day");
    await financeSees(tom, licence, [bill]);
    await timePasses(marketplace, "month");
    await financeSees(tom, licence, [{ net: "22.00", vat: "4.40", gross: "26.40" }, bill]);
    await priya.opens(`/licences/${licence}`);
    await priya.sees("40,000 rows × 0.03p");
    await priya.sees("Charged before");
  },
);
