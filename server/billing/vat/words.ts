import type { NumberCheck, VatEvidenceKind, VatProof } from "#db/enums.ts";

/** What each kind of evidence is called (design, finance-2 section 3). */
export const evidenceKinds = {
  stated: "VAT number, as the customer states it",
  vat_number: "VAT number, asked of the register of its country (VIES, HMRC)",
  register: "Extract of a company register",
  tax_certificate: "Certificate of registration or tax",
  contract: "Contract that shows the business and its address",
  website: "Website of the business",
  registration: "Membership of the VAT registration of the NHS",
  brought: "Held before evidence was kept here",
} as const satisfies Record<VatEvidenceKind, string>;

/** What finance may record; the others come from the customer, or from before. */
export const recordedKinds = [
  "vat_number",
  "register",
  "tax_certificate",
  "contract",
  "website",
  "registration",
] as const satisfies readonly VatEvidenceKind[];

export const proofs = {
  business_abroad: "In business outside the United Kingdom: no UK VAT",
  same_registration: "In the VAT registration of the NHS: nothing is a supply, no VAT",
  neither: "Neither: VAT at the standard rate",
} as const satisfies Record<VatProof, string>;

export const checks = {
  checksum: "its shape and its check digits are right",
  shape: "its shape was looked at; its country publishes no check digits that we hold",
} as const satisfies Record<NumberCheck, string>;
