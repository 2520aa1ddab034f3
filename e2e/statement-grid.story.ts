import { aLicence, timePasses } from "./licence.ts";
import { expect, type Person, story } from "./people.ts";

story.use({ ownMarketplace: true });

const sales = {
  dataset: "sact",
  kind: "royalty",
  title: "Sales typed into a table",
  months: 24,
  netSalesPerYear: "9000000",
} as const;
const cell = (person: Person, name: string) => person.page.getByLabel(name, { exact: true });

/** What a spreadsheet puts on the clipboard, pasted into a cell. */
const pastes = (person: Person, into: string, text: string) =>
  cell(person, into).evaluate((element, copied) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", copied);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);

story(
  "rows pasted into the table: 2% of £500,000.00 + £700,000.00 is £24,000.00 before anything is sent, there after a reload, and kept when refused",
  async ({ anthony, marketplace }) => {
    const licence = await aLicence(marketplace, "meridian", sales);
    await timePasses(marketplace, "month", 3);
    await anthony.opens(`/licences/${licence}`);
    // The guarantee is overdue, so it comes first; the statement, whose quarter is over, is offered on its day.
    await anthony.sees(/^Meridian Therapeutics owes £119,808.00 on INV-000001/);
    await anthony.follows("Prepare the statement");

    await anthony.sees("It is calculated as you type");
    await pastes(anthony, "Gross, row 1", "500,000.00\n£700,000.00");
    await expect(cell(anthony, "Gross, row 2")).toHaveValue("700000.00");
    const live = anthony.page.getByRole("region", { name: "What it comes to" });
    await expect(live.getByText("£1,200,000.00").first()).toBeVisible();
    await expect(live.getByText("£24,000.00").first()).toBeVisible();

    // A row whose month is outside says so at once, by its number.
    await anthony.presses("Add a row");
    const added = await anthony.page.getByLabel(/^Month, row/).count();
    await cell(anthony, `Month, row ${added}`).fill("1999-01");
    await cell(anthony, `Gross, row ${added}`).fill("5");
    await expect(live.getByText(/1999-01 is not in the period/)).toBeVisible();

    await anthony.page.reload();
    await anthony.sees("What you typed is here again. It has not been sent.");
    await expect(cell(anthony, "Gross, row 1")).toHaveValue("500000.00");
    await anthony.presses("Check the statement");
    await anthony.sees("This statement cannot be taken");

    await anthony.follows("Send it again");
    await anthony.sees(/^It begins with the rows of STM-/);
    const last = anthony.page.getByRole("button", { name: /^Take away row/ }).last();
    await last.click();
    await expect(live.getByText("£24,000.00").first()).toBeVisible();
    await anthony.presses("Check the statement");
    await anthony.sees("What the quarter earned");
    await anthony.sees("£24,000.00");
  },
);

story.describe("without JavaScript", () => {
  story.use({ withoutJavaScript: true });

  story("the rows are text, checked as before", async ({ anthony, marketplace }) => {
    const licence = await aLicence(marketplace, "meridian", sales);
    await timePasses(marketplace, "month", 3);
    await anthony.opens(`/licences/${licence}/statements`);
    await anthony.follows("Prepare the statement");
    const typed = anthony.page.getByLabel("Or type the rows");
    const [month] = /\d{4}-\d{2}(?:-\d{2})?/.exec(await typed.inputValue())!;
    await typed.fill(`month,gross\n${month},1000\n`);
    await anthony.presses("Check the statement");
    await anthony.sees("What the quarter earned");
  });
});
