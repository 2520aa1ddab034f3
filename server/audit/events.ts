/**
 * Everything that can ever happen here, on one screen. Facts are what an auditor needs to see what changed;
 * amounts are whole pence as digits, so that they survive JSON.
 */
export type BusinessEvent =
  // access
  | { type: "person.signed_in"; facts: { by: "password" | "link" | "demo"; device: string } }
  | { type: "person.confirmed"; facts: { by: "password" | "code" } }
  | { type: "session.revoked"; facts: { session: string } }
  | { type: "person.password_changed"; facts: Record<string, never> }
  | { type: "person.added"; facts: { name: string; email: string } }
  | { type: "role.granted"; facts: { person: string; role: string } }
  | { type: "role.ended"; facts: { person: string; role: string } }
  | { type: "organisation.added"; facts: { name: string } }
  | { type: "organisation.changed"; facts: { field: string; before: string; after: string } }
  | {
      type: "vat_evidence.recorded";
      facts: { kind: string; number: string; proves: string; holdsFrom: string; seen: string };
    }
  | { type: "vat_number.stated"; facts: { number: string } }
  | { type: "token.made"; facts: { name: string; prefix: string; scopes: string; days: number } }
  | { type: "token.revoked"; facts: { name: string; prefix: string } }
  | { type: "proposal.made"; facts: { kind: string; reason: string } }
  | {
      type: "proposal.decided";
      facts: { kind: string; outcome: "approved" | "refused" | "withdrawn"; reason?: string };
    }
  // catalogue
  | {
      type: "catalogue.imported";
      facts: {
        read: number;
        created: number;
        updated: number;
        unchanged: number;
        rejected: number;
        files: string;
      };
    }
  | { type: "dataset.published"; facts: { version: number; note: string; by: string } }
  | { type: "dataset.retired"; facts: { reason: string } }
  | { type: "dataset.restored"; facts: { reason: string } }
  | { type: "dataset.linked"; facts: { with: string; by: string; outcome: "added" | "removed" } }
  | { type: "dataset.matched"; facts: { source: string; sourceId: string; same: string } }
  | {
      type: "use_terms.decided";
      facts: { outcome: string; kinds: string; customers: string; terms: string; reason: string };
    }
  | { type: "mandate.recorded"; facts: { reference: string; grantedBy: string; from: string; to: string } }
  | { type: "price_list.published"; facts: { version: number; validFrom: string; author: string } }
  | { type: "tariff.published"; facts: { version: number; validFrom: string; source: string } }
  | { type: "enquiry.opened"; facts: { dataset: string; subject: string } }
  | { type: "enquiry.answered"; facts: { by: "buyer" | "nhs" } }
  | { type: "enquiry.closed"; facts: { by: "buyer" | "nhs" } }
  | { type: "quote.made"; facts: { datasets: string; kind: string; gross: string; validUntil: string } }
  // licensing
  | { type: "application.saved"; facts: { dataset: string; kind: string } }
  | { type: "application.submitted"; facts: { dataset: string; kind: string } }
  | { type: "application.withdrawn"; facts: { reason: string } }
  | { type: "application.rejected"; facts: { reason: string } }
  | {
      type: "offer.made";
      facts: { version: number; contractHash: string; value: string; atListTerms: boolean };
    }
  | { type: "offer.approved"; facts: { version: number; contractHash: string; as: string; evidence: string } }
  | { type: "offer.declined"; facts: { reason: string } }
  | { type: "offer.withdrawn"; facts: { reason: string } }
  | { type: "offer.lapsed"; facts: { expiredOn: string } }
  | {
      type: "offer.signed";
      facts: { side: "buyer" | "nhs"; name: string; contractHash: string; authenticatedBy: string };
    }
  | {
      type: "licence.in_force";
      facts: { contractHash: string; startsOn: string; endsOn: string; kind: string };
    }
  | { type: "licence.terminated"; facts: { endedOn: string; by: string; reason: string } }
  | { type: "licence.expired"; facts: { endedOn: string } }
  | { type: "licence.suspended"; facts: { reason: string } }
  | { type: "licence.restored"; facts: { reason: string } }
  | { type: "licence.parked"; facts: { because: string; reason: string } }
  | { type: "licence.unparked"; facts: Record<string, never> }
  | { type: "entitlement.granted"; facts: { dataset: string; users: number } }
  | { type: "entitlement.ended"; facts: { dataset: string } }
  | {
      type: "fact.reported";
      facts: { component: string; kind: string; factId: string; version: number; on: string };
    }
  | {
      type: "usage.uploaded";
      facts: { accepted: number; duplicates: number; exceptions: number; sha256: string };
    }
  | {
      type: "usage.decided";
      facts: { source: string; id: string; exception: string; decision: string; because: string };
    }
  | { type: "statement.sent"; facts: { statement: string; period: string; faults: number } }
  | {
      type: "statement.attested";
      facts: { statement: string; version: number; by: string; as: string; text: string; sha256: string };
    }
  // money
  | {
      type: "document.issued";
      facts: { type: string; net: string; vat: string; gross: string; due: string; sha256: string };
    }
  | { type: "receipt.recorded"; facts: { amount: string; payer: string; sha256: string } }
  | { type: "receipt.allocated"; facts: { document: string; amount: string } }
  | { type: "receipt.allocation_reversed"; facts: { document: string; amount: string; reason: string } }
  | { type: "receipt.reversed"; facts: { amount: string; reason: string } }
  | { type: "refund.set_off"; facts: { document: string; amount: string } }
  | { type: "refund.paid"; facts: { amount: string; on: string; reference: string } }
  | { type: "refund.taken_back"; facts: { amount: string; reason: string } }
  | {
      type: "run.finished";
      facts: { day: string; licences: number; documents: number; parked: number };
    }
  | { type: "clock.moved"; facts: { from: string; to: string } }
  | { type: "export.taken"; facts: { name: string; rows: number; sha256: string } };
