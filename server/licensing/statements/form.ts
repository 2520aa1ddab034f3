import { z } from "zod";
import { amountSentence, day, given, name, typedAmount } from "#server/lib/fields.ts";
import { parsePounds } from "#server/lib/money.ts";

const blank = (value: unknown) => (value === "" ? undefined : value);
const optionalPounds = z.preprocess(
  blank,
  typedAmount()
    .optional()
    .refine((value) => value === undefined || parsePounds(value) !== null, amountSentence),
);

/** A statement as it is sent: rows typed in or read from a file, and what the licensee calculates to owe. */
export const statementSchema = z.object({
  licence: given(),
  component: given(100),
  period: day("Choose the period"),
  rows: z.string().max(5_000_000, "A statement has at most 5 MB").default(""),
  fileName: z.string().max(200).default(""),
  claimed: optionalPounds,
  thirdParty: optionalPounds,
});
export type StatementInput = z.output<typeof statementSchema>;

export const attestSchema = z.object({
  reference: given(),
  name: name("Enter your full name", 120, 3),
  role: name("Enter your role, like Finance Director", 120, 2),
  agree: z.literal("on", "Tick the box to attest"),
});
export type Attested = z.output<typeof attestSchema>;
