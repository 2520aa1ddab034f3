import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import { expect, type Person } from "./people.ts";

declare const window: { axe: typeof axe; innerWidth: number };

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Opens each page at three widths, light and dark: axe finds nothing, nothing runs over the edge. */
export async function looksOver(person: Person, paths: readonly string[]) {
  for (const path of paths) {
    await person.opens(path);
    // Once for all three looks: bringing axe to the page takes longer than its look.
    await person.page.evaluate(source);
    for (const [width, colorScheme] of [
      [1280, "light"],
      [320, "light"],
      [768, "dark"],
    ] as const) {
      await person.page.setViewportSize({ width, height: 900 });
      await person.page.emulateMedia({ colorScheme });
      const violations = await person.page.evaluate(async () => {
        const found = await window.axe.run({ resultTypes: ["violations"] });
        return found.violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
        );
      });
      expect(violations, `${path} at ${width} px, ${colorScheme}`).toEqual([]);
      expect(
        await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        `${path} fits ${width} px`,
      ).toBeLessThanOrEqual(0);
    }
  }
}
