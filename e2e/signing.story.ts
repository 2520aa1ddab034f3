import { applies, approves, offers } from "./deal.ts";
import { looksOver } from "./looks-over.ts";
import { expect, story } from "./people.ts";

story(
  "a price below the list is seen by who approves; nobody signs in another name; the NHS reads the buyer's signature",
  async ({ priya, james, samuel, anthony, helen, meridian }) => {
    const wanted = {
      search: "admitted patient",
      dataset: "Hospital Episode Statistics: Admitted Patient Care",
      kind: "subscription" as const,
      title: "Signed in one's own name",
    };
    const application = await applies(priya, wanted);
    const offer = await offers(james, application, {
      ...wanted,
      offer: async (manager) => {
        await manager.fills("Price a year of the tier “standard”", "35,000");
        // Without any press: the sum follows what is typed, £35,000.00 and 20% of it.
        const live = manager.page.getByText("What this offer comes to").locator("..");
        await expect(live.getByText("£42,000.00").first()).toBeVisible();
        await expect(live.getByText("It will need: an approver.")).toBeVisible();
      },
    });
    await samuel.opens(`/offers/${offer}`);
    await samuel.sees("£37,960.00 → £35,000.00 (−7.8%)");
    await approves(meridian, offer);

    await anthony.confirms();
    await anthony.opens(`/offers/${offer}/sign`);
    await anthony.sees("The licensee pays £35,000.00 a year");
    await anthony.fills("Your full name", "Bob Dylan");
    await anthony.ticks(/I may sign for/);
    await anthony.presses("Sign the contract");
    await anthony.sees("You are signed in as Anthony Whitfield, so type that name to agree");
    await anthony.fills("Your full name", "anthony  WHITFIELD");
    await anthony.presses("Sign the contract");
    await anthony.sees(/^You have signed\. The NHS/);

    await helen.confirms();
    await helen.opens(`/offers/${offer}/sign`);
    const signed = helen.page.getByRole("region", { name: "Signed for the licensee" });
    for (const words of [
      "Anthony Whitfield",
      /Signatory of Meridian Therapeutics, a role held since/,
      /password/,
    ])
      await expect(signed.getByText(words).first()).toBeVisible();
    await looksOver(anthony, [`/offers/${offer}`]);
  },
);
