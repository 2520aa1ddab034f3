import AxeBuilder from "@axe-core/playwright";
import { expect, type Person, story } from "./people.ts";

/** Opens each page at three widths, light and dark: axe finds nothing, nothing runs over the edge. */
async function looksOver(person: Person, paths: readonly string[]) {
  for (const path of paths) {
    for (const [width, colorScheme] of [
      [1280, "light"],
      [320, "light"],
      [768, "dark"],
    ] as const) {
      await person.page.setViewportSize({ width, height: 900 });
      await person.page.emulateMedia({ colorScheme });
      await person.opens(path);
      const { violations } = await new AxeBuilder({ page: person.page }).analyze();
      expect(
        violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
        ),
        `${path} at ${width} px, ${colorScheme}`,
      ).toEqual([]);
      expect(
        await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        `${path} fits ${width} px`,
      ).toBeLessThanOrEqual(0);
    }
  }
}

const one = async (person: Person, list: string, link: RegExp) => {
  await person.opens(list);
  return (await person.page.locator("main").getByRole("link", { name: link }).first().getAttribute("href"))!;
};

story("visitors: every public page is accessible, wide, narrow and dark", async ({ visitor }) => {
  await looksOver(visitor, [
    "/",
    "/catalogue",
    "/catalogue?setting=hospital&model=royalty",
    "/datasets/hes-apc",
    "/datasets/gdppr",
    "/datasets/national-linked-record",
    "/models",
    "/sign-in",
    "/sign-in/by-link",
    "/accessibility",
    "/demo/clock",
    "/demo/mailbox",
  ]);
});

story("buyers: every page is accessible, wide, narrow and dark", async ({ priya, anthony }) => {
  const licence = "/licences/HDL-2026-0001";
  await looksOver(priya, [
    "/workspace",
    "/applications",
    "/applications/new?dataset=hes-apc&model=royalty",
    "/licences",
    licence,
    "/invoices",
    await one(priya, "/invoices", /^INV-/),
    "/account",
    "/organisation",
    "/confirm",
  ]);
  await looksOver(anthony, [`${licence}/report?fact=reported`, `${licence}/end`]);
});

story("the NHS: every page is accessible, wide, narrow and dark", async ({ james, tom, owen, alice }) => {
  await looksOver(james, [
    "/commercial",
    "/commercial/pipeline",
    "/commercial/approvals",
    "/licences",
    await one(james, "/commercial/pipeline", /Statins/),
    await one(james, "/commercial/pipeline?state=offered", /./),
  ]);
  await looksOver(tom, [
    "/finance",
    "/finance/invoices",
    "/finance/invoices?state=overdue",
    "/finance/receipts",
    "/finance/receipts/new",
    "/finance/run",
    "/finance/exports",
    await one(tom, "/finance/receipts", /^RC-/),
  ]);
  await looksOver(owen, ["/audit"]);
  await looksOver(alice, ["/admin"]);
});
