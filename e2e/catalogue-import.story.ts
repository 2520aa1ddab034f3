import { expect, type Person, story } from "./people.ts";

const record = (pid: string, title: string, more: object = {}) =>
  JSON.stringify({
    pid,
    version: "1.0.0",
    summary: { title, abstract: "<img src=x onerror=alert(1)>", publisher: { name: "NHS DIGITAL" }, ...more },
  });
const hostile = `<script>alert("gone")</script> \u202Egnitirw ${"long".repeat(100)}`;

const importsTwice = async (elena: Person, visitor: Person, mark: string) => {
  const dialogs: string[] = [];
  for (const person of [elena, visitor]) {
    await person.opens("/");
    person.page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      return dialog.dismiss();
    });
  }
  const upload = async (lines: string[]) => {
    await elena.opens("/commercial/catalogue/import");
    await elena.uploads("Metadata files", "records.jsonl", lines.join("\n"));
    await elena.presses("Import");
    await elena.page.waitForURL(/\/commercial\/catalogue\/imports\/IMP-/);
  };
  const counts = async () =>
    (await elena.page.locator("main ul").first().locator("li").allTextContents()).map((text) => text.trim());

  await upload([
    record(`${mark}-good`, `Knees ${mark}`),
    record(`${mark}-bad`, `${hostile} ${mark}`),
    "{broken",
  ]);
  expect(await counts()).toEqual(["Read3", "New2", "Changed0", "Unchanged0", "Rejected1"]);
  await elena.sees("It is not JSON");
  await elena.sees("Hidden control characters were taken out");

  const path = await elena.pathOf(/script>alert/);
  await visitor.opens(path);
  await expect(visitor.page.getByRole("heading", { level: 1 })).toContainText(
    '<script>alert("gone")</script>',
  );
  expect(await visitor.page.locator("img[src=x]").count()).toBe(0);
  // Wherever its name stands, the page fits.
  const slug = path.split("/").at(-1)!;
  for (const [person, address] of [
    [visitor, path],
    [visitor, "/catalogue"],
    [visitor, `/compare?set=${slug}&set=hes-apc`],
    [elena, "/commercial/catalogue"],
    [elena, `/commercial/catalogue/${slug}`],
    [elena, "/commercial/price-lists"],
    [elena, "/commercial/decisions"],
  ] as const) {
    await person.opens(address);
    const [page, window] = await person.page.evaluate(() => [
      document.documentElement.scrollWidth,
      globalThis.innerWidth,
    ]);
    expect(page, address).toBeLessThanOrEqual(window!);
  }

  await upload([
    record(`${mark}-good`, `Knees and hips ${mark}`),
    record(`${mark}-bad`, `${hostile} ${mark}`),
  ]);
  expect(await counts()).toEqual(["Read2", "New0", "Changed1", "Unchanged1", "Rejected0"]);
  await elena.unfolds("1 field");
  await elena.sees(`Knees and hips ${mark}`);

  await upload([
    record(`${mark}-good`, `Knees and hips ${mark}`),
    record(`${mark}-bad`, `${hostile} ${mark}`),
  ]);
  expect(await counts()).toEqual(["Read2", "New0", "Changed0", "Unchanged2", "Rejected0"]);
  expect(dialogs).toEqual([]);
};

story(
  "an editor imports good, changed and hostile records; a visitor reads them unharmed",
  async ({ elena, visitor }) => importsTwice(elena, visitor, "with"),
);

story.describe("without JavaScript", () => {
  story.use({ withoutJavaScript: true });
  story("the upload works the same", async ({ elena }) => {
    await elena.opens("/commercial/catalogue/import");
    await elena.uploads("Metadata files", "records.jsonl", record("plain", "Plain knees"));
    await elena.presses("Import");
    await elena.sees("The files are imported");
    await elena.sees("Plain knees");
    await elena.opens("/commercial/catalogue/import");
    await elena.presses("Import");
    await elena.sees("Choose at least one file");
  });
});
