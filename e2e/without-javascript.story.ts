import { financeSees } from "./books.ts";
import { applies, theDeal } from "./deal.ts";
import { story } from "./people.ts";

story.use({ withoutJavaScript: true });

story(
  "the whole way without JavaScript: from the catalogue to £45,552.00 in the export",
  async ({ tom, meridian }) => {
    const licence = await theDeal(meridian, {
      search: "admitted patient",
      dataset: "Hospital Episode Statistics: Admitted Patient Care",
      kind: "subscription",
      title: "Plain paper, plain forms",
    });
    await financeSees(tom, licence, [{ net: "37,960.00", vat: "7,592.00", gross: "45,552.00" }]);
  },
);

story("without JavaScript a form says what is wrong and keeps what was typed", async ({ priya }) => {
  await priya.opens("/applications/new?dataset=hes-apc&model=subscription");
  await priya.fills("Title of the project", "Too");
  await priya.fills("How many people will use the data?", "0");
  await priya.presses("Send application");
  await priya.sees("There is a problem");
  await priya.sees("Give the project a title of at least 5 characters");
  await priya.page.locator('input[name="title"][value="Too"]').waitFor();
});

story(
  "without JavaScript an offer is calculated at a press, and what was typed stays",
  async ({ priya, james }) => {
    const application = await applies(priya, {
      search: "admitted patient",
      dataset: "Hospital Episode Statistics: Admitted Patient Care",
      kind: "subscription",
      title: "Calculated before it is offered",
    });
    await james.opens(`/applications/${application}/offer`);
    await james.fills("Price a year of the tier “standard”", "35,000");
    await james.presses("Calculate");
    await james.sees("£37,960.00 → £35,000.00 (−7.8%)");
    await james.page.locator('input[name="parameters.tiers.standard"][value="35,000"]').waitFor();
  },
);
