import { randomUUID } from "node:crypto";
import { type AnyTRPCProcedure, TRPCError } from "@trpc/server";
import { eq, sql } from "drizzle-orm";
import { Client } from "pg";
import { expect, test } from "vitest";
import { ZodError } from "zod";
import { allRoles } from "#db/enums.ts";
import { evidenceFiles } from "#db/schema/deliverables.ts";
import { usageExceptions } from "#db/schema/usage.ts";
import { testAddresses } from "#db/testing.ts";
import { recordReceipt } from "#server/billing/receipts/store.ts";
import { askCustodian } from "#server/catalogue/enquiries/store/write.ts";
import { walk } from "#server/demonstration/deals.ts";
import { type Actor, type Person, type Role, system, visitor } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { keepFile, readFile } from "#server/licensing/deliverables/store/evidence.ts";
import { proposeTermination } from "#server/licensing/lifecycle/store/termination.ts";
import { findLicenceRow } from "#server/licensing/settlement/store/facts.ts";
import { uploadUsage } from "#server/licensing/usage/upload.ts";
import { quoteRequestSchema } from "#server/quoting/request.ts";
import { makeQuote } from "#server/quoting/store/quotes.ts";
import { appRouter } from "#server/router.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { procedureOf } from "#server/testing/procedure.ts";
import type { Context } from "#server/trpc.ts";
import { type Action, mayDo } from "./rules.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
/** Whose record a procedure is asked about. */
type Target = {
  application: string;
  offer: string;
  licence: string;
  invoice: string;
  proposal: string;
  exception: string;
  dataset: string;
  file: string;
  hash: string;
  enquiry: string;
  quote: string;
  receipt: string;
};

const missing: Target = {
  application: "APP-2099-0001",
  offer: "OFR-2099-0001",
  licence: "HDL-2099-0001",
  invoice: "INV-999999",
  proposal: "00000000-0000-4000-8000-000000000000",
  exception: "00000000-0000-4000-8000-000000000000",
  dataset: "no-such-set",
  file: "00000000-0000-4000-8000-000000000000",
  hash: "0".repeat(64),
  enquiry: "ENQ-2099-0001",
  quote: "QUO-2099-0001",
  receipt: "RC-2099-0001",
};
const reason = "A reason that is long enough";
const day = "2026-11-24";
const quoteOfWalk = quoteRequestSchema.parse({
  set: "hes-apc",
  kind: "subscription",
  years: 1,
  users: 5,
  refreshes: 0,
  startsOn: "2027-01-01",
});
const file = { name: "set.csv", content: new Uint8Array([97]) };
/** A use that a licence without a meter cannot count. */
const usageFile = "source,id,quantity,at,subject\nwalk,1,1,2026-11-24T08:00:00Z,\n";

