import { story } from "./people.ts";

story("a custodian's mandate is put on record before a dataset is licensed", async ({ elena }) => {
  await elena.opens("/commercial/price-lists?show=none");
  await elena.page.locator("main table").getByRole("link").first().click();
  await elena.sees("Nothing can be licensed before the custodian's mandate is on record.");
  await elena.presses("Record the mandate");
  await elena.sees("Enter the reference of the mandate");
  await elena.fills("Reference of the mandate", "MAN-2026-777");
  await elena.fills("Granted by", "The custodian");
  await elena.fills("First day", "2026-01-01");
  await elena.presses("Record the mandate");
  await elena.sees("The mandate is on record.");
  await elena.sees("MAN-2026-777, granted by The custodian");
});
