import { z } from "zod";
import { listProposals } from "#server/access/store/proposals.ts";
import { confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { decisionSchema } from "../reason-form.ts";
import { concedeSchema } from "./concessions-form.ts";
import { factsSaidBy } from "./facts-form.ts";
import { concede, decideConcession } from "./store/concessions.ts";
import { factSchema, reportFact } from "./store/facts.ts";

export const settlement = router({
  // What the buyer reports, what their signatory attests, what the NHS records.
  report: personCan("facts.report")
    .input(factSchema.extend({ fact: z.enum(factsSaidBy("report")) }))
    .mutation(({ ctx, input }) => reportFact(ctx, input)),
  attest: confirmedPersonCan("facts.attest")
    .input(factSchema.extend({ fact: z.enum(factsSaidBy("attest")) }))
    .mutation(({ ctx, input }) => reportFact(ctx, input)),
  recordFact: confirmedPersonCan("facts.decide")
    .input(factSchema.extend({ fact: z.enum(factsSaidBy("record")) }))
    .mutation(({ ctx, input }) => reportFact(ctx, input)),

  // A credit is proposed by one person and decided by another.
  financeProposals: personCan("finance.read").query(({ ctx }) => listProposals(ctx, {})),
  proposeCredit: confirmedPersonCan("credit.propose")
    .input(concedeSchema)
    .mutation(({ ctx, input }) => concede(ctx, input)),
  decideCredit: confirmedPersonCan("credit.approve")
    .input(decisionSchema)
    .mutation(({ ctx, input }) => decideConcession(ctx, input)),
});
