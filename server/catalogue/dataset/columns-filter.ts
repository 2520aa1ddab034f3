import { z } from "zod";
import type { IdentifierClass } from "#db/enums.ts";
import { keysOf } from "../vocabulary.ts";

/** Whether a column says who somebody is. */
export const identifierWords = {
  direct: "Identifies a person directly",
  indirect: "May identify a person with other data",
  none: "Does not identify",
  unset: "Not classed yet",
} as const satisfies Record<IdentifierClass, string>;

const one = (most: number) =>
  z
    .union([z.string().max(16_000), z.array(z.string().max(16_000)).max(2000)])
    .optional()
    .transform((given) => [given ?? ""].flat()[0]!.trim().slice(0, most));

/** What the data dictionary is filtered by, as it stands in the address bar. */
export const columnsFilter = z.object({
  q: one(200),
  table: one(500),
  identifier: z.enum(keysOf(identifierWords)).optional().catch(undefined),
  /** Position of the last column of the page before. */
  after: z.coerce.number().int().min(0).max(2_000_000_000).catch(0).default(0),
});
export type ColumnsFilter = z.output<typeof columnsFilter>;

/** The address of a data dictionary under a filter. */
export function columnsAddress(slug: string, filter: Partial<ColumnsFilter>, file = ""): string {
  const parameters = new URLSearchParams();
  for (const name of ["q", "table", "identifier"] as const)
    if (filter[name]) parameters.set(name, filter[name]);
  if (filter.after) parameters.set("after", String(filter.after));
  const text = parameters.toString();
  return `/datasets/${slug}/columns${file}${text ? `?${text}` : ""}`;
}
