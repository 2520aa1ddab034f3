import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import { expect, type Person } from "./people.ts";

declare const window: { axe: typeof axe; innerWidth: number };

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Colours are the same at every width, and measuring them takes axe longest: once in the light and once in the dark. */
const looks = [
  { width: 1280, colorScheme: "light", contrast: true },
  { width: 320, colorScheme: "light", contrast: false },
  { width: 768, colorScheme: "dark", contrast: true },
] as const;

/** Opens each page at three widths, light and dark: axe finds nothing, nothing runs over the edge. */
export async function looksOver(person: Person, paths: readonly string[]) {
  for (const path of paths) {
    await person.opens(path);
    // Once for all three looks: bringing axe to the page takes longer than its look.
    await person.page.evaluate(source);
    for (const { width, colorScheme, contrast } of looks) {
      await person.page.setViewportSize({ width, height: 900 });
      await person.page.emulateMedia({ colorScheme });
      const { violations, over } = await person.page.evaluate(async (enabled) => {
        const found = await window.axe.run({
          resultTypes: ["violations"],
          rules: { "color-contrast": { enabled } },
        });
        return {
          violations: found.violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
          ),
          over: document.documentElement.scrollWidth - window.innerWidth,
        };
      }, contrast);
      expect(violations, `${path} at ${width} px, ${colorScheme}`).toEqual([]);
      expect(over, `${path} fits ${width} px`).toBeLessThanOrEqual(0);
    }
  }
}
