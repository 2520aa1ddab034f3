import { z } from "zod";
import { allCustomerKinds, allModelKinds } from "#db/enums.ts";
import type { undecided } from "../use-terms.ts";
import { keysOf } from "../vocabulary.ts";

/** One box that was ticked comes as text, several as a list. */
const ticked = <Values extends readonly [string, ...string[]]>(values: Values, none: string) =>
  z.preprocess(
    (given) => (given === undefined || given === "" ? [] : [given].flat()),
    z.array(z.enum(values)).min(1, none).max(values.length),
  );

/** What an approver writes to decide about a use that the terms block or do not state. */
export const useDecisionSchema = z.object({
  slug: z.string().min(1).max(200),
  /** The terms that stood on the page, as `termsKey` says them. */
  terms: z.string().max(10_000),
  outcome: z.enum(["allow", "refuse"], "Choose whether you allow or refuse it"),
  kinds: ticked(allModelKinds, "Choose at least one of the nine models"),
  customers: ticked(allCustomerKinds, "Choose at least one kind of customer"),
  reason: z
    .string()
    .trim()
    .min(10, "Give the reason in at least 10 characters: it stands on the page of the dataset")
    .max(2000, "Enter at most 2,000 characters"),
  evidence: z.string().trim().max(500, "Enter at most 500 characters").default(""),
});
export type UseDecisionInput = z.output<typeof useDecisionSchema>;

/** Why a dataset waits: one of the reasons of the rule, or that somebody refused. */
export const waitingReasons = {
  none_stated: "No terms stated",
  research_only: "Research use only",
  not_for_profit: "Not for profit",
  conditions_only: "Conditions without a permission",
  no_restriction_and_limits: "Contradiction: no restriction, and limits",
  commercial_and_barred: "Contradiction: commercial allowed, and barred",
  not_known: "A term that we do not know",
  refused: "Refused by a person",
} as const satisfies Record<keyof typeof undecided | "refused", string>;

/** Which datasets of those that wait are shown. */
export const waitingFilter = z.object({
  reason: z.enum(keysOf(waitingReasons)).optional().catch(undefined),
  /** The last dataset of the page before. */
  after: z.string().max(200).optional().catch(undefined),
});
export type WaitingFilter = z.output<typeof waitingFilter>;
