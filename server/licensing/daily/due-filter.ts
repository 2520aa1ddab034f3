import { z } from "zod";
import { isNearDay } from "#server/lib/dates.ts";
import { storableText } from "#server/lib/storable-text.ts";
import { promiseKinds } from "../settlement/promises.ts";

/** What is due, as it stands in the address: late, or within ninety days too; of one kind; after the last row on the page before. */
export const dueFilter = z.object({
  which: z.enum(["late", "soon"]).catch("soon").default("soon"),
  kind: z.enum(promiseKinds).optional().catch(undefined),
  after: storableText()
    .max(400)
    .refine((text) => readPlace(text) !== null)
    .optional()
    .catch(undefined),
});
export type DueFilter = z.output<typeof dueFilter>;

/** The place of a row in the list: its day, the licence and its key within it. */
export type Place = { due: string; licence: string; key: string };

/** As it stands in the address: a key may hold anything, so it comes last. */
export const placeOf = ({ due, licence, key }: Place): string => `${due} ${licence} ${key}`;

export function readPlace(text: string): Place | null {
  const [due = "", licence = "", ...key] = text.split(" ");
  return isNearDay(due) && licence && key.length > 0 ? { due, licence, key: key.join(" ") } : null;
}
