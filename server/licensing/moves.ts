import type { ApplicationStatus, LicenceStatus, OfferStatus } from "#db/enums.ts";
import { Refusal } from "#server/lib/refusal.ts";

export type { OfferStatus } from "#db/enums.ts";

/** What can be done to each record, from which states, and what it becomes. */
export const moves = {
  application: {
    submit: { from: ["draft"], to: "submitted" },
    withdraw: { from: ["draft", "submitted"], to: "withdrawn" },
    reject: { from: ["submitted"], to: "rejected" },
    approve: { from: ["submitted"], to: "approved" },
    expire: { from: ["draft"], to: "expired" },
  },
  offer: {
    replace: { from: ["offered", "approved"], to: "offered" },
    approve: { from: ["offered"], to: "approved" },
    sign: { from: ["approved"], to: "part_signed" },
    countersign: { from: ["part_signed"], to: "signed" },
    decline: { from: ["offered", "approved"], to: "declined" },
    withdraw: { from: ["offered", "approved", "part_signed"], to: "withdrawn" },
    lapse: { from: ["offered", "approved", "part_signed"], to: "lapsed" },
  },
  licence: {
    suspend: { from: ["in_force"], to: "suspended" },
    restore: { from: ["suspended"], to: "in_force" },
    expire: { from: ["in_force", "suspended"], to: "expired" },
    terminate: { from: ["in_force", "suspended"], to: "terminated" },
  },
} as const satisfies {
  application: Record<string, { from: readonly ApplicationStatus[]; to: ApplicationStatus }>;
  offer: Record<string, { from: readonly OfferStatus[]; to: OfferStatus }>;
  licence: Record<string, { from: readonly LicenceStatus[]; to: LicenceStatus }>;
};

type Moves = typeof moves;
type Status = { application: ApplicationStatus; offer: OfferStatus; licence: LicenceStatus };

/** Whether the record may make this move now. Buttons ask this, and so does the store. */
export const allows = <Of extends keyof Moves>(of: Of, status: Status[Of], move: keyof Moves[Of]): boolean =>
  (moves[of][move] as { from: readonly string[] }).from.includes(status);

/** The state after the move; refuses `cannot_do_that_now` when the record is in another state. */
export function after<Of extends keyof Moves>(of: Of, status: Status[Of], move: keyof Moves[Of]): Status[Of] {
  if (allows(of, status, move)) return (moves[of][move] as { to: Status[Of] }).to;
  const article = of === "application" || of === "offer" ? "an" : "a";
  throw new Refusal(
    "cannot_do_that_now",
    `You cannot ${String(move)} ${article} ${of} that is ${statusWords[status]}. Read it again to see what changed`,
  );
}

/** The state in words, as a tag shows it. */
export const statusWords: Record<ApplicationStatus | OfferStatus | LicenceStatus, string> = {
  draft: "draft",
  submitted: "submitted",
  approved: "approved",
  rejected: "rejected",
  withdrawn: "withdrawn",
  expired: "expired",
  offered: "offered",
  part_signed: "signed by the buyer",
  signed: "signed",
  declined: "declined",
  lapsed: "lapsed",
  in_force: "in force",
  suspended: "suspended",
  terminated: "terminated",
};
