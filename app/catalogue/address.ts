import type { CatalogueFilter } from "#server/catalogue/search/filter.ts";

/** The address of the catalogue under a filter: everything that is chosen stands in it. */
export function address({ q, page, ...facets }: CatalogueFilter): string {
  const parameters = new URLSearchParams();
  if (q) parameters.set("q", q);
  for (const [name, values] of Object.entries(facets))
    for (const value of values) parameters.append(name, value);
  if (page > 1) parameters.set("page", String(page));
  const text = parameters.toString();
  return text ? `/catalogue?${text}` : "/catalogue";
}