/** About a record: own, another's and missing are told apart. */
const about: Record<string, (target: Target) => unknown> = {
  "catalogue.bySlug": ({ dataset }) => ({ slug: dataset }),
  "licensing.withdrawApplication": ({ application }) => ({ reference: application, reason }),
  "licensing.rejectApplication": ({ application }) => ({ reference: application, reason }),
  "licensing.application": ({ application }) => ({ reference: application }),
  "licensing.offerBasis": ({ application }) => ({ reference: application }),
  "licensing.offer": ({ application }) => ({
    application,
    parameters: {},
    startsOn: day,
    months: 12,
    expiresOn: "2026-12-24",
    note: "",
  }),
  "licensing.previewOffer": ({ application }) => ({
    application,
    startsOn: day,
    months: 12,
    expiresOn: "2026-12-24",
  }),
  "licensing.offerToSign": ({ offer }) => ({ reference: offer }),
  "licensing.offerByReference": ({ offer }) => ({ reference: offer }),
  "licensing.approveOffer": ({ offer, hash }) => ({ reference: offer, contractHash: hash }),
  "licensing.recordBoardDecision": ({ offer, hash }) => ({ reference: offer, contractHash: hash }),
  "licensing.approveOfferMoney": ({ offer, hash }) => ({ reference: offer, contractHash: hash }),
  "licensing.declineOffer": ({ offer }) => ({ reference: offer, reason }),
  "licensing.withdrawOffer": ({ offer }) => ({ reference: offer, reason }),
  "licensing.sign": ({ offer, hash }) => ({
    reference: offer,
    contractHash: hash,
    name: "Some Body",
    authority: "on",
  }),
  "licensing.countersign": ({ offer, hash }) => ({
    reference: offer,
    contractHash: hash,
    name: "Some Body",
    authority: "on",
  }),
  "licensing.licenceByReference": ({ licence }) => ({ reference: licence }),
  "licensing.statements": ({ licence }) => ({ reference: licence }),
  "licensing.prepareStatement": ({ licence }) => ({ licence, component: "access", period: day, rows: "" }),
  "licensing.previewStatement": ({ licence }) => ({ licence, component: "access", period: day, rows: "" }),
  "licensing.begunStatement": ({ licence }) => ({ licence, component: "access", period: day }),
  "licensing.usageOfLicence": ({ licence }) => ({ reference: licence }),
  "licensing.uploadUsage": ({ licence }) => ({ reference: licence, csv: usageFile }),
  "licensing.decideUsageException": ({ licence, exception }) => ({
    reference: licence,
    id: exception,
    decision: "set_aside",
    reason,
  }),
  "licensing.proposeTermination": ({ licence }) => ({
    reference: licence,
    on: "2027-01-01",
    by: "convenience",
    reason,
  }),
  "licensing.decideTermination": ({ proposal }) => ({ id: proposal, approve: false }),
  "licensing.suspend": ({ licence }) => ({ reference: licence, reason }),
  "licensing.restore": ({ licence }) => ({ reference: licence, reason }),
  "licensing.report": ({ licence }) => ({
    licence,
    component: "access",
    fact: "used",
    id: "x",
    on: day,
    body: {},
  }),
  "licensing.attest": ({ licence }) => ({
    licence,
    component: "access",
    fact: "estimated",
    id: "x",
    on: day,
    body: {},
  }),
  "licensing.recordFact": ({ licence }) => ({
    licence,
    component: "access",
    fact: "changed",
    id: "x",
    on: day,
    body: { tier: "premium" },
  }),
  "licensing.deliverables": ({ licence }) => ({ reference: licence }),
  "licensing.handIn": ({ licence }) => ({ reference: licence, deliverable: "Cleaned dataset", file }),
  "licensing.decideDeliverable": ({ licence }) => ({
    reference: licence,
    handedIn: "x",
    decision: "accept",
    on: day,
  }),
  "licensing.milestones": ({ licence }) => ({ reference: licence }),
  "licensing.acceptMilestone": ({ licence }) => ({
    reference: licence,
    milestone: "Data received",
    on: day,
    acceptor: "Some Body",
    file,
  }),
  "licensing.evidenceFile": ({ licence, file: id }) => ({ reference: licence, id }),
  "licensing.shares": ({ licence }) => ({ reference: licence }),
  "licensing.settleParked": ({ licence }) => ({ reference: licence }),
  "licensing.proposeLargeBill": ({ licence }) => ({ reference: licence, reason }),
  "licensing.proposeRetraction": ({ licence }) => ({ reference: licence, factId: "x", version: 1, reason }),
  "licensing.costs": ({ licence }) => ({ reference: licence }),
  "licensing.proposeCredit": ({ invoice }) => ({
    document: invoice,
    key: `access/${day}`,
    net: "1.00",
    reason,
  }),
  "billing.byNumber": ({ invoice }) => ({ number: invoice }),
  "billing.refund": ({ invoice }) => ({ number: invoice }),

  // finding: enquiries
  "enquiries.byReference": ({ enquiry }) => ({ reference: enquiry }),
  "enquiries.reply": ({ enquiry }) => ({ reference: enquiry, body: "More", key: randomUUID() }),
  "enquiries.answer": ({ enquiry }) => ({ reference: enquiry, body: "Yes", key: randomUUID() }),
  // catalogue desk
  "desk.bySlug": ({ dataset }) => ({ slug: dataset }),
  "desk.startDraft": ({ dataset }) => ({ slug: dataset }),
  "desk.retire": ({ dataset }) => ({ slug: dataset, reason, sameAs: "" }),
  "desk.restore": ({ dataset }) => ({ slug: dataset, reason }),
  "desk.link": ({ dataset }) => ({ slug: dataset, withSlug: "gdppr", by: "NHS number" }),
  "desk.unlink": ({ dataset }) => ({ slug: dataset, withSlug: "gdppr" }),
  // quoting
  "quotes.byReference": ({ quote }) => ({ reference: quote }),
  "licensing.submitWithQuote": ({ quote }) => ({
    quote,
    title: "Readmission",
    purpose: reason,
    publicBenefit: reason,
    users: 5,
    startsOn: "2026-01-01",
    months: 12,
    usagePerMonth: "",
    netSalesPerYear: "",
    profitPerYear: "",
    service: "with",
  }),
  // Price lists
  "pricing.listsOf": ({ dataset }) => ({ slug: dataset }),
};

