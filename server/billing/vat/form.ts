import { z } from "zod";
import { allVatProofs } from "#db/enums.ts";
import { day, nameOrNone, prose, requestKey } from "#server/lib/fields.ts";
import { recordedKinds } from "./words.ts";

/** What finance saw of a customer, and what it decides by it. */
export const evidenceSchema = z.object({
  organisationId: z.uuid(),
  kind: z.enum(recordedKinds, "Choose what you saw"),
  number: nameOrNone(30).default(""),
  seen: prose(
    "Enter what you saw and where: the answer, its consultation number, the extract, the address",
    500,
    5,
  ),
  proves: z.enum(allVatProofs, "Choose what it shows"),
  holdsFrom: z.union([z.literal(""), day("Enter the day from which it is shown")]).default(""),
  requestKey: requestKey(),
});
export type EvidenceInput = z.output<typeof evidenceSchema>;

/** The VAT number that a customer states about itself. */
export const statedNumberSchema = z.object({
  number: nameOrNone(30).refine((typed) => typed !== "", "Enter your VAT number"),
  requestKey: requestKey(),
});

/** Customers whose names come after one, to go on with. */
export const vatCustomersSchema = z.object({ after: z.string().max(200).default("") });
