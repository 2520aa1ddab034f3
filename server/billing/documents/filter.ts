import { z } from "zod";
import { allDocumentTypes, allModelKinds } from "#db/enums.ts";

export const ages = ["not_due", "1-30", "31-60", "61-90", "over_90"] as const;

/** Filters of the invoice list, as they stand in the URL. `before` is the number of the last row on the page before. */
export const invoiceFilter = z.object({
  state: z.enum(["open", "overdue", "paid", "all"]).catch("all").default("all"),
  age: z.enum(ages).optional().catch(undefined),
  kind: z.enum(allModelKinds).optional().catch(undefined),
  licence: z.string().max(60).optional(),
  type: z.enum(allDocumentTypes).optional().catch(undefined),
  before: z.string().max(60).optional(),
});
export type InvoiceFilter = z.output<typeof invoiceFilter>;

/** The address of a list of invoices under a filter. */
export function invoiceAddress(path: string, filter: Partial<InvoiceFilter>): string {
  const parameters = new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) =>
      value && value !== "all" ? [[name, String(value)]] : [],
    ),
  );
  return parameters.size ? `${path}?${parameters}` : path;
}