/** About no record of an organisation: only roles are told apart. */
const plain: Record<string, unknown> = {
  "access.viewer": undefined,
  "access.installation": undefined,
  "access.signIn": { email: "nobody@example.org", password: "x", next: "" },
  "access.mailLink": { email: "nobody@example.org" },
  "access.signInWithLink": { token: "x".repeat(43) },
  "access.signOut": undefined,
  "access.account": undefined,
  "access.sessions": undefined,
  "access.notices": undefined,
  "access.noticeChoices": undefined,
  "access.chooseNotices": { byMail: [] },
  "access.revokeSession": { id: missing.proposal },
  "access.endOtherSessions": undefined,
  "access.switchOrganisation": { id: missing.proposal },
  "access.changePassword": {
    current: "x",
    wanted: "a long enough password",
    again: "a long enough password",
  },
  "access.confirmByPassword": { password: "x", next: "" },
  "access.mailCode": undefined,
  "access.codeToShow": undefined,
  "access.confirmByCode": { code: "123456", next: "" },
  "access.ownOrganisation": undefined,
  "access.setPurchaseOrder": { purchaseOrder: "" },
  "access.tokens": undefined,
  "access.makeToken": {},
  "access.revokeToken": { id: missing.proposal },
  "access.organisations": undefined,
  "access.organisation": { id: missing.proposal },
  "access.addOrganisation": {},
  "access.renameOrganisation": { id: missing.proposal, newName: "Another Name" },
  "access.addPerson": {},
  "access.grantRole": {},
  "access.endRole": {},
  "access.decideRole": { id: missing.proposal, approve: false },
  "access.peopleWithoutRole": undefined,
  "access.refusedMail": undefined,
  "access.rolesProposed": undefined,
  "access.demoPeople": undefined,
  "access.signInAsDemo": { id: missing.proposal },
  "access.mailbox": undefined,
  "access.mail": { id: missing.proposal },
  "catalogue.search": {},
  "catalogue.size": undefined,
  "pricing.policies": undefined,
  "licensing.statement": { reference: "STM-2099-0001" },
  "licensing.attestStatement": {
    reference: "STM-2099-0001",
    name: "Some Body",
    role: "Officer",
    agree: "on",
  },
  "licensing.scenarios": undefined,
  "licensing.scenario": { id: missing.proposal },
  "licensing.saveScenario": { name: "", body: {} },
  "licensing.removeScenario": { id: missing.proposal },
  "licensing.submitApplication": {},
  "licensing.applications": {},
  "licensing.offers": {},
  "licensing.licences": {},
  "licensing.obligationsDue": {},
  "licensing.proposals": { kind: "termination" },
  "licensing.financeProposals": undefined,
  "licensing.decideCredit": { id: missing.proposal, approve: false },
  "licensing.parked": undefined,
  "licensing.retractions": { reference: missing.licence },
  "licensing.decideLargeBill": { id: missing.proposal, approve: false },
  "licensing.decideRetraction": { id: missing.proposal, approve: false },
  "licensing.proposeRun": undefined,
  "licensing.decideRun": { id: missing.proposal, approve: false },
  "licensing.moveClock": {},
  "billing.invoices": {},
  "billing.receipts": {},
  "billing.account": { customer: missing.proposal },
  "billing.accounts": {},
  "billing.refunds": {},
  "billing.setOff": {},
  "billing.recordRefund": {},
  "billing.takeBackRefund": { creditNote: "CN-999999", refund: missing.proposal, reason },
  "billing.receipt": { reference: "RC-2099-0001" },
  "billing.recordReceipt": {},
  "billing.allocate": {},
  "billing.decideReceipt": { id: missing.proposal, approve: false },
  "billing.reverse": { receipt: "RC-2099-0001", allocation: "", reason },
  "billing.decideReversal": { id: missing.proposal, approve: false },
  "billing.vatCustomers": {},
  "billing.numbersToCheck": undefined,
  "billing.vatOf": { organisationId: missing.proposal },
  "billing.ownVat": undefined,
  "billing.recordVatEvidence": {},
  "billing.stateVatNumber": { number: "" },
  "billing.runs": undefined,
  "reporting.workspace": undefined,
  "reporting.commercial": undefined,
  "reporting.finance": undefined,
  "reporting.exportFiles": undefined,
  "reporting.askForExport": { name: "ledger", from: day, to: day, requestKey: missing.proposal },
  "reporting.auditTrail": {},
  "register.list": {},
  "register.entry": { reference: missing.licence },
  "reporting.verify": undefined,
  // dataset pages and decisions on use
  "catalogue.columns": { slug: "hes-apc", filter: {} },
  "catalogue.versions": { slug: "hes-apc" },
  "catalogue.similar": { slug: "hes-apc" },
  "catalogue.public": { slug: "hes-apc" },
  "catalogue.addresses": undefined,
  "catalogue.decideUse": {},
  "catalogue.waitingForDecision": {},

  // finding: compare, shortlist, enquiries, saved searches
  "shortlist.compare": { set: ["hes-apc", "no-such-set"] },
  "shortlist.list": undefined,
  "shortlist.slugs": undefined,
  "shortlist.add": { slug: "hes-apc" },
  "shortlist.note": { slug: "hes-apc", note: "Ask for a sample" },
  "shortlist.remove": { slug: "hes-apc" },
  "enquiries.list": {},
  "enquiries.sheet": {},
  "enquiries.ask": { slug: "hes-apc", subject: "Delay", body: "How late is it?", key: missing.proposal },
  "savedSearches.list": undefined,
  "savedSearches.byId": { id: missing.proposal },
  "savedSearches.save": { name: "Hospitals", query: "setting=hospital" },
  "savedSearches.rename": { id: missing.proposal, name: "Other" },
  "savedSearches.setMailed": { id: missing.proposal, mailed: "no" },
  "savedSearches.remove": { id: missing.proposal },
  // catalogue desk
  "desk.list": {},
  "desk.whole": {},
  "desk.waiting": undefined,
  "desk.waitingCount": undefined,
  "desk.proposal": { id: missing.proposal },
  "desk.startNewSet": {},
  "desk.saveDraft": { id: missing.proposal, revision: 1, patch: {}, was: {} },
  "desk.discardDraft": { id: missing.proposal },
  "desk.takeOver": { id: missing.proposal },
  "desk.propose": { id: missing.proposal, revision: 1, note: reason },
  "desk.withdraw": { id: missing.proposal },
  "desk.decide": { id: missing.proposal, approve: true },
  "desk.previewBulk": { choice: { slugs: [] }, change: null },
  "desk.makeBulk": {},
  // quoting
  "quotes.choices": { set: [], find: "", place: "uk", evidence: false, customer: "standard" },
  "quotes.calculate": {},
  "quotes.tariff": undefined,
  "quotes.make": {},
  "quotes.list": {},
  // Price lists
  "pricing.lists": {},
  "pricing.everyList": {},
  "pricing.waiting": undefined,
  "pricing.proposed": { id: missing.proposal },
  "pricing.startDraft": { slug: missing.dataset },
  "pricing.saveDraftDates": { slug: missing.dataset, revision: 1, validFrom: "2027-01-01" },
  "pricing.saveDraftPrice": {
    slug: missing.dataset,
    revision: 1,
    kind: "royalty",
    customer: "standard",
    reason,
  },
  "pricing.sendDraft": { slug: missing.dataset, revision: 1, reason },
  "pricing.withdrawDraft": { slug: missing.dataset, revision: 1 },
  "pricing.decideList": { id: missing.proposal, approve: false, reason },
  "mandates.waiting": {},
  "mandates.record": {},
  "mandates.decide": { id: missing.proposal, approve: false },
  // imports
  "imports.run": { files: [{ name: "one.json", text: '{"pid":"walk","title":"Walked"}' }] },
  "imports.list": {},
  "imports.byReference": { reference: "IMP-2099-0001" },
  "imports.defects": { reference: "IMP-2099-0001" },
  "imports.defectsFile": { reference: "IMP-2099-0001" },
  "imports.matches": undefined,
  "imports.decideMatch": { source: "hdruk", sourceId: "walk", slug: "hes-apc", same: "no" },
  // Search of the catalogue
  "catalogue.suggest": { typed: "hospital" },
  "catalogue.onOffer": undefined,
};

