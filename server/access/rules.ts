import type { Actor, Role } from "#server/lib/actor.ts";
import { Refusal } from "#server/lib/refusal.ts";

/** Everybody, signed in or not. */
const everyone = "everyone";
const buyers: Role[] = ["member", "signatory", "buyer_finance"];
const nhs: Role[] = [
  "catalogue_editor",
  "commercial_manager",
  "approver",
  "nhs_signatory",
  "finance_officer",
  "auditor",
  "administrator",
];
const commercial: Role[] = ["commercial_manager", "approver", "nhs_signatory"];
const signedIn: Role[] = [...buyers, ...nhs];

/**
 * Who may do what. Every procedure names one of these actions; what is not
 * listed is refused. Row-level security keeps each organisation to its own rows whatever stands here, and the
 * database again refuses own work where two people are asked for.
 */
export const permissions = {
  "catalogue.read": everyone,
  "prices.read": everyone,
  "register.read": everyone,
  "session.start": everyone,
  "session.read": everyone,
  "session.manage_own": signedIn,
  "people.read": ["administrator", "auditor"],
  "people.manage": ["administrator"],
  "organisation.read": buyers,
  "organisation.manage": ["signatory"],
  "tokens.manage": ["signatory"],

  "catalogue.manage": ["catalogue_editor", ...commercial, "auditor"],
  "catalogue.edit": ["catalogue_editor"],
  "catalogue.import": ["catalogue_editor"],
  "catalogue.publish": ["catalogue_editor", "approver"],
  "use_terms.decide": ["approver"],
  "price_list.manage": ["catalogue_editor", ...commercial, "auditor"],
  "price_list.edit": ["commercial_manager", "catalogue_editor"],
  "price_list.approve": ["approver"],
  "search.keep": signedIn,
  "shortlist.keep": signedIn,
  "enquiry.ask": ["member", "signatory"],
  "enquiry.read": [...buyers, "catalogue_editor", ...commercial, "auditor"],
  "enquiry.answer": ["catalogue_editor", "commercial_manager"],
  "quote.make": ["member", "signatory"],
  "quote.read": [...buyers, ...commercial, "auditor"],

  "scenario.keep": buyers,
  "application.write": ["member", "signatory"],
  "application.read": [...buyers, ...commercial, "finance_officer", "auditor"],
  "application.decide": ["commercial_manager"],
  "offer.read": [...buyers, ...commercial, "finance_officer", "auditor"],
  "offer.make": ["commercial_manager"],
  "offer.approve": ["approver"],
  "offer.approve_money": ["finance_officer"],
  "offer.decline": ["signatory"],
  "offer.open_to_sign": ["signatory", "nhs_signatory"],
  "offer.sign": ["signatory"],
  "offer.countersign": ["nhs_signatory"],
  "licence.read": [...buyers, ...commercial, "finance_officer", "auditor"],
  "licence.propose_end": ["signatory", "commercial_manager"],
  "licence.end": ["approver"],
  "facts.report": ["member", "signatory"],
  "facts.attest": ["signatory"],
  "facts.decide": ["commercial_manager"],
  "facts.propose_retraction": ["commercial_manager", "finance_officer"],
  "facts.retract": ["approver", "finance_officer"],
  "parked.read": [...commercial, "finance_officer", "auditor"],
  "parked.settle": ["finance_officer"],
  "large_bill.propose": ["finance_officer"],
  "large_bill.approve": ["finance_officer"],
  "pipeline.read": [...commercial, "auditor"],

  "invoice.read": [...buyers, ...commercial, "finance_officer", "auditor"],
  "receipt.read": ["finance_officer", "auditor"],
  "receipt.record": ["finance_officer"],
  "refund.settle": ["finance_officer"],
  "credit.propose": ["finance_officer"],
  "credit.approve": ["finance_officer"],
  "run.read": ["finance_officer", "auditor"],
  "run.propose": ["finance_officer"],
  "run.approve": ["finance_officer"],
  "vat.read": ["finance_officer", "auditor"],
  "vat.decide": ["finance_officer"],
  "vat.state": ["signatory", "buyer_finance"],
  "finance.read": ["finance_officer", "auditor"],
  "export.take": ["finance_officer", "auditor"],

  "audit.read": ["auditor"],
  "demo.use": everyone,
} as const satisfies Record<string, typeof everyone | readonly Role[]>;

export type Action = keyof typeof permissions;

/** Whether one of these roles is enough for the action; visitors hold none. */
export function rolesMay(roles: readonly Role[], action: Action): boolean {
  const allowed: typeof everyone | readonly Role[] = permissions[action];
  return allowed === everyone || roles.some((role) => allowed.includes(role));
}

/** Whether the actor may do it. */
export const mayDo = (actor: Actor, action: Action): boolean =>
  actor.kind === "system" || rolesMay(actor.kind === "person" ? actor.roles : [], action);

/** Refuses with `not_signed_in` or `not_permitted` unless the actor may do it. */
export function demand(actor: Actor, action: Action) {
  if (mayDo(actor, action)) return;
  if (actor.kind === "visitor") throw new Refusal("not_signed_in", "Sign in to do this");
  throw new Refusal(
    "not_permitted",
    "Your role does not allow this. Ask a colleague who may, or your administrator",
  );
}
