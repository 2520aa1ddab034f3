import type { Tone } from "#app/_components/status-tag.tsx";
import type { DeliverableState } from "#server/licensing/deliverables/plan.ts";

export const stateWords: Record<DeliverableState, string> = {
  planned: "to come",
  overdue: "overdue",
  submitted: "handed in",
  rejected: "rejected",
  accepted: "accepted",
  late: "accepted late",
  failed: "not delivered",
  cancelled: "cancelled",
};

export const toneOf: Record<DeliverableState, Tone> = {
  planned: "neutral",
  overdue: "bad",
  submitted: "info",
  rejected: "bad",
  accepted: "good",
  late: "wait",
  failed: "bad",
  cancelled: "neutral",
};

/** A place on the page that a name can be linked to. */
export const anchorOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
