import { z } from "zod";
import { day, given, name, requestKey, someAmount } from "#server/lib/fields.ts";
import { reasonToTakeBack } from "../receipts/form.ts";

/** A part of what we owe on a credit note, set off against an invoice of the same customer. */
export const setOffSchema = z.object({
  creditNote: given(),
  requestKey: requestKey(),
  document: z.string().trim().min(1, "Enter the number of the invoice").max(60),
  amount: someAmount(),
});

/** A part of it that left our bank account, as finance reads it off the statement. */
export const refundPaidSchema = z.object({
  creditNote: given(),
  requestKey: requestKey(),
  amount: someAmount(),
  paidOn: day("Enter the day on which the money was paid"),
  bankReference: name("Enter the reference of the bank transfer", 140),
});

/** One of them taken back. */
export const refundBackSchema = z.object({
  creditNote: given(),
  refund: z.uuid(),
  reason: reasonToTakeBack,
});
