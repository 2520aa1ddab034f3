import { z } from "zod";
import { name } from "#server/lib/fields.ts";

export const scopes = ["usage:write", "usage:read"] as const;
export type Scope = (typeof scopes)[number];

export const scopeWords: Record<Scope, string> = {
  "usage:write": "send usage",
  "usage:read": "read usage",
};

/** A key for a machine. A form sends the scopes as one text with spaces between them; it expires after 1 to 365 days. */
export const newTokenSchema = z.object({
  name: name("Enter a name that says which machine uses it", 80),
  scopes: z.preprocess(
    (value) => (typeof value === "string" ? value.split(" ").filter(Boolean) : value),
    z
      .array(z.enum(scopes, "Choose what the token may do"), "Choose what the token may do")
      .min(1, "Choose what the token may do")
      .max(20)
      .transform((list) => [...new Set(list)]),
  ),
  days: z.coerce
    .number("Enter after how many days it expires, 1 to 365")
    .int("Enter whole days")
    .min(1, "Enter after how many days it expires, 1 to 365")
    .max(365, "A token lasts at most 365 days"),
});
export type NewToken = z.output<typeof newTokenSchema>;