const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>,
).map(([name, { _def }]) => ({
  name,
  action: (_def.meta as { action: Action }).action,
}));

test("every procedure has a row in this walk, and every row its procedure", () => {
  expect([...Object.keys(about), ...Object.keys(plain)].sort()).toEqual(
    procedures.map(({ name }) => name).sort(),
  );
});

/** The answer in one word: "ok", the refusal's code, or tRPC's; with the sentence that the person reads. */
async function ask(
  market: Market,
  actor: Actor,
  name: string,
  input: unknown,
): Promise<{ code: string; sentence: string }> {
  const context: Context = {
    ...market.on(market.today),
    actor,
    requestId: "walk",
    session: actor.kind === "person" ? { id: randomUUID(), confirmedAt: market.on(market.today).now } : null,
    demo: true,
    from: { address: randomUUID(), device: "" },
    keep: async () => undefined,
  };
  try {
    await procedureOf(context, name)(input);
    return { code: "ok", sentence: "" };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    return { code: error.cause instanceof Refusal ? error.cause.code : error.code, sentence: error.message };
  }
}

const isBuyer = (role: Role) => ["member", "signatory", "buyer_finance"].includes(role);

async function targetOf(market: Market, cast: typeof market.cast): Promise<Target> {
  const { licence } = await walk(market.on(market.today), cast, aSubscription);
  const { application, offer } = await walk(
    market.on(market.today),
    cast,
    { ...aSubscription, title: "Still to sign" },
    "approved",
  );
  const { rows } = await asReading(market.as(system), ({ tx }) =>
    tx.execute<{ number: string; hash: string; paid_by: string }>(
      sql`select d.number, d.payment_reference as paid_by, o.contract_hash as hash from documents d join licences l on l.id = d.licence_id, offers o where l.reference = ${licence} and o.reference = ${offer}`,
    ),
  );
  const { id } = await proposeTermination(market.as(cast.signatory), {
    reference: licence!,
    on: civil("2027-01-01"),
    by: "convenience",
    reason,
  });
  await uploadUsage(market.as(cast.member), { reference: licence!, component: undefined, csv: usageFile });
  const [exception] = await asReading(market.as(cast.member), ({ tx }) => tx.select().from(usageExceptions));
  const evidence = await asOneChange(market.as(system), async (change) => {
    const row = await findLicenceRow(change, licence!);
    await keepFile(change, row, "x", readFile(file));
    const [kept] = await change.tx.select().from(evidenceFiles).where(eq(evidenceFiles.licenceId, row.id));
    return kept!.id;
  });
  const { reference: enquiry } = await askCustodian(market.as(cast.member), {
    slug: "hes-apc",
    subject: "Delay",
    body: "How late is it?",
    key: randomUUID(),
  });
  const { reference: receipt } = await recordReceipt(market.as(market.people.tom), {
    amount: "10.00",
    receivedOn: market.today,
    payer: "Some Body",
    referenceAsReceived: rows[0]!.paid_by,
    requestKey: randomUUID(),
  });
  return {
    application,
    enquiry,
    receipt,
    file: evidence,
    exception: exception!.id,
    offer: offer!,
    licence: licence!,
    invoice: rows[0]!.number,
    hash: rows[0]!.hash,
    proposal: id,
    dataset: "hes-apc",
    quote: (await makeQuote(market.as(cast.member), quoteOfWalk)).reference,
  };
}

