import { z } from "zod";
import { allLicensables, allModelKinds, allSettings } from "#db/enums.ts";
import { qualityWords } from "../completeness.ts";
import {
  codingSystems,
  dataTypeWords,
  keysOf,
  leadTimeWords,
  placeWords,
  refreshWords,
} from "../vocabulary.ts";

/** What a first year costs at the list's terms, at least. */
export const priceWords = {
  free: "Free",
  up_to_10k: "Up to £10,000",
  up_to_50k: "£10,000 to £50,000",
  up_to_100k: "£50,000 to £100,000",
  above_100k: "Above £100,000",
  on_result: "By use, success or approval",
  none: "No price today",
} as const;
export type PriceBand = keyof typeof priceWords;

export const columnWords = { yes: "Columns described", no: "No columns described" } as const;

export const sortWords = {
  relevance: "Best match",
  licensable: "What can be licensed first",
  title: "Title",
  newest: "Newest description",
  quality: "Most complete description",
} as const;
export type Sort = keyof typeof sortWords;

const most = 50;
// As much as an address can hold; what of it is too long for its facet is dropped like an unknown value.
const given = z.union([z.string().max(16_000), z.array(z.string().max(16_000)).max(2000)]).optional();

/** One value or several in the address, unknown and double ones dropped. */
const several = <Value extends string>(isKnown: (value: string) => value is Value) =>
  given.transform((values) => [...new Set([values ?? []].flat())].filter(isKnown).slice(0, most));
const oneOf = <Value extends string>(values: readonly Value[]) =>
  several((value): value is Value => (values as readonly string[]).includes(value));
/** Names that only the catalogue knows: dropped there when it has none of that name. */
const named = several((value): value is string => value.length > 0 && value.length <= 200);

const facets = {
  setting: oneOf(allSettings),
  custodian: named,
  type: oneOf(keysOf(dataTypeWords)),
  place: oneOf(keysOf(placeWords)),
  period: several((value): value is string => value === "not_stated" || /^\d{3}0$/.test(value)),
  refresh: oneOf(keysOf(refreshWords)),
  lead: oneOf(keysOf(leadTimeWords)),
  vocabulary: oneOf(codingSystems),
  linkable: named,
  use: oneOf(allLicensables),
  model: oneOf(allModelKinds),
  price: oneOf(keysOf(priceWords)),
  quality: oneOf(keysOf(qualityWords)),
  columns: oneOf(keysOf(columnWords)),
} as const;
export type Facet = keyof typeof facets;
export const facetNames = Object.keys(facets) as Facet[];

/** What the catalogue is filtered by, as it stands in the address bar. */
export const catalogueFilter = z.object({
  q: given.transform((text) => [text ?? ""].flat()[0]!.trim().slice(0, 200)),
  ...facets,
  sort: z.enum(keysOf(sortWords)).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
export type CatalogueFilter = z.output<typeof catalogueFilter>;
/** How many sets each value would show if it were chosen now; values that would show none are absent. */
export type Counts = Record<Facet, Record<string, number>>;

const parameters = (filter: CatalogueFilter) => {
  const found = new URLSearchParams();
  if (filter.q) found.set("q", filter.q);
  for (const facet of facetNames) for (const value of [...filter[facet]].sort()) found.append(facet, value);
  return found;
};

/** The search itself in one canonical order, without sort and page: two filters that find the same have the same. */
export const queryOf = (filter: CatalogueFilter): string => parameters(filter).toString();

/** The address of the catalogue under a filter: everything that is chosen stands in it. */
export function addressOf(filter: CatalogueFilter): string {
  const found = parameters(filter);
  if (filter.sort) found.set("sort", filter.sort);
  if (filter.page > 1) found.set("page", String(filter.page));
  const text = found.toString();
  return text ? `/catalogue?${text}` : "/catalogue";
}

/** Reads a query back, whoever wrote it. */
export function filterFrom(query: string): CatalogueFilter {
  const sent = new URLSearchParams(query);
  return catalogueFilter.parse(
    Object.fromEntries([...new Set(sent.keys())].map((name) => [name, sent.getAll(name)])),
  );
}
