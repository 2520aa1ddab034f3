import { story } from "./people.ts";

story(
  "a custodian's mandate is recorded by one and confirmed by another before a dataset is licensed",
  async ({ elena, samuel }) => {
    await elena.opens("/commercial/price-lists?show=none");
    await elena.page.locator("main table").getByRole("link").first().click();
    await elena.sees("Nothing can be licensed before the custodian's mandate is on record.");
    await elena.presses("Record the mandate");
    await elena.sees("Enter the reference of the mandate");
    await elena.fills("Reference of the mandate", "MAN-2026-777");
    await elena.fills("Granted by", "The custodian");
    await elena.fills("First day", "2026-01-01");
    await elena.presses("Record the mandate");
    await elena.sees("It waits for a second person, who reads the mandate and confirms it.");
    const { pathname } = new URL(elena.page.url());

    await samuel.opens("/commercial/approvals");
    await samuel.sees(/MAN-2026-777, granted by The custodian/);
    await samuel.presses("Confirm the mandate");
    await samuel.sees("It is decided.");
    await elena.opens(pathname);
    await elena.sees("MAN-2026-777, granted by The custodian");
    await elena.doesNotSee("Nothing can be licensed before the custodian's mandate is on record.");
  },
);
