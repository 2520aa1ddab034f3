import { allRoles } from "#db/enums.ts";
import type { Role, Side } from "#server/lib/actor.ts";

/** What each role is called on the screen. */
export const roleTitles: Record<Role, string> = {
  member: "Member",
  signatory: "Signatory",
  buyer_finance: "Buyer finance",
  catalogue_editor: "Catalogue editor",
  commercial_manager: "Commercial manager",
  approver: "Approver",
  nhs_signatory: "NHS signatory",
  finance_officer: "Finance officer",
  auditor: "Auditor",
  administrator: "Administrator",
};

/** What somebody in the role comes to do. */
export const rolePurposes: Record<Role, string> = {
  member: "find data, apply for licences, report use and sales",
  signatory: "accept terms, sign licences, attest statements",
  buyer_finance: "see invoices, purchase orders and statements of account",
  catalogue_editor: "describe datasets, use terms and price lists",
  commercial_manager: "decide on applications, make and negotiate offers",
  approver: "approve deals that somebody else has made",
  nhs_signatory: "sign for the NHS, after the buyer",
  finance_officer: "invoices, credit notes, receipts and exports",
  auditor: "read everything, change nothing",
  administrator: "organisations, people and roles",
};

const buyerRoles: readonly Role[] = ["member", "signatory", "buyer_finance"];

/** Buyer roles belong to buyers, all others to the NHS. */
export const sideOf = (role: Role): Side => (buyerRoles.includes(role) ? "buyer" : "nhs");

/** What binds an organisation or decides for the NHS is given and taken by two administrators; the rest by one. */
export const takesTwo = (role: Role): boolean => role !== "member" && role !== "buyer_finance";

export const rolesOf = (side: Side) => allRoles.filter((role) => sideOf(role) === side);

/** The role of this name; undefined where there is none, as in an address that somebody typed. */
export const roleNamed = (name: unknown): Role | undefined => allRoles.find((role) => role === name);
