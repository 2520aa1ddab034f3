import type { Obligation, ObligationKind } from "#server/commercial-models/engine/plan.ts";

const statements: ReadonlySet<ObligationKind> = new Set(["royalty_report", "profit_statement"]);

/**
 * Whether a promise is still to be kept. A late statement is missing and estimated for; a late deliverable has come, after
 * its day.
 */
export const isOpen = ({ kind, state }: Pick<Obligation, "kind" | "state">): boolean =>
  state === "planned" ||
  state === "due" ||
  state === "rejected" ||
  (state === "late" && statements.has(kind));
