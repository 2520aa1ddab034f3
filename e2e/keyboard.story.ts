import { expect, type Person, story } from "./people.ts";

/** Presses Tab until the focus stands on what has these words; on the way the focus is always to be seen. */
async function tabsTo({ page }: Person, words: RegExp, most = 80) {
  for (let count = 0; count < most; count++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return null;
      const { outlineStyle, boxShadow } = getComputedStyle(element);
      const label =
        element instanceof HTMLInputElement
          ? (element.labels?.[0]?.innerText ?? element.name)
          : element.innerText;
      return {
        label,
        isSeen:
          element.getBoundingClientRect().width > 0 && (outlineStyle !== "none" || boxShadow !== "none"),
      };
    });
    if (!focused) continue;
    expect(focused.isSeen, `the focus on “${focused.label}” can be seen`).toBe(true);
    if (words.test(focused.label.trim())) return;
  }
  throw new Error(`The keyboard does not reach ${words}`);
}

story("by keyboard alone: past the top, to the search, to a dataset, to its prices", async ({ visitor }) => {
  await visitor.opens("/");
  await tabsTo(visitor, /^Skip to main content$/, 1);
  await visitor.page.keyboard.press("Enter");
  await tabsTo(visitor, /^Search \d+ datasets/, 3);
  await visitor.page.keyboard.type("stroke");
  await visitor.page.keyboard.press("Enter");
  await visitor.sees("1 dataset");
  await tabsTo(visitor, /^Sentinel Stroke National Audit Programme$/);
  await visitor.page.keyboard.press("Enter");
  await visitor.sees("What would it cost, under each of the nine?");
  await tabsTo(visitor, /^Standard terms$/);
  await visitor.page.keyboard.press("Enter");
  await visitor.sees(/A report every/);
});

story(
  "by keyboard alone: a signatory reports, is told what is wrong, and lands on the field",
  async ({ anthony }) => {
    await anthony.opens("/workspace");
    await tabsTo(anthony, /^Licences$/);
    await anthony.page.keyboard.press("Enter");
    await anthony.page.waitForURL(/\/licences$/);
    await tabsTo(anthony, /^Chemotherapy for trial design/);
    await anthony.page.keyboard.press("Enter");
    await anthony.page.waitForURL(/\/licences\/HDL-/);
    await tabsTo(anthony, /^Statements, period by period$/);
    await anthony.page.keyboard.press("Enter");
    await anthony.page.waitForURL(/\/statements$/);
    await tabsTo(anthony, /^(Prepare the statement|Restate this period)/);
    await anthony.page.keyboard.press("Enter");
    await anthony.page.waitForURL(/\/statements\/new/);
    await tabsTo(anthony, /^What royalty did you calculate/);
    await anthony.page.keyboard.type("1.234");
    await tabsTo(anthony, /^Check the statement$/);
    await anthony.page.keyboard.press("Enter");
    await anthony.sees("There is a problem");
    expect(await anthony.page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("alert");
    await tabsTo(anthony, /^Enter an amount in pounds, like/, 1);
    await anthony.page.keyboard.press("Enter");
    expect(await anthony.page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe(
      "claimed",
    );
  },
);
