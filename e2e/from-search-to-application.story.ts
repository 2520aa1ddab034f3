import { expect, story } from "./people.ts";

const hes = "Hospital Episode Statistics: Admitted Patient Care";

story(
  "Priya finds two datasets by what she means, compares them, quotes both and applies with the quote; James offers it with the service",
  async ({ james, priya }) => {
    await priya.opens("/workspace");
    await priya.leadsToSearch();
    await priya.page.keyboard.type("inpatient admisions");
    await priya.page.keyboard.press("Enter");
    await priya.isAt("/catalogue");
    await priya.sees(/^Showing results for/);
    await priya.ticks(`Compare ${hes}`);
    await priya.opens("/catalogue?q=chemotherapy");
    await priya.ticks("Compare Systemic Anti-Cancer Therapy");
    await priya.follows("Compare 2");
    await priya.isAt("/compare");
    await expect(priya.page.getByRole("row", { name: /^Custodian differs/ })).toBeVisible();
    await priya.follows("Quote these");
    await priya.isAt("/quotes/new");
    await priya.ticks(/^5 Subscription/);
    await priya.presses("Calculate the quote");
    // £37,960.00 and £49,920.00 a year at list terms, each with its service.
    await priya.sees("£37,960.00");
    await priya.sees("£49,920.00");
    await priya.presses("Keep this quote");
    await priya.sees("The quote is kept");
    const reference = new URL(priya.page.url()).pathname.split("/").at(-1)!;
    await priya.follows("Apply with this quote");
    await priya.fills("Title of the project", "Admissions during chemotherapy");
    await priya.fills(
      "What will you use the data for?",
      "Describe who is admitted in the month after a cycle.",
    );
    await priya.fills("How do patients or the public gain?", "Wards know whom to call before they fall ill.");
    await priya.presses("Send 2 applications");
    await priya.sees("2 applications are sent, one a dataset");
    const [application] = await priya.page.getByRole("status").getByRole("link").allInnerTexts();
    await james.opens(`/applications/${application}`);
    await james.sees(reference);
    await james.follows("Make an offer");
    const withService = james.page.getByRole("radio", {
      name: new RegExp(`^With the service, .* as in ${reference}`),
    });
    await expect(withService).toBeChecked();
    await james.presses("Make this offer");
    await james.sees("It waits for approval by somebody else");
    await james.sees("The service around the data");
    await james.sees("User of the secure environment");
    await james.sees("£472.00");
  },
);
