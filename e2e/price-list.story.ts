import { expect, story } from "./people.ts";

story.use({ ownMarketplace: true });

const pages = "/commercial/price-lists/did";

story(
  "a price list: James raises the royalty and lowers what universities pay, Samuel approves, and it holds from its day",
  async ({ james, samuel, visitor }) => {
    await james.opens("/commercial/price-lists");
    await james.fills("Search", "diagnostic imaging");
    await james.presses("Search");
    await james.follows("Diagnostic Imaging Dataset");
    await james.presses("Start a draft from the list in force");
    await james.isAt(`${pages}/edit`);

    await james.opens(`${pages}/edit?model=royalty&for=standard`);
    await james.fills("Bands", "up to: no limit; rate: four");
    await james.presses("Save this model");
    await james.sees("Line 1: rate: Enter a per cent, like 2.5");
    await james.fills("Bands", "up to: no limit; rate: 4");
    await james.presses("Save this model");
    await james.sees("Royalty is saved for standard");

    await james.opens(`${pages}/edit?model=subscription&for=academic`);
    await james.page.getByRole("radio", { name: /A reduction on the standard/ }).check();
    await james.fills("Reduction (%)", "75");
    await james.presses("Save this model");
    await james.sees("Now £5,000.00 a year");

    await james.opens(`${pages}/preview?for=academic`);
    await james.sees("£5,000.00 a year");
    await james.sees("4% of net sales, at least £40,000.00 a year");

    await james.opens(pages);
    await james.sees("What the draft changes");
    const day = await james.page.getByRole("heading", { name: /^The next list, from/ }).innerText();
    await james.fills("What changes, and why?", "The royalty rises, universities pay a quarter.");
    await james.presses("Send for approval");
    await james.sees("The list waits for approval by somebody else");
    await james.opens("/commercial/approvals");
    await james.follows("Diagnostic Imaging Dataset");
    await james.sees("You wrote part of it, so somebody else has to decide");
    await expect(james.page.getByRole("button", { name: "Approve and publish" })).toHaveCount(0);

    await samuel.confirms();
    await samuel.opens("/commercial/approvals");
    await samuel.follows("Diagnostic Imaging Dataset");
    await samuel.sees("What changes against version 1");
    await samuel.sees("£40,000.00");
    await samuel.presses("Approve and publish");
    await samuel.sees("It is decided");

    await visitor.opens("/datasets/did");
    await visitor.sees("2% of net sales, at least £40,000.00 a year");
    await james.opens("/commercial/price-lists?q=imaging");
    await james.sees(`New list from ${day.replace(/^.*from /, "")}`);

    // The date is moved on the page here; other stories move it through the store.
    await james.opens("/demo/clock");
    await james.presses("One month on");
    await james.sees("The date moved on from");
    await visitor.opens("/datasets/did");
    await visitor.sees("4% of net sales, at least £40,000.00 a year");
    await james.opens(pages);
    await james.sees("From version 1 to version 2");
  },
);