test("every procedure × every role × {own, another's, missing} answers as the table says", {
  timeout: 240_000,
}, async () => {
  await using market = await marketplace();
  const own = await targetOf(market, market.cast);
  const others = await targetOf(market, {
    ...market.cast,
    member: market.people.jonas,
    signatory: market.people.katrin,
  });
  const wrong: string[] = [];
  let cells = 0;
  const say = (name: string, who: string, what: string, answer: { code: string }) =>
    wrong.push(`${name} as ${who}, ${what}: ${answer.code}`);

  const actors: [string, Actor][] = [
    ["visitor", visitor],
    ...allRoles.map((role): [string, Person] => [
      role,
      {
        ...(isBuyer(role) ? market.people.priya : market.people.helen),
        roles: [role],
      },
    ]),
  ];
  for (const [who, actor] of actors)
    for (const { name, action } of procedures) {
      const refusal = actor.kind === "visitor" ? "not_signed_in" : "not_permitted";
      const inputs =
        name in about
          ? { missing: about[name]!(missing), another: about[name]!(others), own: about[name]!(own) }
          : { plain: plain[name] };
      const answers = new Map<string, { code: string; sentence: string }>();
      for (const [what, input] of Object.entries(inputs)) {
        cells++;
        answers.set(what, await ask(market, actor, name, input));
      }
      for (const [what, answer] of answers) {
        if (!mayDo(actor, action)) {
          if (answer.code !== refusal) say(name, who, what, answer);
        } else if (answer.code === "not_permitted" || answer.code === "INTERNAL_SERVER_ERROR")
          say(name, who, what, answer);
      }
      if (!mayDo(actor, action) || !answers.has("own")) continue;
      const [gone, other, mine] = [answers.get("missing")!, answers.get("another")!, answers.get("own")!];
      if (gone.code !== "not_found") say(name, who, "missing", gone);
      if (mine.code === "not_found") say(name, who, "own", mine);
      const crosses = actor.kind === "person" && actor.side === "buyer" && name !== "catalogue.bySlug";
      if (crosses && (other.code !== gone.code || other.sentence !== gone.sentence))
        say(name, who, "another's", other);
    }
  expect(wrong).toEqual([]);
  expect(cells).toBeGreaterThan(1_000);
});

