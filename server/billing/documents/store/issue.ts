import { and, eq, sql } from "drizzle-orm";
import { installation, organisations } from "#db/schema/access.ts";
import { documentLines, documents, openItems, series } from "#db/schema/documents.ts";
import { digestOf, record } from "#server/audit/store.ts";
import { paymentReference } from "#server/billing/payment-reference.ts";
import type { DraftDocument } from "#server/commercial-models/engine/settle.ts";
import { toJson } from "#server/commercial-models/index.ts";
import type { Change } from "#server/lib/change.ts";
import { addDays, type CivilDate, civil, daysBetween } from "#server/lib/dates.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";

/** On whose account a document is issued: billing has never heard of licensing. */
export type Account = {
  licenceId: string;
  licenceReference: string;
  organisationId: string;
  kindOf(component: string): (typeof documentLines.$inferInsert)["kind"];
};

const seriesOf = { invoice: "INV", barter_invoice: "INV", debit_note: "DN", credit_note: "CN" } as const;

/**
 * Numbers and stores one document that the engine settled on, with its lines and open item. The row of its series
 * is locked until the commit, so numbers have no gap and follow the order of issue; call it late in the change.
 * The caller books its transfers in the same change, or the database refuses the commit.
 */
export async function issueDocument(change: Change, account: Account, draft: DraftDocument, reason = "") {
  const [seller] = await change.tx.select().from(installation);
  const [buyer] = await change.tx
    .select()
    .from(organisations)
    .where(eq(organisations.id, account.organisationId));
  if (!seller || !buyer) throw new Refusal("set_up_wrongly", "A document needs a seller and a buyer");

  const original = draft.corrects ? await documentByNumber(change, draft.corrects) : null;
  const name = seriesOf[draft.type];
  const [counter] = await change.tx
    .update(series)
    .set({ last: sql`${series.last} + 1` })
    .where(eq(series.name, name))
    .returning({ last: series.last });
  const sequence = counter!.last;
  const { issuedOn, dueOn } = await datesInOrder(change, { name, sequence }, draft);
  const number = `${name}-${String(sequence).padStart(6, "0")}`;

  const [document] = await change.tx
    .insert(documents)
    .values({
      number,
      series: name,
      sequence,
      type: draft.type,
      licenceId: account.licenceId,
      organisationId: account.organisationId,
      correctsId: original?.id ?? null,
      issuedOn,
      dueOn,
      taxPoint: issuedOn,
      vatCategory: draft.vatCategory,
      vatRateBp: draft.vatRateBp,
      netPence: draft.net,
      vatPence: draft.vat,
      grossPence: draft.gross,
      payablePence: draft.payableInCash,
      paymentReference: original?.paymentReference ?? paymentReference(name, sequence),
      purchaseOrder: buyer.purchaseOrder,
      seller: {
        name: seller.legalName,
        address: seller.address,
        vatNumber: seller.vatNumber,
        bankName: seller.bankName,
        sortCode: seller.sortCode,
        accountNumber: seller.accountNumber,
        email: seller.contactEmail,
      },
      buyer: { name: buyer.name, address: buyer.address, country: buyer.country, vatNumber: buyer.vatNumber },
      reason,
      issuedBy: change.actor.kind === "person" ? change.actor.name : "daily run",
      issuedAt: change.now,
    })
    .returning({ id: documents.id });
  await change.tx.insert(documentLines).values(
    draft.lines.map((line, position) => ({
      documentId: document!.id,
      position,
      licenceId: account.licenceId,
      organisationId: account.organisationId,
      key: line.key,
      revision: line.revision,
      component: line.component,
      kind: account.kindOf(line.component),
      serviceFrom: line.period.from,
      serviceTo: line.period.to,
      netPence: line.net,
      parts: toJson(line.lines),
      line: toJson(line),
    })),
  );
  await openItem(change, account, document!.id, { ...draft, due: dueOn }, original?.id ?? null);
  await record(
    change,
    number,
    {
      type: "document.issued",
      facts: {
        type: draft.type,
        net: String(draft.net),
        vat: String(draft.vat),
        gross: String(draft.gross),
        due: dueOn ?? "",
        sha256: await digestOf(change, sql`document_digest(${document!.id})`),
      },
    },
    account.organisationId,
  );
  return { number, originalId: original?.id ?? null, issuedOn, dueOn };
}

/**
 * The dates of a document, taken under the lock of its series. A change that began before midnight and waited finds a
 * number of the new day before its own: its document is then issued on that day as well, which is when it happens, and
 * due as many days later as it was going to be. To refuse or to try again would help nobody: the change keeps the
 * business date with which it began.
 */
async function datesInOrder(
  change: Change,
  { name, sequence }: { name: (typeof seriesOf)[keyof typeof seriesOf]; sequence: number },
  { date, due }: DraftDocument,
): Promise<{ issuedOn: CivilDate; dueOn: CivilDate | null }> {
  const [before] = await change.tx
    .select({ issuedOn: documents.issuedOn })
    .from(documents)
    .where(and(eq(documents.series, name), eq(documents.sequence, sequence - 1)));
  if (!before || before.issuedOn <= date) return { issuedOn: date, dueOn: due };
  const issuedOn = civil(before.issuedOn);
  return { issuedOn, dueOn: due && addDays(issuedOn, daysBetween(date, due)) };
}

async function openItem(
  change: Change,
  account: Account,
  documentId: string,
  draft: DraftDocument,
  originalId: string | null,
) {
  await change.tx.insert(openItems).values({
    documentId,
    organisationId: account.organisationId,
    dueOn: draft.due,
    // A credit note is not paid; it makes its original smaller.
    outstandingPence: originalId ? 0n : draft.payableInCash,
  });
}

/**
 * Takes a credit off what is still owed on its original. What is more than that was already paid, so it becomes a
 * refund payable; returns that part. The row is locked, so a receipt allocated at the same moment waits.
 */
export async function creditOriginal(change: Change, originalId: string, credit: bigint): Promise<bigint> {
  const [item] = await change.tx
    .select()
    .from(openItems)
    .where(eq(openItems.documentId, originalId))
    .for("update");
  if (!item) throw new Error("A credited document has an open item");
  const taken = credit < item.outstandingPence ? credit : item.outstandingPence;
  if (taken > 0n)
    await change.tx
      .update(openItems)
      .set({ outstandingPence: item.outstandingPence - taken })
      .where(and(eq(openItems.documentId, originalId)));
  return credit - taken;
}

async function documentByNumber(change: Change, number: string) {
  const [row] = await change.tx
    .select({ id: documents.id, paymentReference: documents.paymentReference })
    .from(documents)
    .where(eq(documents.number, number));
  if (!row) throw notFound();
  return row;
}
