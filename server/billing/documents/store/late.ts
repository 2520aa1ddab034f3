import { and, asc, eq, gt, gte, inArray, isNull, lte, or } from "drizzle-orm";
import { documents, openItems } from "#db/schema/documents.ts";
import { allocations, receipts, reversals } from "#db/schema/receipts.ts";
import { refundReversals, refunds } from "#db/schema/refunds.ts";
import { asSystem } from "#server/access/as-system.ts";
import { ukRates } from "#server/commercial-models/engine/contract.ts";
import { latePayment } from "#server/commercial-models/engine/late-payment.ts";
import { netOf } from "#server/commercial-models/engine/parts.ts";
import type { Line } from "#server/commercial-models/engine/plan.ts";
import { type Ask, asOneChange, type Change, type Reading } from "#server/lib/change.ts";
import { addDays, agoOrIn, type CivilDate, civil } from "#server/lib/dates.ts";
import { groupedBy } from "#server/lib/groups.ts";
import type { Pence } from "#server/lib/money.ts";
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
    const late = await addedFor(change, open);
    await tellAll(
      change,
      open.map((item) => reminder(change, { ...item, dueOn: civil(item.dueOn!) }, late.get(item.number))),
    );
  });

function reminder(
  { today }: Change,
  { number, organisationId, dueOn, outstandingPence }: Owed & { organisationId: string; dueOn: CivilDate },
  late: Added | undefined,
): Told {
  const which = after.findLast((days) => addDays(dueOn, days) <= today);
  return {
    kind: which ? "invoice_overdue" : "invoice_due",
    thing: `${number} ${which ?? -before}`,
    organisationId,
    facts: {
      reference: number,
      on: dueOn,
      when: agoOrIn(dueOn, today),
      leftPence: outstandingPence,
      interestPence: late?.interestPence ?? 0n,
      fixedPence: late?.fixedPence ?? 0n,
    },
    attachment: number,
  };
}

type Added = { interestPence: Pence; fixedPence: Pence; lines: Line[] };

/**
 * What the law adds today to invoices that are paid late (README §16.1, §16.2), by number, as if the rest were paid today:
 * interest on each part that came late, and the fixed sum, with how they are calculated. Nothing of those that are not late.
 */
export async function addedFor(at: Change | Reading, owed: readonly Owed[]): Promise<Map<string, Added>> {
  const late = owed.filter(
    ({ dueOn, outstandingPence }) => dueOn && dueOn < at.today && outstandingPence > 0n,
  );
  if (late.length === 0) return new Map();
  const issued = await documentsOf(at, [...new Set(late.map(({ licenceId }) => licenceId))]);
  const paid = await paidOf(
    at,
    late.map(({ number }) => number),
  );
  return new Map(
    late.flatMap(({ number, licenceId, outstandingPence }) => {
      const document = issued.get(licenceId)?.find((one) => one.number === number);
      const rest = { document: number, on: at.today, amount: outstandingPence };
      const charges = latePayment(document ? [document] : [], [...(paid.get(number) ?? []), rest], ukRates);
      const [interest, fixed] = charges;
      if (!interest || !fixed) return [];
      const lines = charges.flatMap(({ lines }) => lines);
      return [[number, { interestPence: netOf(interest), fixedPence: netOf(fixed), lines }] as const];
    }),
  );
}

/** What was allocated to these documents or set off against them and not taken back, by number, each with its day. */
async function paidOf({ tx }: Change | Reading, numbers: readonly string[]) {
  const rows = await tx
    .select({ document: documents.number, on: receipts.receivedOn, amount: allocations.amountPence })
    .from(allocations)
    .innerJoin(documents, eq(documents.id, allocations.documentId))
    .innerJoin(receipts, eq(receipts.id, allocations.receiptId))
    .leftJoin(reversals, eq(reversals.allocationId, allocations.id))
    .where(and(inArray(documents.number, [...numbers]), isNull(reversals.allocationId)));
  const setOff = await tx
    .select({ document: documents.number, on: refunds.on, amount: refunds.amountPence })
    .from(refunds)
    .innerJoin(documents, eq(documents.id, refunds.againstId))
    .leftJoin(refundReversals, eq(refundReversals.refundId, refunds.id))
    .where(and(inArray(documents.number, [...numbers]), isNull(refundReversals.refundId)));
  return groupedBy(
    [...rows, ...setOff].map((row) => ({ ...row, on: civil(row.on) })),
    ({ document }) => document,
  );
}
