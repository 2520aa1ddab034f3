import { z } from "zod";
import { keysOf } from "../vocabulary.ts";

export const deskStates = {
  published: "In the catalogue",
  draft: "Being written",
  waiting: "Waiting for a second person",
  needs_decision: "Needs a decision",
  no_mandate: "No mandate",
  no_price_list: "No price list",
  retired: "Retired",
} as const;
export const deskSources = { ours: "Described here", imported: "Imported" } as const;
export const deskSorts = {
  title: "Title",
  completeness: "Least complete first",
  changed: "Changed last first",
} as const;
/** Bands of completeness in basis points: from, up to but not with. */
export const deskBounds = {
  below_25: [0, 2500],
  below_50: [2500, 5000],
  below_75: [5000, 7500],
  above_75: [7500, 10_001],
} as const;
export const deskBands = {
  below_25: "Below 25%",
  below_50: "25% to 50%",
  below_75: "50% to 75%",
  above_75: "75% and more",
} as const;

const one = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((sent) => {
    const value = Array.isArray(sent) ? sent[0] : sent;
    return value === "" ? undefined : value;
  }, schema.optional().catch(undefined));

/** What stands in the address of the desk; what cannot be read there counts as not chosen. */
export const deskFilter = z.object({
  q: one(z.string().trim().max(200)),
  state: one(z.enum(keysOf(deskStates))),
  custodian: one(z.string().max(200)),
  source: one(z.enum(keysOf(deskSources))),
  band: one(z.enum(keysOf(deskBands))),
  sort: one(z.enum(keysOf(deskSorts))),
  /** Key of the last row of the page before. */
  after: one(z.string().max(800)),
});
export type DeskFilter = z.output<typeof deskFilter>;

/** The address of the desk under a filter. */
export function deskAddress(filter: DeskFilter, path = "/commercial/catalogue"): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) parameters.set(name, value);
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}
