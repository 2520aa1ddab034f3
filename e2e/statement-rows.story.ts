import { aLicence, timePasses } from "./licence.ts";
import { expect, story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "a statement of 250 sales is read a hundred at a time, to its end",
  async ({ anthony, marketplace }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "sact",
      kind: "royalty",
      title: "Sales of many products",
      months: 24,
      netSalesPerYear: "1000000",
    });
    await timePasses(marketplace, "month", 3);
    await anthony.opens(`/licences/${licence}/statements`);
    await anthony.follows("Prepare the statement");
    await anthony.sees("Add a row");
    await anthony.unfolds("The rows as text");
    const typed = anthony.page.getByLabel("Or type the rows");
    const [month] = /\d{4}-\d{2}(?:-\d{2})?/.exec(await typed.inputValue())!;
    const sales = Array.from({ length: 250 }, (_, index) => `${month},${index + 1}.00,Product ${index + 1}`);
    await typed.fill(["month,gross,product", ...sales].join("\n"));
    await anthony.presses("Check the statement");

    const shown = async () => {
      const cells = await anthony.page.getByRole("cell", { name: /^Product \d+$/ }).allInnerTexts();
      return [cells.length, cells[0], cells.at(-1)];
    };
    await anthony.sees("Rows 1 to 100 of 250.");
    expect(await shown()).toEqual([100, "Product 1", "Product 100"]);
    await anthony.follows("The next 100");
    await anthony.sees("Rows 101 to 200 of 250.");
    expect(await shown()).toEqual([100, "Product 101", "Product 200"]);
    await anthony.follows("The next 100");
    await anthony.sees("Rows 201 to 250 of 250.");
    expect(await shown()).toEqual([50, "Product 201", "Product 250"]);
    await anthony.doesNotSee("The next 100");
    // An address that names no row begins at the first.
    const { pathname } = new URL(anthony.page.url());
    await anthony.opens(`${pathname}?row=251`);
    await anthony.sees("Rows 1 to 100 of 250.");
  },
);
