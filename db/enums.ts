/**
 * The closed lists of words, each once: the tables make their enums of them, and rules read them here without knowing a
 * table; a page reads them from the rules.
 */

// access
export const allSides = ["buyer", "nhs"] as const;
export type Side = (typeof allSides)[number];
/** Buyer roles belong to buyer organisations, the rest to the NHS. */
export const allRoles = [
  "member",
  "signatory",
  "buyer_finance",
  "catalogue_editor",
  "commercial_manager",
  "approver",
  "nhs_signatory",
  "finance_officer",
  "auditor",
  "administrator",
] as const;
export type Role = (typeof allRoles)[number];
export const allCustomerKinds = ["standard", "small_company", "academic"] as const;
export type CustomerKind = (typeof allCustomerKinds)[number];
export const allCodePurposes = ["sign_in", "confirm"] as const;
export const allProposalKinds = [
  "credit_note",
  "daily_run",
  "termination",
  "board_decision",
  "dataset_version",
  "price_list",
  "large_bill",
  "retraction",
  "receipt",
  "receipt_reversal",
  "role",
  "mandate",
] as const;
export const allProposalStatuses = ["waiting", "approved", "refused", "withdrawn"] as const;

// pricing
export const allModelKinds = [
  "free_access",
  "data_return",
  "cost_recovery",
  "one_off_fee",
  "subscription",
  "usage_based",
  "royalty",
  "equity_share",
  "profit_share",
] as const;
export type ModelKind = (typeof allModelKinds)[number];
export const allStandings = ["list", "approval", "not"] as const;
export type Standing = (typeof allStandings)[number];
export const allPolicyStandings = ["routine", "needs_approval", "needs_board"] as const;
export type PolicyStanding = (typeof allPolicyStandings)[number];

// catalogue
export const allSettings = [
  "hospital",
  "general_practice",
  "pharmacy",
  "medical_devices",
  "registry",
  "genomic",
  "mental_health",
  "community",
  "maternity",
  "linked_national",
  "research",
  "not_stated",
] as const;
export type Setting = (typeof allSettings)[number];
export const allLicensables = ["licensable", "needs_decision", "not_licensable", "proposed"] as const;
export type Licensable = (typeof allLicensables)[number];
export const allIdentifierClasses = ["direct", "indirect", "none", "unset"] as const;
export type IdentifierClass = (typeof allIdentifierClasses)[number];
export const allDraftStatuses = ["draft", "proposed", "published", "refused", "withdrawn"] as const;

// enquiries
export const allEnquiryStatuses = ["waiting", "answered", "closed"] as const;
export type EnquiryStatus = (typeof allEnquiryStatuses)[number];

// billing
export const allDocumentTypes = ["invoice", "barter_invoice", "debit_note", "credit_note"] as const;
export const allSeries = ["INV", "CN", "DN"] as const;
export const allVatCategories = ["S", "AE", "O"] as const;
export const allRunStatuses = ["running", "finished", "failed"] as const;
/** Why a licence is not settled: its plan fails, or would bill more than may be billed without a person. */
export const allParkedReasons = ["cannot_be_calculated", "too_much", "purchase_order_missing"] as const;

// licensing
export const allApplicationStatuses = [
  "draft",
  "submitted",
  "in_review",
  "approved",
  "rejected",
  "withdrawn",
  "expired",
] as const;
export type ApplicationStatus = (typeof allApplicationStatuses)[number];
export const allOfferStatuses = [
  "offered",
  "approved",
  "part_signed",
  "signed",
  "declined",
  "withdrawn",
  "lapsed",
] as const;
export type OfferStatus = (typeof allOfferStatuses)[number];
export const allLicenceStatuses = ["in_force", "suspended", "expired", "terminated"] as const;
export type LicenceStatus = (typeof allLicenceStatuses)[number];
export const allApprovalCapacities = ["approver", "finance", "board"] as const;
export const allEntitlementStatuses = ["granted", "suspended", "ended"] as const;
/** How a promise stands. Which of these ask for something is said in `licensing/settlement/promises.ts`. */
export const allObligationStates = [
  "planned",
  "due",
  "submitted",
  "accepted",
  "rejected",
  "late",
  "waived",
  "failed",
  "cancelled",
] as const;
export type ObligationState = (typeof allObligationStates)[number];

// statements
export const allStatementStatuses = ["draft", "attested", "refused"] as const;

// usage
export const allUsageExceptions = [
  "conflict",
  "unknown_licence",
  "unknown_meter",
  "before_start",
  "after_end",
  "past_the_window",
] as const;

// notices
export const allNoticeKinds = [
  "application_received",
  "application_rejected",
  "approval_needed",
  "money_approval_needed",
  "offer_made",
  "to_sign",
  "to_countersign",
  "signed",
  "offer_lapsing",
  "offer_lapsed",
  "offer_withdrawn",
  "offer_declined",
  "invoice_issued",
  "credit_note_issued",
  "payment_received",
  "invoice_due",
  "invoice_overdue",
  "report_due",
  "report_late",
  "licence_ending",
  "vat_number_stated",
  "vat_decided",
  "role_asked",
  "role_given",
] as const;
export type NoticeKind = (typeof allNoticeKinds)[number];

// exports
export const allExportNames = ["reconciliation", "ledger"] as const;
export type ExportName = (typeof allExportNames)[number];
export const allExportStatuses = ["waiting", "being_made", "ready", "failed"] as const;

// VAT evidence
export const allVatEvidenceKinds = [
  "stated",
  "vat_number",
  "register",
  "tax_certificate",
  "contract",
  "website",
  "registration",
  "brought",
] as const;
export type VatEvidenceKind = (typeof allVatEvidenceKinds)[number];
export const allVatProofs = ["business_abroad", "same_registration", "neither"] as const;
export type VatProof = (typeof allVatProofs)[number];
export const allNumberChecks = ["checksum", "shape"] as const;
export type NumberCheck = (typeof allNumberChecks)[number];
