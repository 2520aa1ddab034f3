import { looksOver } from "./looks-over.ts";
import { expect, type Person, story } from "./people.ts";

const total = (person: Person) =>
  person.page
    .getByRole("status")
    .filter({ hasText: /dataset/ })
    .first();

story(
  "filters apply as they are ticked: the address follows, and back, reload and a chip lead back",
  async ({ visitor }) => {
    await visitor.opens("/catalogue");
    const { page } = visitor;
    const all = await total(visitor).innerText();
    const hospital = page.getByRole("checkbox", { name: /^Hospital/ }).first();
    await hospital.check();
    await page.waitForURL(/[?&]setting=hospital/);
    await expect(total(visitor)).not.toHaveText(all);
    await expect(hospital).toBeFocused();
    const some = await total(visitor).innerText();
    await page.reload();
    await expect(total(visitor)).toHaveText(some);
    await expect(page.getByRole("checkbox", { name: /^Hospital/ }).first()).toBeChecked();
    await page.getByRole("link", { name: /^Hospital .*take away/ }).click();
    await page.waitForURL((address) => address.pathname === "/catalogue" && !address.search);
    await expect(total(visitor)).toHaveText(all);
    await page.goBack();
    await page.waitForURL(/[?&]setting=hospital/);
    await expect(total(visitor)).toHaveText(some);
  },
);

story(
  "by keyboard from any page: a slash, a few letters, an arrow, and the dataset is there",
  async ({ visitor }) => {
    await visitor.opens("/models");
    const { page } = visitor;
    await visitor.leadsToSearch();
    await page.keyboard.type("joint regis");
    await expect(page.getByRole("option", { name: "National Joint Registry" })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await visitor.isAt("/datasets/njr");
  },
);

story("a word with a typing fault, by another name, is found and said", async ({ visitor }) => {
  await visitor.opens("/catalogue?q=heart+attak");
  await visitor.sees("heart attack");
  await visitor.sees(/^Also searched/);
  await visitor.sees("Myocardial Ischaemia National Audit Project");
});

story("the catalogue with a query is accessible, wide, narrow and dark", async ({ visitor }) => {
  await looksOver(visitor, ["/catalogue?q=hospital&sort=newest", "/catalogue?q=nothinglikethis"]);
});

story.describe("without JavaScript", () => {
  story.use({ withoutJavaScript: true });
  story("filters, search, order and pages are plain forms and links", async ({ visitor }) => {
    await visitor.opens("/catalogue");
    const { page } = visitor;
    await visitor.follows("Next page");
    await visitor.sees("Page 2 of");
    await visitor.opens("/catalogue");
    await page
      .getByRole("checkbox", { name: /^Hospital/ })
      .first()
      .check();
    await visitor.presses("Apply filters");
    await page.waitForURL(/[?&]setting=hospital/);
    await visitor.fills("Search", "admitted");
    await page.getByRole("main").getByRole("button", { name: "Search" }).click();
    await page.waitForURL(/q=admitted/);
    expect(new URL(page.url()).searchParams.get("setting")).toBe("hospital");
    await expect(
      page.getByRole("heading", { name: "Hospital Episode Statistics: Admitted Patient Care" }),
    ).toBeVisible();
  });
});
