import AxeBuilder from "@axe-core/playwright";
import { expect, type Person } from "./people.ts";

/** Opens each page at three widths, light and dark: axe finds nothing, nothing runs over the edge. */
export async function looksOver(person: Person, paths: readonly string[]) {
  for (const path of paths) {
    await person.opens(path);
    for (const [width, colorScheme] of [
      [1280, "light"],
      [320, "light"],
      [768, "dark"],
    ] as const) {
      await person.page.setViewportSize({ width, height: 900 });
      await person.page.emulateMedia({ colorScheme });
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
