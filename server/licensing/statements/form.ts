import { z } from "zod";
import { isCivil } from "#server/lib/dates.ts";
import { parsePounds } from "#server/lib/money.ts";

const blank = (value: unknown) => (value === "" ? undefined : value);
const optionalPounds = z.preprocess(
  blank,
  z
    .string()
    .optional()
    .refine(
      (value) => value === undefined || parsePounds(value) !== null,
      "Enter an amount in pounds, like 48,000",
    ),
);

/** A statement as it is sent: rows typed in or read from a file, and what the licensee calculates to owe. */
export const statementSchema = z.object({
  licence: z.string().min(1),
  component: z.string().min(1),
  period: z.string().refine(isCivil, "Choose the period"),
  rows: z.string().max(5_000_000, "A statement has at most 5 MB").default(""),
  fileName: z.string().max(200).default(""),
  claimed: optionalPounds,
  thirdParty: optionalPounds,
});
export type StatementInput = z.output<typeof statementSchema>;

export const attestSchema = z.object({
  reference: z.string().min(1),
  name: z.string().trim().min(3, "Enter your full name").max(120),
  role: z.string().trim().min(2, "Enter your role, like Finance Director").max(120),
  agree: z.literal("on", "Tick the box to attest"),
});
export type Attested = z.output<typeof attestSchema>;
