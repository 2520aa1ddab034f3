import { theDeal } from "./deal.ts";
import { reports } from "./licence.ts";
import { looksOver } from "./looks-over.ts";
import { expect, story } from "./people.ts";

story(
  "an equity licence says what comes next and who does it; all else waits in one menu, opened by key, by what it concerns",
  async ({ ruth, leo, owen, astral }) => {
    const licence = await theDeal(astral, {
      search: "devices outcomes",
      dataset: "Medical Devices Outcomes Registry",
      kind: "equity_share",
      title: "Pumps that tell when they tire",
      extra: async (member) => {
        await member.fills(/^What is your company worth/, "12,400,000");
        await member.fills(/^How many shares does it have/, "1000000");
      },
    });
    const page = `/licences/${licence}`;
    await astral.nhs.sees("The licence is in force. Nothing is invoiced yet.");

    // The buyer reads who does it, and is offered no form.
    await leo.opens(page);
    await leo.sees(/owes: Allotment of 50,000 shares/);
    await leo.sees("A commercial manager of the NHS records it.");
    await leo.sees(/Access does not wait for them/);
    await expect(leo.page.locator("main .button")).toHaveCount(0);

    await ruth.opens(page);
    await expect(ruth.page.locator("main .button")).toHaveText(["Record the allotment"]);
    await reports(ruth, licence, "Record the allotment", async () => undefined, "Record allotment");
    await ruth.sees(/owes: Share certificate/);
    const menu = ruth.page.locator("summary", { hasText: "Record something else" });
    await menu.focus();
    await ruth.page.keyboard.press("Enter");
    for (const group of ["How the shares come", "What they are worth, and bring", "How they change, and go"])
      await expect(ruth.page.getByRole("heading", { name: group })).toBeVisible();
    await expect(ruth.page.getByRole("link", { name: "Record the release of escrow" })).toHaveCount(0);
    await ruth.follows("Suspend access");
    await ruth.isAt(`${page}/suspend`);
    await ruth.fills("Why?", "The shares were not entered in the register");
    await ruth.presses("Suspend access");
    await ruth.sees("Access is suspended.");

    // The auditor reads the whole deal in words, from the page itself.
    await owen.opens(page);
    await owen.follows("The whole deal, event by event");
    await owen.sees(/Ruth .* suspended access under/);
    await owen.sees(/sent APP-\d+-\d+ for .* under equity share/);
    await owen.sees(/approved version 1 of OFR-\d+-\d+ as the board/);
    await looksOver(ruth, [page, `${page}/suspend`]);
    await looksOver(owen, [`/audit?about=${licence}`]);
  },
);
