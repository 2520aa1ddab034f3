import { z } from "zod";
import { given, typedAmount } from "#server/lib/fields.ts";
import { parsePounds } from "#server/lib/money.ts";

/** What finance gives back: a net amount of one line of an issued document, or (left empty) all of it. */
export const concedeSchema = z.object({
  document: given(),
  key: given(300, "Choose the line"),
  net: typedAmount()
    .default("")
    .refine(
      (value) => value.trim() === "" || (parsePounds(value) ?? 0n) > 0n,
      "Enter an amount in pounds, or leave it empty for the whole line",
    ),
  reason: z
    .string()
    .trim()
    .min(10, "Give the reason in at least 10 characters; it stands on the credit note")
    .max(500),
});
