import { z } from "zod";
import { day, given, name, nameOrNone, requestKey, someAmount } from "#server/lib/fields.ts";

/** Money that came into the bank account, as finance reads it off the statement. */
export const receiptSchema = z.object({
  amount: someAmount(),
  receivedOn: day("Enter the day the money came in"),
  payer: name("Enter the name of the payer", 140),
  referenceAsReceived: nameOrNone(140).default(""),
  /** The same for every try of one form, so that a receipt sent twice is recorded once. */
  requestKey: z.string().min(8).max(64),
});
export type ReceiptInput = z.output<typeof receiptSchema>;

export const allocationSchema = z.object({
  receipt: given(),
  requestKey: requestKey(),
  document: z.string().trim().min(1, "Enter the number of the document it pays").max(60),
  amount: someAmount(),
});

/** Why something is taken back, for whoever reads both. */
export const reasonToTakeBack = z
  .string()
  .trim()
  .min(10, "Give the reason in at least 10 characters; it stands beside what is taken back")
  .max(500, "Use at most 500 characters");

/** What was recorded or allocated and is taken back: an allocation of the receipt, or (left empty) the receipt itself. */
export const reversalSchema = z.object({
  receipt: given(),
  allocation: z.union([z.uuid(), z.literal("")]).default(""),
  reason: reasonToTakeBack,
});
export type Reversal = z.output<typeof reversalSchema>;
