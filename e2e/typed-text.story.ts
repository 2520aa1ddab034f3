import { expect } from "@playwright/test";
import { type Person, story } from "./people.ts";

const page = "/applications/new?dataset=hes-apc&model=subscription";
const title = "Readmission after hip fracture, typed once";

async function fillsAnApplication(priya: Person) {
  await priya.opens(page);
  await priya.fills("Title of the project", title);
  await priya.fills("What will you use the data for?", "Describe who comes back within thirty days.");
  await priya.fills("How do patients or the public gain?", "Patients at risk are called in the first week.");
  await priya.fills("How many people will use the data?", "7");
}

async function losesTheSession(priya: Person) {
  await priya.page.context().clearCookies();
  await priya.presses("Send application");
  await priya.isAt("/sign-in");
  await priya.presses("Priya Shah");
  await priya.isAt("/applications/new");
}

const isThere = async (priya: Person) => {
  await priya.sees("What you typed is here again. It has not been sent.");
  await expect(priya.page.locator('input[name="title"]')).toHaveValue(title);
  await expect(priya.page.locator('input[name="users"]')).toHaveValue("7");
  await expect(priya.page.locator('textarea[name="purpose"]')).toHaveValue(/thirty days/);
};

story(
  "a session that ends over a long form loses nothing: signed in again, the form is as typed, and is sent once",
  async ({ priya }) => {
    await fillsAnApplication(priya);
    await losesTheSession(priya);
    await isThere(priya);
    await priya.presses("Send application");
    await priya.sees("Your application is sent");
    await priya.opens(page);
    await priya.doesNotSee("What you typed is here again");
  },
);

story.describe("without JavaScript", () => {
  story.use({ withoutJavaScript: true });

  story("the same; and the form sent again by Back is the same application", async ({ priya }) => {
    await fillsAnApplication(priya);
    await losesTheSession(priya);
    await isThere(priya);
    await priya.presses("Send application");
    await priya.sees("Your application is sent");
    const first = priya.page.url();
    await fillsAnApplication(priya);
    await priya.presses("Send application");
    await priya.sees("Your application is sent");
    expect(priya.page.url()).toBe(first);
  });
});
