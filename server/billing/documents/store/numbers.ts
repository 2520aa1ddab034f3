import { and, eq, sql } from "drizzle-orm";
import { documents, series } from "#db/schema/documents.ts";
import { paymentReference } from "#server/billing/payment-reference.ts";
import type { DraftDocument } from "#server/commercial-models/engine/settle.ts";
import type { Change } from "#server/lib/change.ts";
import { addDays, type CivilDate, civil, daysBetween } from "#server/lib/dates.ts";

const seriesOf = { invoice: "INV", barter_invoice: "INV", debit_note: "DN", credit_note: "CN" } as const;
type Series = (typeof seriesOf)[keyof typeof seriesOf];

export type Numbered = {
  series: Series;
  sequence: number;
  number: string;
  paymentReference: string;
  issuedOn: CivilDate;
  dueOn: CivilDate | null;
};

/**
 * Draws the next numbers for these drafts, in their order, a block a series. The row of a series is locked until the
 * commit, so numbers have no gap and follow the order of issue; call it late in the change.
 */
export async function drawNumbers(
  change: Change,
  drafts: readonly Pick<DraftDocument, "type" | "date" | "due">[],
): Promise<Numbered[]> {
  const blocks = new Map<Series, Block>();
  // Always in the same order, so that of two changes that draw from several series one waits for the other.
  for (const name of ["CN", "DN", "INV"] as const) {
    const many = drafts.filter(({ type }) => seriesOf[type] === name).length;
    if (many > 0) blocks.set(name, await drawBlock(change, name, many));
  }
  return drafts.map((draft) => {
    const name = seriesOf[draft.type];
    const block = blocks.get(name)!;
    const sequence = ++block.last;
    const dates = inOrder(draft, block.lastOn);
    block.lastOn = dates.issuedOn;
    return {
      series: name,
      sequence,
      number: `${name}-${String(sequence).padStart(6, "0")}`,
      paymentReference: paymentReference(name, sequence),
      ...dates,
    };
  });
}

/** The last number before a block, and the day of its document. */
type Block = { last: number; lastOn: CivilDate | null };

async function drawBlock({ tx }: Change, name: Series, many: number): Promise<Block> {
  const [counter] = await tx
    .update(series)
    .set({ last: sql`${series.last} + ${many}` })
    .where(eq(series.name, name))
    .returning({ last: series.last });
  const last = counter!.last - many;
  const [before] = await tx
    .select({ issuedOn: documents.issuedOn })
    .from(documents)
    .where(and(eq(documents.series, name), eq(documents.sequence, last)));
  return { last, lastOn: before ? civil(before.issuedOn) : null };
}

/**
 * A change that began before midnight and waited finds a number of the new day before its own: its document is then
 * issued on that day as well, which is when it happens, and due as many days later as it was going to be. To refuse or
 * to try again would help nobody: the change keeps the business date with which it began.
 */
function inOrder({ date, due }: Pick<DraftDocument, "date" | "due">, lastOn: CivilDate | null) {
  if (!lastOn || lastOn <= date) return { issuedOn: date, dueOn: due };
  return { issuedOn: lastOn, dueOn: due && addDays(lastOn, daysBetween(date, due)) };
}
