import { aLicence, timePasses } from "./licence.ts";
import { looksOver } from "./looks-over.ts";
import { expect, story } from "./people.ts";

story.use({ ownMarketplace: true });

const oneRow = "record,event_date,code\nR1,2026-01-01,A\n";

story(
  "2 a deliverable that is never delivered: rejected with a reason, and after the long-stop there are damages, a credit and a fee",
  async ({ priya, marketplace, james, tom }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "hes-apc",
      kind: "data_return",
      title: "Codes that never came back",
      months: 12,
    });
    const page = `/licences/${licence}/deliverables`;

    await priya.opens(`/licences/${licence}`);
    await priya.follows(/^Deliverables/);
    await priya.sees("Fee if nothing more is accepted");
    await priya.presses("Hand in the file");
    await priya.sees("Choose the deliverable that this is");
    await priya.chooses("Deliverable", "Cleaned dataset");
    await priya.uploads("File", "codes.csv", oneRow);
    await priya.presses("Hand in the file");
    await priya.sees("the file fails the check");
    await priya.sees("At least 1,000 rows");
    await priya.sees("1 row");

    await james.opens(page);
    expect(await james.downloads(await james.pathOf("codes.csv"))).toBe(oneRow);
    await james.ticks(/^Reject it/);
    await james.presses("Record the decision");
    await james.sees("Say what is missing, in at least 5 characters");
    await james.fills("Reason", "The code system is missing, and there is one row only");
    await james.presses("Record the decision");
    await james.sees("It is rejected. The clock goes on");

    await priya.opens(page);
    await priya.sees(/The code system is missing/);

    // Due after 120 and 240 days, long-stop after 300: nothing more comes.
    await timePasses(marketplace, "month", 5);
    await priya.opens(page);
    await priya.sees("Damages so far");
    await priya.sees(/if it is accepted today/);
    await timePasses(marketplace, "month", 5);

    // £50,615.00 by 60% and 40%; 10% of £30,369.00 at most, 9 weeks × 0.5% of £20,246.00.
    await priya.opens(page);
    await priya.sees("What was not accepted before became a fee of");
    await priya.sees("Not delivered");
    for (const amount of ["£3,036.90", "£911.07", "£3,947.97", "£75,922.50"]) await priya.sees(amount);
    for (const person of [priya, tom]) {
      await person.opens(person === tom ? `/finance/invoices?licence=${licence}` : page);
      for (const amount of ["£60,738.00", "£3,036.90", "£911.07", "£91,107.00"]) await person.sees(amount);
    }
    await priya.doesNotSee("Hand in the file");
    await looksOver(priya, [page]);
  },
);
