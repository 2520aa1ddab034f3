import { randomUUID } from "node:crypto";
import type { AnyTRPCProcedure } from "@trpc/server";
import { expect, test } from "vitest";
import { allRoles } from "#db/enums.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { appRouter } from "#server/router.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { procedureOf } from "#server/testing/procedure.ts";

const confirmed = "confirmed";
const own = "about one's own session, which it cannot widen";
const draft = "a draft: nothing follows before a second person, who confirms";
const asks = "asks the other side; nothing is agreed";
const kept = "what one keeps for oneself or one's team";

/**
 * Every mutation, and whether it asks for confirming (server/decisions/0005): what binds an organisation, gives somebody
 * rights or moves money does. The others say why not.
 */
const mutations: Record<string, string> = {
  "access.signIn": "nobody is signed in yet",
  "access.mailLink": "nobody is signed in yet",
  "access.signInWithLink": "nobody is signed in yet",
  "access.signInAsDemo": "in demonstrations only",
  "access.signOut": "leaving is never refused",
  "access.revokeSession": own,
  "access.endOtherSessions": own,
  "access.switchOrganisation": "what was confirmed has to be confirmed again",
  "access.chooseNotices": "only says how one is told; what may not be missed is mailed all the same",
  "access.changePassword": "asks for the old password, or for confirming where there is none",
  "access.confirmByPassword": "is the confirming",
  "access.mailCode": "is the confirming",
  "access.confirmByCode": "is the confirming",
  "access.setPurchaseOrder": "a text on invoices; nothing is owed for it",
  "access.makeToken": confirmed,
  "access.revokeToken": "takes a right away, which must be quick",
  "access.addOrganisation": "nobody belongs to it yet",
  "access.renameOrganisation": confirmed,
  "access.addPerson": confirmed,
  "access.grantRole": confirmed,
  "access.endRole": confirmed,
  "access.decideRole": confirmed,

  "catalogue.decideUse": confirmed,
  "desk.startDraft": draft,
  "desk.startNewSet": draft,
  "desk.saveDraft": draft,
  "desk.discardDraft": draft,
  "desk.takeOver": draft,
  "desk.propose": draft,
  "desk.withdraw": draft,
  "desk.makeBulk": draft,
  "desk.decide": confirmed,
  "desk.retire": confirmed,
  "desk.restore": confirmed,
  "desk.link": "says that two datasets can be linked; nothing is licensed by it",
  "desk.unlink": "says that two datasets can be linked; nothing is licensed by it",
  "imports.run": confirmed,
  "imports.decideMatch": "which source record describes which dataset; nothing is published by it",
  "mandates.record": confirmed,
  "mandates.decide": confirmed,
  "pricing.startDraft": draft,
  "pricing.saveDraftDates": draft,
  "pricing.saveDraftPrice": draft,
  "pricing.sendDraft": draft,
  "pricing.withdrawDraft": draft,
  "pricing.decideList": confirmed,

  "shortlist.add": kept,
  "shortlist.note": kept,
  "shortlist.remove": kept,
  "savedSearches.save": kept,
  "savedSearches.rename": kept,
  "savedSearches.setMailed": kept,
  "savedSearches.remove": kept,
  "licensing.saveScenario": kept,
  "licensing.removeScenario": kept,
  "enquiries.ask": asks,
  "enquiries.reply": asks,
  "enquiries.answer": asks,
  "quotes.make": "prices of the day; it binds nobody before a contract",

  "licensing.submitApplication": asks,
  "licensing.submitWithQuote": asks,
  "licensing.withdrawApplication": asks,
  "licensing.rejectApplication": "nothing was agreed, and they may apply again",
  "licensing.offer": draft,
  "licensing.withdrawOffer": "takes back what nobody has signed; it can be offered again",
  "licensing.declineOffer": "nothing is agreed; it can be offered again",
  "licensing.approveOffer": confirmed,
  "licensing.approveOfferMoney": confirmed,
  "licensing.recordBoardDecision": confirmed,
  "licensing.sign": confirmed,
  "licensing.countersign": confirmed,
  "licensing.proposeTermination": confirmed,
  "licensing.decideTermination": confirmed,
  "licensing.suspend": confirmed,
  "licensing.restore": confirmed,

  "licensing.report": "daily use, which machines send as well; a later version corrects it",
  "licensing.uploadUsage": "daily use, which machines send as well; a later version corrects it",
  "licensing.decideUsageException": confirmed,
  "licensing.prepareStatement": "counts for nothing before it is attested",
  "licensing.attestStatement": confirmed,
  "licensing.attest": confirmed,
  "licensing.recordFact": confirmed,
  "licensing.handIn": "counts for nothing before the NHS accepts it",
  "licensing.decideDeliverable": confirmed,
  "licensing.acceptMilestone": confirmed,

  "licensing.proposeCredit": confirmed,
  "licensing.decideCredit": confirmed,
  "licensing.proposeRun": confirmed,
  "licensing.decideRun": confirmed,
  "licensing.moveClock": "in demonstrations only",
  "billing.recordReceipt": confirmed,
  "billing.allocate": confirmed,
  "billing.decideReceipt": confirmed,
  "billing.reverse": confirmed,
  "billing.decideReversal": confirmed,
  "billing.recordVatEvidence": confirmed,
  "billing.stateVatNumber": "a number that decides nothing until finance has asked its register",
  "billing.setOff": confirmed,
  "billing.recordRefund": confirmed,
  "billing.takeBackRefund": confirmed,

  "reporting.askForExport": "a file of what whoever may ask may read anyway",
  "licensing.settleParked": "what the run of the night does by itself",
  "licensing.proposeLargeBill": confirmed,
  "licensing.decideLargeBill": confirmed,
  "licensing.proposeRetraction": confirmed,
  "licensing.decideRetraction": confirmed,
};

const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>,
).filter(([, { _def }]) => _def.type === "mutation");

test("of every mutation it is decided whether it asks for confirming, and it is so", () => {
  const found = procedures.map(([name, { _def }]) => [
    name,
    (_def.meta as { confirmed?: true }).confirmed ? confirmed : "no",
  ]);
  const decided = Object.entries(mutations).map(([name, why]) => [name, why === confirmed ? why : "no"]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(decided));
});

test("what asks for confirming refuses whoever did not confirm, or did so more than five minutes ago", async () => {
  await using market = await marketplace();
  const now = market.as(market.people.alice).now;
  const answers = new Set<string>();
  for (const confirmedAt of [null, new Date(now.getTime() - 5 * 60_000)])
    for (const [name] of procedures.filter(([name]) => mutations[name] === confirmed)) {
      const everyRole = { ...market.people.helen, roles: allRoles };
      const context = {
        ...market.as(everyRole),
        requestId: "confirmed",
        session: { id: randomUUID(), confirmedAt },
        demo: true,
        from: { address: "192.0.2.1", device: "" },
        keep: async () => undefined,
      };
      const error = await procedureOf(context, name)({}).catch((failed: unknown) => failed);
      const refusal = (error as { cause?: unknown }).cause;
      answers.add(refusal instanceof Refusal ? refusal.code : `${name}: ${String(error)}`);
    }
  expect([...answers]).toEqual(["confirm_first"]);
});