/** What the walk leaves to the form, whole: so that the store below it is reached. */
const whole: Record<string, (own: Target) => unknown> = {
  "billing.recordReceipt": () => ({
    amount: "1.00",
    receivedOn: day,
    payer: "Some Body",
    referenceAsReceived: "",
    requestKey: randomUUID(),
  }),
  "billing.allocate": ({ invoice, receipt }) => ({ receipt, document: invoice, amount: "1.00" }),
  "billing.setOff": ({ invoice }) => ({ creditNote: invoice, document: invoice, amount: "1.00" }),
  "billing.recordRefund": ({ invoice }) => ({
    creditNote: invoice,
    amount: "1.00",
    paidOn: day,
    bankReference: "BACS",
  }),
  "billing.receipt": ({ receipt }) => ({ reference: receipt }),
  "billing.reverse": ({ receipt }) => ({ receipt, allocation: "", reason }),
  "billing.recordVatEvidence": ({ proposal }) => ({
    organisationId: proposal,
    kind: "register",
    seen: reason,
    proves: "neither",
  }),
  "billing.stateVatNumber": () => ({ number: "GB980780684" }),
  "access.makeToken": () => ({ name: "Meter", scopes: ["usage:write"], days: 30 }),
  "access.addOrganisation": () => ({
    name: "Some Body",
    sector: "Pharma",
    customerKind: "standard",
    country: "GB",
    address: "1 Some Street",
  }),
  "catalogue.decideUse": ({ dataset }) => ({
    slug: dataset,
    terms: "general_research",
    outcome: "allow",
    kinds: ["royalty"],
    customers: ["standard"],
    reason,
  }),
  "desk.startNewSet": () => ({ title: "A new set", custodian: "Some Body" }),
  "desk.makeBulk": ({ dataset }) => ({
    slugs: [dataset],
    change: { change: "custodian", custodian: "Some Body" },
    note: reason,
  }),
  "mandates.record": ({ dataset }) => ({
    slug: dataset,
    reference: "MAN-9",
    grantedBy: "Some Body",
    validFrom: day,
  }),
  "quotes.make": () => ({ ...quoteOfWalk, years: 2 }),
  "licensing.submitApplication": ({ dataset }) => ({
    dataset,
    kind: "subscription",
    title: "Readmission",
    purpose: reason,
    publicBenefit: reason,
    users: 5,
    startsOn: "2027-01-01",
    months: 12,
    usagePerMonth: "",
    netSalesPerYear: "",
    profitPerYear: "",
    service: "with",
  }),
};

