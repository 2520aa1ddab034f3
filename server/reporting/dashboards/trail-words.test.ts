import { expect, test } from "vitest";
import { allProposalKinds } from "#db/enums.ts";
import type { BusinessEvent } from "#server/audit/events.ts";
import { type EventType, eventTypes, proposalsOf, saidOf, trailKinds, typesOf } from "./trail-words.ts";

type FactsOf<Type extends EventType> = Extract<BusinessEvent, { type: Type }>["facts"];
const reason = "The custodian asked for it";
const sha256 = "a".repeat(64);

/** One of every event, with the sentence that an auditor reads. */
const told: { [Type in EventType]: [subject: string, facts: FactsOf<Type>, sentence: string] } = {
  "person.signed_in": ["p@example.org", { by: "link", device: "Firefox" }, "signed in by a mailed link"],
  "person.confirmed": ["p@example.org", { by: "code" }, "confirmed by a mailed code that it is them"],
  "session.revoked": ["p@example.org", { session: "Firefox" }, "ended a session of p@example.org on Firefox"],
  "person.password_changed": ["p@example.org", {}, "changed the password of p@example.org"],
  "person.added": ["p@example.org", { name: "Pia", email: "p@example.org" }, "added Pia, p@example.org"],
  "role.granted": [
    "p@example.org",
    { person: "Pia", role: "nhs_signatory" },
    "gave Pia the role NHS signatory",
  ],
  "role.ended": [
    "p@example.org",
    { person: "Pia", role: "buyer_finance" },
    "ended the role buyer finance of Pia",
  ],
  "organisation.added": ["Halden", { name: "Halden" }, "added the organisation Halden"],
  "organisation.changed": [
    "Halden",
    { field: "purchase_order", before: "", after: "PO-7" },
    "changed purchase order of Halden from nothing to PO-7",
  ],
  "token.made": [
    "Halden",
    { name: "Meter", prefix: "hdm_ab", scopes: "usage:write", days: 30 },
    "made the token Meter (hdm_ab…) of Halden for 30 days",
  ],
  "token.revoked": [
    "Halden",
    { name: "Meter", prefix: "hdm_ab" },
    "ended the token Meter (hdm_ab…) of Halden",
  ],
  "proposal.made": [
    "INV-000001",
    { kind: "credit_note", reason },
    "asked a second person for a credit: INV-000001. Reason: The custodian asked for it",
  ],
  "proposal.decided": [
    "2026-11-24",
    { kind: "daily_run", outcome: "approved" },
    "approved the daily run: 24 November 2026",
  ],
  "catalogue.imported": [
    "IMP-2026-0001",
    { read: 3, created: 1, updated: 1, unchanged: 0, rejected: 1, files: "a.csv" },
    "imported 3 records from a.csv: 1 new, 1 changed, 1 rejected",
  ],
  "dataset.published": [
    "sact",
    { version: 2, note: "New years", by: "Elena" },
    "published version 2 of the description of sact, by Elena: New years",
  ],
  "dataset.retired": ["sact", { reason }, "retired sact. Reason: The custodian asked for it"],
  "dataset.restored": ["sact", { reason }, "restored sact. Reason: The custodian asked for it"],
  "dataset.linked": [
    "sact",
    { with: "nda", by: "person", outcome: "removed" },
    "unlinked sact from nda, by person",
  ],
  "dataset.matched": [
    "sact",
    { source: "HDR UK", sourceId: "17", same: "no" },
    "decided that sact is not the record 17 of HDR UK",
  ],
  "use_terms.decided": [
    "sact",
    { outcome: "allow", kinds: "royalty profit_share", customers: "standard", terms: "{}", reason },
    "decided on the use of sact under royalty, profit share: allowed. Reason: The custodian asked for it",
  ],
  "mandate.recorded": [
    "sact",
    { reference: "M-1", grantedBy: "NDRS", from: "2026-04-01", to: "" },
    "recorded the mandate M-1 of NDRS for sact, from 1 April 2026",
  ],
  "price_list.published": [
    "sact",
    { version: 2, validFrom: "2026-04-01", author: "James" },
    "published version 2 of the price list of sact, by James, in force from 1 April 2026",
  ],
  "tariff.published": [
    "service",
    { version: 1, validFrom: "2026-04-01", source: "DARS charges" },
    "published version 1 of the tariff of the service, from DARS charges, in force from 1 April 2026",
  ],
  "enquiry.opened": [
    "ENQ-2026-0001",
    { dataset: "sact", subject: "Years" },
    "asked about sact: “Years” (ENQ-2026-0001)",
  ],
  "enquiry.answered": ["ENQ-2026-0001", { by: "nhs" }, "wrote in ENQ-2026-0001 for the NHS"],
  "enquiry.closed": ["ENQ-2026-0001", { by: "buyer" }, "closed ENQ-2026-0001 for the buyer"],
  "quote.made": [
    "QUO-2026-0001",
    { datasets: "sact", kind: "subscription", gross: "3817080", validUntil: "2026-12-24" },
    "made the quote QUO-2026-0001 for subscription: £38,170.80 with VAT, valid until 24 December 2026",
  ],
  "application.saved": [
    "APP-2026-0001",
    { dataset: "sact", kind: "royalty" },
    "saved a draft of APP-2026-0001 for sact under royalty",
  ],
  "application.submitted": [
    "APP-2026-0001",
    { dataset: "sact", kind: "one_off_fee" },
    "sent APP-2026-0001 for sact under one-off fee",
  ],
  "application.withdrawn": ["APP-2026-0001", { reason: "" }, "withdrew APP-2026-0001. No reason was given"],
  "application.rejected": [
    "APP-2026-0001",
    { reason },
    "rejected APP-2026-0001. Reason: The custodian asked for it",
  ],
  "offer.made": [
    "OFR-2026-0015",
    { version: 2, contractHash: sha256, value: "7592000", atListTerms: false },
    "made version 2 of OFR-2026-0015, worth £75,920.00 over its term, at other than list terms",
  ],
  "offer.approved": [
    "OFR-2026-0015",
    { version: 2, contractHash: sha256, as: "finance", evidence: "" },
    "approved version 2 of OFR-2026-0015 as finance",
  ],
  "offer.declined": [
    "OFR-2026-0015",
    { reason },
    "declined OFR-2026-0015. Reason: The custodian asked for it",
  ],
  "offer.withdrawn": [
    "OFR-2026-0015",
    { reason },
    "withdrew OFR-2026-0015. Reason: The custodian asked for it",
  ],
  "offer.lapsed": [
    "OFR-2026-0015",
    { expiredOn: "2026-11-23" },
    "let OFR-2026-0015 lapse: it could be signed until 23 November 2026",
  ],
  "offer.signed": [
    "OFR-2026-0015",
    { side: "nhs", name: "Helen Marsh", contractHash: sha256, authenticatedBy: "password" },
    "signed OFR-2026-0015 for the NHS as Helen Marsh, confirmed by password",
  ],
  "licence.in_force": [
    "HDL-2026-0001",
    { contractHash: sha256, startsOn: "2026-04-01", endsOn: "2028-04-01", kind: "equity_share" },
    "brought HDL-2026-0001 into force under equity share, from 1 April 2026 up to 1 April 2028",
  ],
  "licence.terminated": [
    "HDL-2026-0001",
    { endedOn: "2026-11-30", by: "convenience", reason },
    "ended HDL-2026-0001 early on 30 November 2026. Reason: The custodian asked for it",
  ],
  "licence.expired": [
    "HDL-2026-0001",
    { endedOn: "2028-04-01" },
    "ended HDL-2026-0001, whose term was over on 1 April 2028",
  ],
  "licence.suspended": [
    "HDL-2026-0001",
    { reason },
    "suspended access under HDL-2026-0001. Reason: The custodian asked for it",
  ],
  "licence.restored": [
    "HDL-2026-0001",
    { reason },
    "restored access under HDL-2026-0001. Reason: The custodian asked for it",
  ],
  "licence.parked": [
    "HDL-2026-0001",
    { because: "too_much", reason: "It would bill £2,000,000.00" },
    "stopped the billing of HDL-2026-0001. Reason: It would bill £2,000,000.00",
  ],
  "licence.unparked": ["HDL-2026-0001", {}, "let the billing of HDL-2026-0001 go on"],
  "entitlement.granted": [
    "HDL-2026-0001",
    { dataset: "sact", users: 12 },
    "gave 12 named users access to sact under HDL-2026-0001",
  ],
  "entitlement.ended": ["HDL-2026-0001", { dataset: "sact" }, "ended access to sact under HDL-2026-0001"],
  "fact.reported": [
    "HDL-2026-0001",
    {
      component: "shares",
      kind: "escrow_released",
      factId: "escrow released 2026-11-02",
      version: 2,
      on: "2026-11-02",
    },
    "put “escrow released” of 2 November 2026 on record under HDL-2026-0001 (escrow released 2 November 2026, version 2)",
  ],
  "usage.uploaded": [
    "HDL-2026-0001",
    { accepted: 1, duplicates: 2, exceptions: 3, sha256 },
    "sent usage of HDL-2026-0001: 1 event taken, 2 known before, 3 for a person to decide",
  ],
  "usage.decided": [
    "HDL-2026-0001",
    { source: "meter", id: "42", exception: "past_the_window", decision: "leave_out", because: reason },
    "decided on the event 42 of meter under HDL-2026-0001 (past the window): leave out. Reason: The custodian asked for it",
  ],
  "statement.sent": [
    "HDL-2026-0001",
    { statement: "STM-2026-0001", period: "2026-07-01", faults: 2 },
    "sent STM-2026-0001 of the period from 1 July 2026 under HDL-2026-0001: refused, 2 faults",
  ],
  "statement.attested": [
    "HDL-2026-0001",
    {
      statement: "STM-2026-0001",
      version: 1,
      by: "Anthony",
      as: "Finance Director",
      text: "2026-11",
      sha256,
    },
    "attested STM-2026-0001 under HDL-2026-0001 as Anthony, Finance Director (version 1 of the period)",
  ],
  "document.issued": [
    "CN-000001",
    { type: "credit_note", net: "616438", vat: "123288", gross: "739726", due: "", sha256 },
    "issued the credit note CN-000001: £6,164.38 and VAT £1,232.88, £7,397.26 in total",
  ],
  "receipt.recorded": [
    "RC-2026-0001",
    { amount: "5000000", payer: "MERIDIAN", sha256 },
    "recorded the receipt RC-2026-0001: £50,000.00 from MERIDIAN",
  ],
  "receipt.allocated": [
    "RC-2026-0001",
    { document: "INV-000001", amount: "1" },
    "allocated £0.01 of RC-2026-0001 to INV-000001",
  ],
  "receipt.allocation_reversed": [
    "RC-2026-0001",
    { document: "INV-000001", amount: "1", reason },
    "took back the allocation of £0.01 of RC-2026-0001 to INV-000001. Reason: The custodian asked for it",
  ],
  "receipt.reversed": [
    "RC-2026-0001",
    { amount: "5000000", reason },
    "took back the receipt RC-2026-0001 of £50,000.00. Reason: The custodian asked for it",
  ],
  "refund.set_off": [
    "CN-000001",
    { document: "INV-000007", amount: "10000" },
    "set off £100.00 of CN-000001 against INV-000007",
  ],
  "refund.paid": [
    "CN-000001",
    { amount: "10000", on: "2026-11-27", reference: "BACS 7" },
    "recorded that £100.00 of CN-000001 was paid back on 27 November 2026, reference BACS 7",
  ],
  "refund.taken_back": [
    "CN-000001",
    { amount: "10000", reason },
    "took back the refund of £100.00 of CN-000001. Reason: The custodian asked for it",
  ],
  "vat_evidence.recorded": [
    "Halden",
    {
      kind: "vat_number",
      number: "DE136695976",
      proves: "business_abroad",
      holdsFrom: "2026-05-20",
      seen: "VIES: valid",
    },
    "recorded of Halden: VAT number, asked of the register of its country (VIES, HMRC) DE136695976, “VIES: valid”. It shows in business outside the United Kingdom: no UK VAT, from 20 May 2026",
  ],
  "vat_number.stated": ["Halden", { number: "DE136695976" }, "stated the VAT number DE136695976 of Halden"],
  "run.finished": [
    "2026-11-24",
    { day: "2026-11-24", licences: 1, documents: 0, parked: 1 },
    "finished the daily run of 24 November 2026: 1 licence looked at, 0 documents issued, billing of 1 licence stopped",
  ],
  "clock.moved": [
    "installation",
    { from: "2026-11-24", to: "2026-12-24" },
    "moved the business date from 24 November 2026 to 24 December 2026",
  ],
  "export.taken": [
    "ledger.csv",
    { name: "ledger", rows: 20_000, sha256 },
    "made the export ledger.csv: 20,000 rows",
  ],
};

test.each(Object.entries(told))("%s reads as a person would say it", (type, [subject, facts, sentence]) => {
  expect(saidOf({ type, actorName: "Ola Brandt", subject, facts })).toBe(`Ola Brandt ${sentence}`);
});

test("an event of an older release says that it has no words, and shows no key", () => {
  const event = { type: "offer.countered", actorName: "system", subject: "OFR-2026-0001", facts: {} };
  expect(saidOf(event)).toBe("The service did something to OFR-2026-0001 that this release has no words for");
});

test("every event and every proposal is found under exactly one kind", () => {
  const found = (Object.keys(trailKinds) as (keyof typeof trailKinds)[]).flatMap((kind) => [
    ...typesOf(kind),
    ...proposalsOf(kind),
  ]);
  const proposals = ["proposal.made", "proposal.decided"];
  const all = eventTypes.map(({ type }) => type as string).filter((type) => !proposals.includes(type));
  expect(found.sort()).toEqual([...all, ...allProposalKinds].sort());
});
