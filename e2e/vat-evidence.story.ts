import { aLicence } from "./licence.ts";
import { story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "a VAT number is stated, looked at and recorded; what was invoiced otherwise is credited and invoiced again",
  async ({ katrin, tom, nadia, marketplace }) => {
    await aLicence(marketplace, "halden", {
      dataset: "sact",
      kind: "subscription",
      title: "Pumps that call for help",
      months: 12,
    });
    await katrin.opens("/organisation");
    await katrin.sees("Shown to be in business in Germany since 1 January 2020: no UK VAT, reverse charge.");
    await katrin.fills("VAT number", "DE 136 695 975");
    await katrin.presses("State the VAT number");
    await katrin.sees("Its check digits are wrong: look for a digit that was mistyped");
    await katrin.fills("VAT number", "DE 136 695 976");
    await katrin.presses("State the VAT number");
    await katrin.sees("The VAT number is with the NHS, which asks its register.");

    await tom.opens("/finance/vat");
    await tom.sees("number to check");
    await tom.follows("Halden Devices");
    await tom.chooses("What you saw", "Extract of a company register");
    await tom.fills("What it said, and where", "Handelsregister: struck off");
    await tom.ticks("Neither: VAT at the standard rate");
    await tom.presses("Record evidence");
    await tom.sees("It is recorded.");
    await tom.sees("VAT at the standard rate, until it is shown that it is in business in Germany.");
    const address = new URL(tom.page.url()).pathname;
    await tom.awaits("/finance/invoices", /^CN-/);
    await tom.opens(address);
    await tom.doesNotSee("£0.00");

    await tom.chooses("What you saw", "VAT number, asked of the register of its country (VIES, HMRC)");
    await tom.fills("What it said, and where", "VIES: valid, consultation number WAPIAAAAX1");
    await tom.ticks("In business outside the United Kingdom: no UK VAT");
    await tom.presses("Record evidence");
    await tom.sees("It is recorded.");
    await tom.awaits(address, "£0.00");
    await tom.sees("consultation number WAPIAAAAX1");

    await katrin.opens("/invoices");
    await katrin.sees(/^CN-/);
    await nadia.opens(address);
    await nadia.sees("Tom Barker");
  },
);
