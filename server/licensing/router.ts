import { z } from "zod";
import { decide, listProposals, propose } from "#server/access/store/proposals.ts";
import { scenarioSchema } from "#server/forecasting/form.ts";
import { listScenarios, readScenario, removeScenario, saveScenario } from "#server/forecasting/store.ts";
import { system } from "#server/lib/actor.ts";
import { can, confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { applicationSchema, quoteApplicationSchema } from "./applications/form.ts";
import {
  applyFor,
  applyWithQuote,
  listApplications,
  readApplication,
  rejectApplication,
  withdrawApplication,
} from "./applications/store.ts";
import { readCosts } from "./costs/costs.ts";
import { moveClock, steps } from "./daily/store/clock.ts";
import { obligationsDue } from "./daily/store/obligations.ts";
import { runDay } from "./daily/store/run.ts";
import { deliverableDecisionSchema, handInSchema } from "./deliverables/form.ts";
import { milestoneSchema } from "./deliverables/milestones-form.ts";
import { decideDeliverable, handIn, readDeliverables } from "./deliverables/store/deliverables.ts";
import { readEvidenceFile, sentFileSchema } from "./deliverables/store/evidence.ts";
import { acceptMilestone, readMilestones } from "./deliverables/store/milestones.ts";
import { readShares } from "./holdings/shares.ts";
import { licenceFilter } from "./lifecycle/filter.ts";
import {
  decideTermination,
  listLicences,
  proposeTermination,
  readLicence,
  suspendOrRestore,
} from "./lifecycle/store.ts";
import { terminationSchema } from "./lifecycle/termination-form.ts";
import { offerSchema } from "./negotiation/form.ts";
import { approveOffer, closeOffer } from "./negotiation/store/decisions.ts";
import { makeOffer, offerBasis } from "./negotiation/store/offers.ts";
import { listOffers, readOffer } from "./negotiation/store/pages.ts";
import { approvalSchema, byReference, decisionSchema, reasonSchema } from "./reason-form.ts";
import { concedeSchema } from "./settlement/concessions-form.ts";
import { concede, decideConcession } from "./settlement/store/concessions.ts";
import { factSchema, reportFact } from "./settlement/store/facts.ts";
import { buyerFacts, nhsFacts } from "./settlement/who-reports.ts";
import { signatureSchema } from "./signing/form.ts";
import { countersignOffer, signOffer } from "./signing/store.ts";
import { attestSchema, statementSchema } from "./statements/form.ts";
import { attestStatement, listStatements, prepareStatement, readStatement } from "./statements/store.ts";
import { usageDecisionSchema, usagePageSchema, usageUploadSchema } from "./usage/form.ts";
import { usageOfLicence } from "./usage/page.ts";
import { decideUsageException } from "./usage/store/exceptions.ts";
import { uploadUsage } from "./usage/upload.ts";

const authenticatedBy = "password or mailed code, entered again within five minutes";

export const licensing = router({
  // statements
  statements: personCan("licence.read")
    .input(byReference)
    .query(({ ctx, input }) => listStatements(ctx, input.reference)),
  statement: personCan("licence.read")
    .input(byReference)
    .query(({ ctx, input }) => readStatement(ctx, input.reference)),
  prepareStatement: personCan("facts.report")
    .input(statementSchema)
    .mutation(({ ctx, input }) => prepareStatement(ctx, input)),
  attestStatement: personCan("facts.attest")
    .input(attestSchema)
    .mutation(({ ctx, input }) => attestStatement(ctx, input)),

  // forecasts
  scenarios: personCan("scenario.keep").query(({ ctx }) => listScenarios(ctx)),
  scenario: personCan("scenario.keep")
    .input(z.object({ id: z.uuid() }))
    .query(({ ctx, input }) => readScenario(ctx, input.id)),
  saveScenario: personCan("scenario.keep")
    .input(scenarioSchema)
    .mutation(({ ctx, input }) => saveScenario(ctx, input)),
  removeScenario: personCan("scenario.keep")
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => removeScenario(ctx, input.id)),

  // applications
  submitApplication: personCan("application.write")
    .input(applicationSchema)
    .mutation(({ ctx, input }) => applyFor(ctx, input)),
  submitWithQuote: personCan("application.write")
    .input(quoteApplicationSchema)
    .mutation(({ ctx, input }) => applyWithQuote(ctx, input)),
  withdrawApplication: personCan("application.write")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => withdrawApplication(ctx, input)),
  rejectApplication: personCan("application.decide")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => rejectApplication(ctx, input)),
  application: personCan("application.read")
    .input(byReference)
    .query(({ ctx, input }) => readApplication(ctx, input.reference)),
  applications: personCan("application.read")
    .input(
      z.object({
        status: z.enum(["draft", "submitted", "approved", "rejected", "withdrawn", "expired"]).optional(),
      }),
    )
    .query(({ ctx, input }) => listApplications(ctx, input)),

  // offers
  offer: personCan("offer.make")
    .input(offerSchema)
    .mutation(({ ctx, input }) => makeOffer(ctx, input)),
  offerBasis: personCan("offer.make")
    .input(byReference)
    .query(({ ctx, input }) => offerBasis(ctx, input.reference)),
  offerToSign: confirmedPersonCan("offer.open_to_sign")
    .input(byReference)
    .query(({ ctx, input }) => readOffer(ctx, input.reference)),
  offerByReference: personCan("offer.read")
    .input(byReference)
    .query(({ ctx, input }) => readOffer(ctx, input.reference)),
  offers: personCan("offer.read")
    .input(
      z.object({
        statuses: z
          .array(z.enum(["offered", "approved", "part_signed", "signed", "declined", "withdrawn", "lapsed"]))
          .optional(),
      }),
    )
    .query(({ ctx, input }) => listOffers(ctx, input)),
  approveOffer: confirmedPersonCan("offer.approve")
    .input(approvalSchema)
    .mutation(({ ctx, input }) => approveOffer(ctx, { ...input, as: "approver" })),
  recordBoardDecision: confirmedPersonCan("offer.approve")
    .input(approvalSchema)
    .mutation(({ ctx, input }) => approveOffer(ctx, { ...input, as: "board" })),
  approveOfferMoney: confirmedPersonCan("offer.approve_money")
    .input(approvalSchema)
    .mutation(({ ctx, input }) => approveOffer(ctx, { ...input, as: "finance" })),
  declineOffer: personCan("offer.decline")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => closeOffer(ctx, { ...input, move: "decline" })),
  withdrawOffer: personCan("offer.make")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => closeOffer(ctx, { ...input, move: "withdraw" })),
  sign: confirmedPersonCan("offer.sign")
    .input(signatureSchema)
    .mutation(({ ctx, input }) => signOffer({ ...ctx, authenticatedBy }, input)),
  countersign: confirmedPersonCan("offer.countersign")
    .input(signatureSchema)
    .mutation(({ ctx, input }) => countersignOffer({ ...ctx, authenticatedBy }, input)),

  // licences
  licences: personCan("licence.read")
    .input(licenceFilter)
    .query(({ ctx, input }) => listLicences(ctx, input)),
  licenceByReference: personCan("licence.read")
    .input(byReference)
    .query(({ ctx, input }) => readLicence(ctx, input.reference)),
  obligationsDue: personCan("licence.read").query(({ ctx }) => obligationsDue(ctx)),
  proposeTermination: personCan("licence.propose_end")
    .input(terminationSchema)
    .mutation(({ ctx, input }) => proposeTermination(ctx, input)),
  decideTermination: confirmedPersonCan("licence.end")
    .input(decisionSchema)
    .mutation(({ ctx, input }) => decideTermination(ctx, input)),
  suspend: personCan("facts.decide")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => suspendOrRestore(ctx, { ...input, move: "suspend" })),
  restore: personCan("facts.decide")
    .input(reasonSchema)
    .mutation(({ ctx, input }) => suspendOrRestore(ctx, { ...input, move: "restore" })),

  // facts: what the buyer reports, what their signatory attests, what the NHS records
  report: personCan("facts.report")
    .input(factSchema.extend({ fact: z.enum(buyerFacts.reported) }))
    .mutation(({ ctx, input }) => reportFact(ctx, input)),
  attest: personCan("facts.attest")
    .input(factSchema.extend({ fact: z.enum(buyerFacts.attested) }))
    .mutation(({ ctx, input }) => reportFact(ctx, input)),
  recordFact: personCan("facts.decide")
    .input(factSchema.extend({ fact: z.enum(nhsFacts) }))
    .mutation(({ ctx, input }) => reportFact(ctx, input)),

  // usage: events by file, against the charge, and what could not be counted
  usageOfLicence: personCan("licence.read")
    .input(usagePageSchema)
    .query(({ ctx, input }) => usageOfLicence(ctx, input)),
  uploadUsage: personCan("facts.report")
    .input(usageUploadSchema)
    .mutation(({ ctx, input }) => uploadUsage(ctx, input)),
  decideUsageException: personCan("facts.decide")
    .input(usageDecisionSchema)
    .mutation(({ ctx, input }) => decideUsageException(ctx, input)),

  // what is owed besides money, with its files
  deliverables: personCan("licence.read")
    .input(byReference)
    .query(({ ctx, input }) => readDeliverables(ctx, input.reference)),
  handIn: personCan("facts.report")
    .input(handInSchema.extend({ file: sentFileSchema }))
    .mutation(({ ctx, input }) => handIn(ctx, input)),
  decideDeliverable: personCan("facts.decide")
    .input(deliverableDecisionSchema)
    .mutation(({ ctx, input }) => decideDeliverable(ctx, input)),
  milestones: personCan("licence.read")
    .input(byReference)
    .query(({ ctx, input }) => readMilestones(ctx, input.reference)),
  acceptMilestone: personCan("facts.decide")
    .input(milestoneSchema.extend({ file: sentFileSchema }))
    .mutation(({ ctx, input }) => acceptMilestone(ctx, input)),
  evidenceFile: personCan("licence.read")
    .input(byReference.extend({ id: z.uuid() }))
    .query(({ ctx, input }) => readEvidenceFile(ctx, input)),
  shares: personCan("licence.read")
    .input(byReference)
    .query(({ ctx, input }) => readShares(ctx, input.reference)),
  costs: personCan("licence.read")
    .input(byReference.extend({ part: z.string().max(30).optional() }))
    .query(({ ctx, input }) => readCosts(ctx, input)),

  // second person
  proposals: personCan("pipeline.read")
    .input(z.object({ kind: z.enum(["termination"]) }))
    .query(({ ctx, input }) => listProposals(ctx, input)),
  financeProposals: personCan("finance.read").query(({ ctx }) => listProposals(ctx, {})),
  proposeCredit: personCan("credit.propose")
    .input(concedeSchema)
    .mutation(({ ctx, input }) => concede(ctx, input)),
  decideCredit: personCan("credit.approve")
    .input(decisionSchema)
    .mutation(({ ctx, input }) => decideConcession(ctx, input)),
  proposeRun: personCan("run.propose").mutation(({ ctx }) =>
    propose(ctx, {
      kind: "daily_run",
      subject: ctx.today,
      organisationId: null,
      body: { day: ctx.today },
      reason: "Daily run by hand",
    }),
  ),
  decideRun: personCan("run.approve")
    .input(decisionSchema)
    .mutation(async ({ ctx, input }) => {
      await decide(ctx, { ...input, kind: "daily_run" }, async () => undefined);
      return input.approve ? runDay({ ...ctx, actor: system }, { whole: true }) : null;
    }),

  moveClock: can("demo.use")
    .input(z.object({ by: z.enum(steps) }))
    .mutation(({ ctx, input }) => moveClock(ctx, input.by)),
});
