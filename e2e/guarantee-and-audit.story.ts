import { aLicence, reports, states, timePasses } from "./licence.ts";
import { expect, story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "a guarantee of £99,840.00 is recouped, then exhausted; an audit finds sales of £2,000,000.00 and brings £40,000.00, interest and its cost",
  async ({ james, tom, anthony, marketplace }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "sact",
      kind: "royalty",
      title: "A guarantee that runs out",
      months: 60,
      netSalesPerYear: "16000000",
    });
    const invoices = `/finance/invoices?licence=${licence}`;
    await tom.awaits(invoices, "£119,808.00");

    await timePasses(marketplace, "month", 3);
    // First quarter: 2% of £4,000,000.00 = £80,000.00, all of it against the guarantee.
    await anthony.opens(`/licences/${licence}/statements`);
    await anthony.follows(/^Prepare the statement/);
    await anthony.sees("Add a row");
    await anthony.unfolds("The rows as text");
    await anthony.fills("Or type the rows", "month,gross\n1999-01,5.00\n");
    await anthony.presses("Check the statement");
    await anthony.sees("This statement cannot be taken");
    await anthony.sees(/1999-01 is not in the period/);
    await states(
      anthony,
      licence,
      ([month]) => `month,product,gross,taxes\n${month},Oncora,4400000,400000\n`,
    );
    await anthony.opens(`/licences/${licence}/statements`);
    await anthony.follows(/^STM-\d+-\d+$/);
    await anthony.sees("Finance Director");
    await anthony.sees("£19,840.00 is left now");

    // Second quarter: £80,000.00 again; £19,840.00 use the guarantee up, £60,160.00 are paid.
    await timePasses(marketplace, "month", 3);
    await states(anthony, licence, ([month]) => `month,gross\n${month},4000000\n`, 1);
    await tom.awaits(invoices, "£72,192.00");

    // The NHS audits: the extra 2% of £2,000,000.00 is due since thirty days after the statement.
    await timePasses(marketplace, "month", 2);
    await anthony.opens(`/licences/${licence}/statements`);
    const quarter = new URL(
      (await anthony.page
        .getByRole("link", { name: /^Restate this period/ })
        .first()
        .getAttribute("href")) ?? "",
      anthony.url,
    ).searchParams.get("period");
    await reports(
      james,
      licence,
      "Record an audit",
      async (person) => {
        await person.fills("First day of the quarter", quarter!);
        await person.fills("Net sales that were not reported", "2,000,000");
        await person.fills("Cost of the audit (optional)", "18,500");
      },
      "Record audit",
    );
    await tom.awaits(invoices, "£48,000.00");
    await tom.sees("£18,500.00");
    const notes = tom.page.getByRole("link", { name: /^DN-/ });
    expect(await notes.count()).toBe(2);
    await notes.first().click();
    await tom.sees(/(Interest on what was not reported|Cost of the audit)/);
    await tom.opens(invoices);
    await notes.last().click();
    await tom.sees(/(£40,000.00 × \d+\.\d+% × \d+\/365 days|more than 5%)/);
  },
);
