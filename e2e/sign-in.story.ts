import { expect, story } from "./people.ts";

for (const withoutJavaScript of [false, true])
  story.describe(withoutJavaScript ? "without JavaScript" : "with JavaScript", () => {
    story.use({ withoutJavaScript });

    // In other stories people come with a session from the store behind this button.
    story("one click signs in as a made-up person, one more signs out", async ({ visitor }) => {
      await visitor.opens("/sign-in");
      await visitor.presses(/^Anthony Whitfield/);
      await visitor.isAt("/workspace");
      await expect(visitor.page.getByRole("link", { name: "Anthony Whitfield" })).toBeVisible();
      await visitor.presses("Sign out");
      await expect(visitor.page.getByRole("link", { name: "Sign in", exact: true }).first()).toBeVisible();
      await visitor.opens("/licences");
      await visitor.isAt("/sign-in");
    });
  });
