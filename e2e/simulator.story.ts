import { expect, story } from "./people.ts";

story(
  "the simulator: nine models answer a slider at once, the forecast stays behind the #, is saved, and becomes an application",
  async ({ james, priya, visitor }) => {
    await visitor.opens("/simulator");
    await visitor.sees("What would it cost, under each of the nine?");
    const requests: string[] = [];
    visitor.page.on("request", (request) => requests.push(request.url() + (request.postData() ?? "")));
    const sales = visitor.page.getByLabel("Peak sales a year");
    const before = await visitor.page.locator("label.model-card", { hasText: "Royalty" }).innerText();
    await sales.focus();
    for (let count = 0; count < 4; count++) await visitor.page.keyboard.press("ArrowRight");
    await expect(visitor.page.locator("label.model-card", { hasText: "Royalty" })).not.toHaveText(before);
    await visitor.page.waitForURL(/#.*peakSales=390000000/);
    expect(requests.filter((request) => /390000000/.test(request))).toEqual([]);

    await visitor.page.getByText("Table", { exact: true }).click();
    await visitor.sees("Your present value");
    await visitor.page.getByText("Both, cumulative").click();
    await visitor.sees("Without a product");

    // A shared address shows the same forecast to somebody else, who keeps it and applies with it.
    await priya.opens(visitor.page.url().slice(visitor.url.length));
    await expect(priya.page.getByLabel("Peak sales a year")).toHaveAttribute("aria-valuetext", "£390 m");
    await priya.fills("Save this one as", "A brisk market");
    await priya.presses("Save");
    await priya.sees("Saved as A brisk market");
    await priya.presses("Make these my terms");
    await priya.isAt("/applications/new");
    await expect(priya.page.getByLabel("What net sales do you expect a year?")).toHaveValue("390000000");
    await expect(priya.page.getByLabel("For how many months?")).toHaveValue("96");
    await priya.opens("/simulator");
    await priya.presses(/^A brisk market/);
    await expect(priya.page.getByLabel("Peak sales a year")).toHaveAttribute("aria-valuetext", "£390 m");

    const [csv] = await Promise.all([priya.page.waitForEvent("download"), priya.presses("Download as CSV")]);
    expect(csv.suggestedFilename()).toMatch(/^forecast-hes-apc-.*\.csv$/);

    // Forecasts are the buyer's own: the NHS sees none.
    await james.opens("/simulator");
    await james.doesNotSee("A brisk market");
  },
);

story.describe("without JavaScript", () => {
  story.use({ withoutJavaScript: true });
  story("the simulator answers when its form is sent", async ({ priya }) => {
    await priya.opens("/simulator");
    await priya.page.getByLabel("Length of the licence").evaluate((slider: HTMLInputElement) => {
      slider.value = "2";
    });
    await priya.presses("Show what it costs");
    await priya.sees("You pay, 3 years");
    await priya.fills("Save this one as", "Three years");
    await priya.presses("Save");
    await priya.sees("Saved as Three years");
    await priya.sees("You pay, 3 years");
  });
});
