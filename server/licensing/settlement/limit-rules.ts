import type { Document } from "#server/commercial-models/engine/plan.ts";
import type { DraftDocument } from "#server/commercial-models/engine/settle.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";

/** What a licence would bill is more than may be billed without a person's word. */
export class TooMuch extends Refusal {
  constructor(
    readonly amount: Pence,
    readonly limit: Pence,
  ) {
    super(
      "cannot_do_that_now",
      `It would come to ${pounds(amount)}, more than the ${pounds(limit)} that may be billed under this licence without two people's word`,
    );
  }
}

const largest: Pence = 10_000_000_000n;
const smallest: Pence = 10_000_000n;

/**
 * The most that a licence bills by itself, in pence without VAT: ten times the value that was signed, at least
 * £100,000.00, at most £100,000,000.00, and never less than the value itself. See decision 0021.
 */
export function limitOf(value: Pence): Pence {
  const tenfold = value * 10n > smallest ? value * 10n : smallest;
  const capped = tenfold < largest ? tenfold : largest;
  return capped > value ? capped : value;
}

/**
 * The largest of these drafts, all documents of the licence together, or all that its plan asks for in the end, where
 * that is over its limit; else null.
 */
export function overLimit(
  drafts: readonly Pick<DraftDocument, "type" | "net">[],
  issued: readonly Pick<Document, "type" | "net">[],
  planned: Pence,
  limit: Pence,
): TooMuch | null {
  const bills = drafts.filter(({ type }) => type !== "credit_note");
  const billed = [...issued, ...drafts].reduce(
    (total, { type, net }) => (type === "credit_note" ? total - net : total + net),
    0n,
  );
  const largestOne = bills.reduce((most, { net }) => (net > most ? net : most), 0n);
  const amount = [largestOne, bills.length > 0 ? billed : 0n, planned].reduce((a, b) => (b > a ? b : a));
  return amount > limit ? new TooMuch(amount, limit) : null;
}