/**
 * Two kinds of procedure have the first wall alone. These act as the service itself once the permission table has agreed
 * (server/access/as-system.ts); and an answer to one's own enquiry is, for a buyer, the same deed as a reply.
 */
const byTheFirstWallAlone = [
  "access.addPerson",
  "access.grantRole",
  "access.endRole",
  "access.setPurchaseOrder",
  "enquiries.answer",
];

/** Every row of every table, as one text a table; counters of tries are nobody's. */
async function everyRow(above: Client): Promise<Map<string, string>> {
  const { rows: tables } = await above.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'tries' order by 1",
  );
  const { rows } = await above.query<{ name: string; rows: string }>(
    tables
      .map(
        ({ name }) =>
          `select '${name}' as name, md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) as rows from public."${name}" t`,
      )
      .join(" union all "),
  );
  return new Map(rows.map(({ name, rows }) => [name, rows]));
}

test("with the first wall taken away, what a buyer's role may not do changes no row, and shows none of another organisation", {
  timeout: 240_000,
}, async () => {
  await using market = await marketplace();
  const own = await targetOf(market, market.cast);
  const others = await targetOf(market, {
    ...market.cast,
    member: market.people.jonas,
    signatory: market.people.katrin,
  });
  await using above = await aboveTheWall(market);
  const wrong: string[] = [];
  let cells = 0;
  let before = await everyRow(above.client);
  for (const role of ["member", "signatory", "buyer_finance"] as const)
    for (const { name, action } of procedures) {
      const actor: Person = { ...market.people.priya, roles: [role] };
      if (mayDo(actor, action) || byTheFirstWallAlone.includes(name)) continue;
      const input = whole[name] ?? about[name];
      for (const [what, given] of Object.entries(
        input ? { own: input(own), another: input(others) } : { plain: plain[name] },
      )) {
        cells++;
        const answer = await behindTheFirstWall(market, actor, name, given);
        const after = await everyRow(above.client);
        const changed = [...after]
          .filter(([table, rows]) => rows !== before.get(table))
          .map(([table]) => table);
        before = after;
        if (changed.length > 0) wrong.push(`${name} as ${role}, ${what}: changed ${changed.join(", ")}`);
        const shown = [
          market.people.jonas!.organisationId,
          "Halden Devices",
          ...Object.values(others),
        ].filter((mark) => mark !== "hes-apc" && answer.includes(mark));
        if (shown.length > 0) wrong.push(`${name} as ${role}, ${what}: shows ${shown.join(", ")}`);
        if (answer.startsWith("ZodError")) wrong.push(`${name}: not reached`);
      }
    }
  expect(wrong).toEqual([]);
  expect(cells).toBeGreaterThan(200);
});

/** The resolver of a procedure without its middleware: input is parsed, and nobody asks who may. */
async function behindTheFirstWall(
  market: Market,
  actor: Person,
  name: string,
  input: unknown,
): Promise<string> {
  const procedure = (appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>)[name]!;
  const { inputs, resolver } = procedure._def as unknown as {
    inputs: { parse(value: unknown): unknown }[];
    resolver(call: { ctx: Context; input: unknown }): Promise<unknown>;
  };
  const ctx: Context = {
    ...market.on(market.today),
    actor,
    requestId: "walk",
    session: { id: randomUUID(), confirmedAt: market.on(market.today).now },
    demo: false,
    from: { address: randomUUID(), device: "" },
    keep: async () => undefined,
  };
  try {
    const answer = await resolver({
      ctx,
      input: inputs.reduce((value, schema) => schema.parse(value), input),
    });
    return JSON.stringify(answer, (_, value) => (typeof value === "bigint" ? String(value) : value)) ?? "";
  } catch (error) {
    return error instanceof ZodError ? "ZodError" : "";
  }
}

async function aboveTheWall(market: Market) {
  const client = new Client({
    connectionString: Object.assign(new URL(testAddresses().superUrl), { pathname: `/${market.name}` }).href,
  });
  await client.connect();
  return { client, [Symbol.asyncDispose]: () => client.end() };
}
