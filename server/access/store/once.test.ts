import { expect, test } from "vitest";
import { walk } from "#server/demonstration/deals.ts";
import { asOneChange } from "#server/lib/change.ts";
import { addDays } from "#server/lib/dates.ts";
import { offerSchema } from "#server/licensing/negotiation/form.ts";
import { makeOffer } from "#server/licensing/negotiation/store/offers.ts";
import { readOffer } from "#server/licensing/negotiation/store/pages.ts";
import { appRouter } from "#server/router.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { once } from "./once.ts";

test("an offer that is sent three times, twice of them at once, is version 1; from a page drawn anew it is version 2", async () => {
  await using market = await marketplace();
  const james = market.as(market.people.james);
  const { application } = await walk(market.on(market.today), market.cast, aSubscription, "applied");
  const form = (requestKey: string) =>
    offerSchema.parse({
      application,
      requestKey,
      startsOn: market.today,
      months: 12,
      expiresOn: addDays(market.today, 30),
    });
  const key = "a page that was drawn once";
  const [one, other] = await Promise.all([makeOffer(james, form(key)), makeOffer(james, form(key))]);
  expect(await makeOffer(james, form(key))).toEqual(one);
  expect(other).toEqual(one);
  expect((await readOffer(james, one.reference)).version).toBe(1);
  await makeOffer(james, form("a page that was drawn anew"));
  expect((await readOffer(james, one.reference)).version).toBe(2);
});

test("under the same key with other words a form is refused, and what failed may be tried again", async () => {
  await using market = await marketplace();
  const james = market.as(market.people.james);
  const send = (amount: string, work: () => Promise<{ done: string }>) =>
    asOneChange(james, (change) => once(change, { requestKey: "key of the page", amount }, work));
  await expect(send("1", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await send("1", async () => ({ done: "yes" }))).toEqual({ done: "yes" });
  expect(await send("1", () => Promise.reject(new Error("done twice")))).toEqual({ done: "yes" });
  await expect(send("2", async () => ({ done: "again" }))).rejects.toMatchObject({
    code: "changed_meanwhile",
  });
});

/**
 * Every form that makes something, and why sent twice it makes one: by the key that its page gave it or of its own words
 * (`key`), or because the second finds what the first did.
 */
const makesOnce: Record<string, string> = {
  "licensing.submitApplication": "key of its words, while it is open",
  "licensing.submitWithQuote": "one application a dataset of the quote, while it is open",
  "licensing.offer": "key",
  "licensing.report": "the fact has a name; the same name is the same fact, said again",
  "licensing.attest": "the same",
  "licensing.recordFact": "the same",
  "licensing.handIn": "what was handed in waits to be decided; the same again replaces it",
  "licensing.acceptMilestone": "a milestone is accepted once",
  "licensing.prepareStatement": "a draft is replaced by the next for its period",
  "licensing.uploadUsage": "an event of the same source and id is the same event",
  "licensing.saveScenario": "one scenario a name",
  "quotes.make": "key of its words and of the prices of the day",
  "enquiries.ask": "key",
  "enquiries.reply": "key",
  "enquiries.answer": "key",
  "billing.recordReceipt": "key",
  "billing.allocate": "key",
  "billing.reverse": "what is taken back is taken back once",
  "billing.recordVatEvidence": "key",
  "billing.stateVatNumber": "key",
  "billing.setOff": "key",
  "billing.recordRefund": "key",
  "billing.takeBackRefund": "what is taken back is taken back once",
  "reporting.askForExport": "key",
  "access.addOrganisation": "one organisation a name",
  "access.addPerson": "one person an address, one membership a role",
  "access.grantRole": "one membership a role",
  "access.makeToken":
    "a second is listed beside the first, whose secret is shown once; either is revoked by a press",
  "savedSearches.save": "one search a name",
  "shortlist.add": "a dataset is on the list once",
  "imports.run": "a source record is itself by its source and id",
  "desk.startDraft": "one open draft a dataset",
  "desk.startNewSet": "the draft that was begun is found by its title",
  "desk.makeBulk": "one open draft a dataset",
  "desk.link": "two datasets are linked once",
  "pricing.startDraft": "one open draft a dataset",
  "mandates.record": "one proposal of a kind waits about a subject",
  "catalogue.decideUse": "the same word over the same terms",
};

/** What a mutation does that makes nothing: it decides, changes or takes away what is there, or proposes, which waits once. */
const makesNothing =
  /\.(sign|decide|withdraw|reject|approve|decline|propose|revoke|end|remove|rename|set|save(Draft|Dates)|choose|change|switch|confirm|mail|move|note|discard|unlink|retire|restore|suspend|takeOver|send|settle|counter|record(Board)|attestStatement|signOut|signIn)/;

test("of every form that makes something it is said why, sent twice, it makes one", () => {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  const mutations = Object.keys(procedures).filter((name) => procedures[name]!._def.type === "mutation");
  const making = mutations.filter((name) => !makesNothing.test(name));
  expect(making.filter((name) => !(name in makesOnce)).sort()).toEqual([]);
  expect(Object.keys(makesOnce).filter((name) => !mutations.includes(name))).toEqual([]);
});
