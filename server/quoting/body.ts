import { z } from "zod";
import { allModelKinds } from "#db/enums.ts";
import { day } from "#server/commercial-models/engine/fields.ts";
import { amount } from "./tariff.ts";

/** What a quote says, as it is stored and shown for ever: nothing of it is calculated again. */

const step = z.object({ description: z.string(), workings: z.string(), net: amount });
const sums = z.object({ net: amount, vat: amount, gross: amount });

export const quoteBodySchema = z.object({
  /** Of this shape; an older one stays readable. */
  format: z.literal(1),
  madeOn: day,
  validUntil: day,
  validBecause: z.string(),
  term: z.object({ from: day, to: day }),
  lastDay: day,
  kind: z.enum(allModelKinds),
  customer: z.object({ country: z.string(), evidence: z.boolean(), kind: z.string() }),
  sets: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      custodian: z.string(),
      standing: z.enum(["list", "approval"]),
      leadTime: z.string(),
      priceList: z.object({ version: z.number().int(), validFrom: day }),
    }),
  ),
  tariff: z.object({ version: z.number().int(), validFrom: day, source: z.string() }),
  /** Quotes of before there was a choice hold the service. */
  serviceIncluded: z.boolean().default(true),
  lines: z.array(
    z.object({
      /** Null: for the project, not for one dataset. */
      set: z.string().nullable(),
      part: z.enum(["model", "service"]),
      /** Contract year in which it is billed, from 0; one more than there are years: after the end. */
      year: z.number().int(),
      on: day,
      cadence: z.enum(["once", "yearly", "monthly"]),
      description: z.string(),
      steps: z.array(step),
      net: amount,
      vatCategory: z.enum(["S", "AE", "O"]),
      vatRateBp: z.number().int(),
      vat: amount,
      gross: amount,
    }),
  ),
  years: z.array(
    sums.extend({
      year: z.number().int(),
      title: z.string(),
      from: day,
      to: day,
      once: amount,
      yearly: amount,
    }),
  ),
  model: amount,
  service: amount,
  total: sums,
  /** What the deal is worth to the NHS without VAT, in kind and in shares too; quotes of before do not say it. */
  value: amount.nullable().default(null),
  /** What is invoiced first; null when nothing is, or where the quote does not say it. */
  first: sums.extend({ on: day }).nullable().default(null),
  vatNote: z.string(),
  notInTotal: z.array(z.string()),
  assumed: z.array(z.string()),
  calendar: z.object({
    applyBy: day,
    offerBy: day,
    signBy: day,
    startsOn: day,
    earliest: day.nullable(),
    approvalDays: z.number().int(),
    signDays: z.number().int(),
    leadDays: z.number().int(),
    unstated: z.array(z.string()),
    approvals: z.array(z.enum(["approver", "finance", "board"])),
  }),
});
export type QuoteBody = z.output<typeof quoteBodySchema>;
export type QuoteLine = QuoteBody["lines"][number];
