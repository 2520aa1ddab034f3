import { z } from "zod";
import { licensableEnum, settingEnum } from "#db/schema/catalogue.ts";
import { modelKindEnum } from "#db/schema/pricing.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import type { Standing } from "#server/pricing/rules.ts";
import type { Licensable } from "../description.ts";
import type { Setting } from "../vocabulary.ts";

/** One value or several in the address, unknown ones dropped. */
const several = <Value extends string>(values: readonly Value[]) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given) =>
      [given ?? []].flat().filter((value): value is Value => (values as readonly string[]).includes(value)),
    );

/** What the catalogue is filtered by, as it stands in the address bar. */
export const catalogueFilter = z.object({
  q: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((text) => [text ?? ""].flat()[0]!.trim().slice(0, 200)),
  setting: several(settingEnum.enumValues),
  model: several(modelKindEnum.enumValues),
  use: several(licensableEnum.enumValues),
  custodian: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given) => [given ?? []].flat()),
  page: z.coerce.number().int().min(1).max(1000).catch(1).default(1),
});
export type CatalogueFilter = z.output<typeof catalogueFilter>;

/** The filter that a part of an address says, after its question mark. */
export function filterFrom(query: string): CatalogueFilter {
  const asked: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) asked[name] = [...(asked[name] ?? []), value];
  return catalogueFilter.parse({ ...asked, page: 1 });
}

/** A filter as part of an address, in one canonical order and without the page. */
export function queryOf({ q, page: _page, ...facets }: CatalogueFilter): string {
  const parameters = new URLSearchParams();
  if (q) parameters.set("q", q);
  for (const [name, values] of Object.entries(facets))
    for (const value of [...new Set<string>(values)].sort()) parameters.append(name, value);
  return parameters.toString();
}

/** A dataset as the facets know it. */
export type Entry = {
  settings: readonly Setting[];
  licensable: Licensable;
  custodian: string;
  standings: Partial<Record<Kind, Standing>>;
};

const facets = {
  setting: (entry: Entry, wanted: readonly string[]) =>
    entry.settings.some((setting) => wanted.includes(setting)),
  model: (entry: Entry, wanted: readonly string[]) =>
    wanted.some((kind) => (entry.standings[kind as Kind] ?? "not") !== "not"),
  use: (entry: Entry, wanted: readonly string[]) => wanted.includes(entry.licensable),
  custodian: (entry: Entry, wanted: readonly string[]) => wanted.includes(entry.custodian),
} as const;
type Facet = keyof typeof facets;

/** Whether an entry passes every facet but the one that is left out: within a facet any, between facets all. */
export const passes = (entry: Entry, filter: Pick<CatalogueFilter, Facet>, but?: Facet): boolean =>
  (Object.keys(facets) as Facet[]).every(
    (facet) => facet === but || filter[facet].length === 0 || facets[facet](entry, filter[facet]),
  );

export type Counts = Record<Facet, Record<string, number>>;

/** How many sets each value would show if it were chosen now; right under every combination of the other facets. */
export function countFacets(entries: readonly Entry[], filter: Pick<CatalogueFilter, Facet>): Counts {
  const counts: Counts = { setting: {}, model: {}, use: {}, custodian: {} };
  const add = (facet: Facet, value: string) => {
    counts[facet][value] = (counts[facet][value] ?? 0) + 1;
  };
  for (const entry of entries) {
    if (passes(entry, filter, "setting")) for (const setting of entry.settings) add("setting", setting);
    if (passes(entry, filter, "use")) add("use", entry.licensable);
    if (passes(entry, filter, "custodian")) add("custodian", entry.custodian);
    if (passes(entry, filter, "model"))
      for (const [kind, standing] of Object.entries(entry.standings))
        if (standing !== "not") add("model", kind);
  }
  return counts;
}
