import { aLicence } from "./licence.ts";
import { expect, type Person, story } from "./people.ts";

/** No space in it to break at, and as long as a title may be. */
const hostile = "Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(3).slice(0, 120);

/** Pages that run over the edge of a small phone, or of a desk, with how far. */
async function over(person: Person, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await person.opens(path);
    for (const width of [360, 1280]) {
      await person.page.setViewportSize({ width, height: 740 });
      const wide = await person.page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) found.push(`${path}: ${wide} px at ${width}`);
    }
  }
  return found;
}

story(
  "a title of 120 letters without a space makes no page wider than a phone of 360 px, or a desk",
  async ({ priya, james, tom, owen, visitor, marketplace }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "hes-apc",
      kind: "equity_share",
      title: hostile,
      months: 24,
    });
    const pages = [`/licences/${licence}`, "/licences", `/licences/${licence}/shares`];
    expect(
      await over(priya, [
        "/workspace",
        "/workspace/due",
        "/applications",
        "/invoices",
        `/licences/${licence}/end`,
        ...pages,
      ]),
    ).toEqual([]);
    expect(
      await over(james, [
        "/commercial",
        "/commercial/pipeline",
        "/commercial/approvals",
        `/licences/${licence}/report?fact=allotted`,
        `/licences/${licence}/suspend`,
        ...pages,
      ]),
    ).toEqual([]);
    expect(await over(tom, ["/finance", "/finance/invoices", "/finance/late"])).toEqual([]);
    expect(await over(owen, ["/audit", `/audit?about=${licence}`])).toEqual([]);
    expect(await over(visitor, ["/register", `/register/${licence}`])).toEqual([]);
  },
);
