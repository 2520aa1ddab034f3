import type { BusinessEvent } from "#server/audit/events.ts";

type Told = BusinessEvent["type"];

const published: Told[] = ["dataset.published", "catalogue.imported", "dataset.linked", "dataset.matched"];
const described: Told[] = [...published, "dataset.retired", "dataset.restored", "use_terms.decided"];
const refunded: Told[] = ["refund.set_off", "refund.paid", "refund.taken_back"];
const settled: Told[] = [
  "document.issued",
  "receipt.allocated",
  "receipt.allocation_reversed",
  "refund.set_off",
  "refund.taken_back",
];

/**
 * What is told, in the same change, whenever a row of a table is written: one of these at least. Not named is what people
 * keep for themselves or have not finished (drafts, shortlists, saved searches), what machines send and count (usage,
 * reminders, mail, sessions, runs), and income that is earned with the days.
 */
export const toldWith: Record<string, readonly Told[]> = {
  installation: ["organisation.added"],
  organisations: ["organisation.added", "organisation.changed", "vat_evidence.recorded"],
  vat_evidence: ["vat_evidence.recorded", "vat_number.stated"],
  people: ["person.added", "person.password_changed"],
  memberships: ["role.granted", "role.ended"],
  proposals: ["proposal.made", "proposal.decided"],
  api_tokens: ["token.made", "token.revoked"],
  custodians: described,
  custodian_spellings: described,
  datasets: described,
  dataset_versions: published,
  dataset_columns: published,
  dataset_ratings: published,
  linkages: published,
  imports: ["catalogue.imported"],
  import_defects: ["catalogue.imported"],
  import_rejects: ["catalogue.imported"],
  source_originals: ["catalogue.imported"],
  source_records: ["catalogue.imported", "dataset.matched"],
  record_matches: ["catalogue.imported", "dataset.matched"],
  use_decisions: ["use_terms.decided"],
  mandates: ["mandate.recorded"],
  price_lists: ["price_list.published"],
  prices: ["price_list.published"],
  service_tariffs: ["tariff.published"],
  quotes: ["quote.made"],
  enquiries: ["enquiry.opened", "enquiry.answered", "enquiry.closed"],
  enquiry_messages: ["enquiry.opened", "enquiry.answered"],
  applications: [
    "application.saved",
    "application.submitted",
    "application.withdrawn",
    "application.rejected",
    "offer.made",
    "offer.approved",
    "offer.declined",
    "offer.withdrawn",
    "offer.lapsed",
  ],
  offer_versions: ["offer.made"],
  approvals: ["offer.approved"],
  signatures: ["offer.signed"],
  offers: [
    "offer.made",
    "offer.approved",
    "offer.declined",
    "offer.withdrawn",
    "offer.lapsed",
    "offer.signed",
  ],
  entitlements: [
    "licence.in_force",
    "licence.suspended",
    "licence.restored",
    "licence.terminated",
    "licence.expired",
  ],
  facts: ["fact.reported"],
  evidence_files: ["fact.reported"],
  statements: ["statement.sent", "statement.attested"],
  documents: ["document.issued"],
  document_lines: ["document.issued"],
  series: ["document.issued"],
  open_items: settled,
  receipts: ["receipt.recorded"],
  receipt_balances: [
    "receipt.recorded",
    "receipt.allocated",
    "receipt.allocation_reversed",
    "receipt.reversed",
  ],
  allocations: ["receipt.allocated"],
  reversals: ["receipt.reversed", "receipt.allocation_reversed"],
  refund_balances: ["document.issued", ...refunded],
  refunds: ["refund.set_off", "refund.paid"],
  refund_reversals: ["refund.taken_back"],
};
