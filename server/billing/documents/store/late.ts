import { and, asc, eq, gt, gte, isNull, lte, or } from "drizzle-orm";
import { documents, openItems } from "#db/schema/documents.ts";
import { allocations, receipts, reversals } from "#db/schema/receipts.ts";
import { asSystem } from "#server/access/as-system.ts";
import { ukRates } from "#server/commercial-models/engine/contract.ts";
import { latePayment } from "#server/commercial-models/engine/late-payment.ts";
import { type Ask, asOneChange, type Change, type Reading } from "#server/lib/change.ts";
import { addDays, agoOrIn, type CivilDate, civil } from "#server/lib/dates.ts";
import { sum } from "#server/lib/money.ts";
import { type Told, tellAll } from "#server/notices/store/tell.ts";
import { documentsOf } from "./issued.ts";

type Owed = { number: string; licenceId: string; dueOn: string | null; outstandingPence: bigint };

/** So many days before its due day an invoice is named, and after it: the day after, and once more. */
const before = 5;
const after = [1, 30] as const;
/** What came due longer ago than this is not named any more: after nights that were missed, and after an upgrade. */
const latest = 7;

/** Writes to whoever pays for the buyer before an invoice is due, on the day after, and thirty days after: each once. */
export const remindOfInvoices = (asked: Ask) =>
  asOneChange(asSystem(asked), async (change) => {
    const { today } = change;
    const open = await change.tx
      .select({
        number: documents.number,
        organisationId: documents.organisationId,
        licenceId: documents.licenceId,
        dueOn: openItems.dueOn,
        outstandingPence: openItems.outstandingPence,
      })
      .from(openItems)
      .innerJoin(documents, eq(documents.id, openItems.documentId))
      .where(
        and(
          gt(openItems.outstandingPence, 0n),
          or(
            and(gte(openItems.dueOn, today), lte(openItems.dueOn, addDays(today, before))),
            ...after.map((days) =>
              and(
                lte(openItems.dueOn, addDays(today, -days)),
                gt(openItems.dueOn, addDays(today, -days - latest)),
              ),
            ),
          ),
        ),
      )
      .orderBy(asc(documents.number));
    const told: Told[] = [];
    for (const item of open) told.push(await reminder(change, { ...item, dueOn: civil(item.dueOn!) }));
    await tellAll(change, told);
  });

async function reminder(
  change: Change,
  item: Owed & { organisationId: string; dueOn: CivilDate },
): Promise<Told> {
  const { number, organisationId, dueOn, outstandingPence } = item;
  const which = after.findLast((days) => addDays(dueOn, days) <= change.today);
  const late = which ? await addedFor(change, item) : null;
  return {
    kind: which ? "invoice_overdue" : "invoice_due",
    thing: `${number} ${which ?? -before}`,
    organisationId,
    facts: {
      reference: number,
      on: dueOn,
      when: agoOrIn(dueOn, change.today),
      leftPence: outstandingPence,
      interestPence: late?.interestPence ?? 0n,
      fixedPence: late?.fixedPence ?? 0n,
    },
    attachment: number,
  };
}

/**
 * What the law adds today to an invoice that is paid late (README §16.1, §16.2), as if the rest were paid today: interest on
 * each part that came late, and the fixed sum, with how they are calculated. Null while nothing of it is late.
 */
export async function addedFor(at: Change | Reading, { number, licenceId, dueOn, outstandingPence }: Owed) {
  if (!dueOn || dueOn >= at.today || outstandingPence <= 0n) return null;
  const all = (await documentsOf(at, [licenceId])).get(licenceId) ?? [];
  const document = all.filter((one) => one.number === number);
  const paid = await at.tx
    .select({ on: receipts.receivedOn, amount: allocations.amountPence })
    .from(allocations)
    .innerJoin(documents, eq(documents.id, allocations.documentId))
    .innerJoin(receipts, eq(receipts.id, allocations.receiptId))
    .leftJoin(reversals, eq(reversals.allocationId, allocations.id))
    .where(and(eq(documents.number, number), isNull(reversals.allocationId)));
  const charges = latePayment(
    document,
    [
      ...paid.map(({ on, amount }) => ({ document: number, on: civil(on), amount })),
      { document: number, on: at.today, amount: outstandingPence },
    ],
    ukRates,
  );
  const [interest, fixed] = charges;
  return interest && fixed
    ? {
        interestPence: netOf(interest),
        fixedPence: netOf(fixed),
        lines: charges.flatMap(({ lines }) => lines),
      }
    : null;
}

const netOf = ({ lines }: { lines: readonly { net: bigint }[] }) => sum(lines.map(({ net }) => net));
