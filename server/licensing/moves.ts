import type { ApplicationStatus, LicenceStatus, OfferStatus, Side } from "#db/enums.ts";
import { Refusal } from "#server/lib/refusal.ts";

export type { OfferStatus } from "#db/enums.ts";

/** What can be done to each record, from which states, and what it becomes. */
export const moves = {
  application: {
    submit: { from: ["draft"], to: "submitted" },
    withdraw: { from: ["draft", "submitted"], to: "withdrawn" },
    reject: { from: ["submitted"], to: "rejected" },
    /** An offer is made, or replaced: people have to approve it as it stands now. */
    review: { from: ["submitted", "in_review", "approved"], to: "in_review" },
    /** Everybody whose approval the offer needs has given it. */
    approve: { from: ["in_review"], to: "approved" },
    /** The offer came to nothing (withdrawn, declined, lapsed), so another may be made. */
    reopen: { from: ["in_review", "approved"], to: "submitted" },
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
  in_review: "in review",
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

/** An offer as it stands for one side: what is being approved is not "approved" to anybody, and each reads whose turn it is. */
export const offerWords: Record<Side, Record<OfferStatus, string>> = {
  buyer: {
    ...statusWords,
    offered: "being approved by the NHS",
    approved: "for you to sign",
    part_signed: "signed by you, not yet by the NHS",
    signed: "signed by both",
  },
  nhs: {
    ...statusWords,
    offered: "waits for approval",
    approved: "approved, with the buyer to sign",
    part_signed: "signed by the buyer, for the NHS to sign",
    signed: "signed by both",
  },
};

/** An application in the words of one side; `offer` is the state of its last offer, if one was made. */
export function applicationWords(side: Side, status: ApplicationStatus, offer: OfferStatus | null): string {
  switch (status) {
    case "submitted":
      if (side === "buyer") return "with the NHS";
      return offer ? "to be offered again" : "to be decided";
    case "in_review":
      return side === "buyer" ? "with the NHS" : "offer waits for approval";
    case "approved":
      return offer === "signed" ? "licensed" : side === "buyer" ? "offer made" : "approved and offered";
    default:
      return statusWords[status];
  }
}
