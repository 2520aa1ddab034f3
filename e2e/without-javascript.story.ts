import { financeSees } from "./books.ts";
import { theDeal } from "./deal.ts";
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
