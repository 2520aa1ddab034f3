import { z } from "zod";
import { decisionSchema } from "#server/access/decision-form.ts";
import { listProposals } from "#server/access/store/proposals.ts";
import { system } from "#server/lib/actor.ts";
import { confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { byReference, reasonSchema } from "../reason-form.ts";
import { concedeSchema } from "./concessions-form.ts";
import { factsSaidBy } from "./facts-form.ts";
import { retractionSchema } from "./retraction-form.ts";
import { concede, decideConcession } from "./store/concessions.ts";
import { reportFact, reportSchema } from "./store/facts.ts";
import { decideLargeBill, proposeLargeBill } from "./store/large-bills.ts";
import { listParked } from "./store/parked.ts";
import { settleParked } from "./store/parking.ts";
import { decideRetraction, proposeRetraction } from "./store/retractions.ts";

export const settlement = router({
  // What the buyer reports, what their signatory attests, what the NHS records.
  report: personCan("facts.report")
    .input(reportSchema.extend({ fact: z.enum(factsSaidBy("report")) }))
    .mutation(({ ctx, input }) => reportFact(ctx, input)),
  attest: confirmedPersonCan("facts.attest")
    .input(reportSchema.extend({ fact: z.enum(factsSaidBy("attest")) }))
    .mutation(({ ctx, input }) => reportFact(ctx, input)),
  recordFact: confirmedPersonCan("facts.decide")
    .input(reportSchema.extend({ fact: z.enum(factsSaidBy("record")) }))
    .mutation(({ ctx, input }) => reportFact(ctx, input)),

  // What cannot be settled waits for people; everything else goes on.
  parked: personCan("parked.read").query(({ ctx }) => listParked(ctx)),
  settleParked: personCan("parked.settle")
    .input(byReference)
    .mutation(({ ctx, input }) => settleParked({ ...ctx, actor: system }, input.reference)),
  proposeLargeBill: confirmedPersonCan("large_bill.propose")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => proposeLargeBill(ctx, input)),
  decideLargeBill: confirmedPersonCan("large_bill.approve")
    .input(decisionSchema)
    .mutation(({ ctx, input }) => decideLargeBill(ctx, input)),
  retractions: personCan("parked.read")
    .input(byReference)
    .query(({ ctx, input }) => listProposals(ctx, { kind: "retraction", subject: input.reference })),
  proposeRetraction: confirmedPersonCan("facts.propose_retraction")
    .input(retractionSchema)
    .mutation(({ ctx, input }) => proposeRetraction(ctx, input)),
  decideRetraction: confirmedPersonCan("facts.retract")
    .input(decisionSchema)
    .mutation(({ ctx, input }) => decideRetraction(ctx, input)),

  // A credit is proposed by one person and decided by another.
  financeProposals: personCan("finance.read").query(({ ctx }) => listProposals(ctx, {})),
  proposeCredit: confirmedPersonCan("credit.propose")
    .input(concedeSchema)
    .mutation(({ ctx, input }) => concede(ctx, input)),
  decideCredit: confirmedPersonCan("credit.approve")
    .input(decisionSchema)
    .mutation(({ ctx, input }) => decideConcession(ctx, input)),
});
