import { asc, eq } from "drizzle-orm";
import { documentLines, documents } from "#db/schema/documents.ts";
import type { Document, DocumentLine, Plan, Transfer } from "#server/commercial-models/engine/plan.ts";
import { recognise } from "#server/commercial-models/engine/recognise.ts";
import {
  type Customer,
  type DraftDocument,
  type Rates,
  settle,
} from "#server/commercial-models/engine/settle.ts";
import { reviveLine } from "#server/commercial-models/engine/stored.ts";
import { book, bookedFor, type Posting } from "#server/ledger/store.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { type Account, creditOriginal, issueDocument } from "./issue.ts";

type Settling = {
  plan: Plan;
  customer: Customer;
  rates: Rates;
  /** Throws where these drafts may not become documents; asked before a number is drawn. */
  guard: (drafts: readonly DraftDocument[], issued: readonly Document[]) => Promise<void>;
};

/**
 * Makes the books equal to the plan (README §12.4): issues what is missing, credits what is too much, recognises what
 * is earned by today. Doing it again changes nothing, so it may be repeated, interrupted or run late.
 * The caller holds a lock on the licence, so nobody settles the same account at the same time.
 */
export async function settleAccount(
  change: Change,
  account: Account,
  { plan, customer, rates, guard }: Settling,
): Promise<{ issued: string[] }> {
  const issued = await documentsOf(change, account.licenceId);
  const drafts = settle(plan, issued, change.today, customer, rates);
  await guard(drafts, issued);

  const fresh: Document[] = [];
  const refunds: Posting[] = [];
  for (const draft of drafts) {
    const { number, originalId, issuedOn, dueOn } = await issueDocument(change, account, draft);
    fresh.push({ ...draft, number, date: issuedOn, due: dueOn });
    if (!originalId) continue;
    const overpaid = await creditOriginal(change, originalId, draft.payableInCash);
    if (overpaid > 0n)
      refunds.push({
        key: `${number} refund payable`,
        on: issuedOn,
        licenceId: account.licenceId,
        organisationId: account.organisationId,
        transfers: [{ debit: "1100", credit: "2500", amount: overpaid }],
      });
  }

  const booked = await bookedFor(change, account.licenceId);
  const transfers = recognise({
    plan,
    documents: [...issued, ...fresh],
    booked: asEngineTransfers(account, booked),
    today: change.today,
  });
  await book(change, [
    ...asPostings(account, transfers, new Set([...issued, ...fresh].map(({ number }) => number))),
    ...refunds,
  ]);
  return { issued: fresh.map(({ number }) => number) };
}

/**
 * What settling an account again would do today, without doing it: nothing at all, where the books are equal to the
 * plan. For whoever checks the books.
 */
export async function unsettled(
  reading: Reading,
  account: Pick<Account, "licenceId" | "licenceReference">,
  { plan, customer, rates }: Omit<Settling, "guard">,
) {
  const issued = await documentsOf(reading, account.licenceId);
  const booked = await bookedFor(reading, account.licenceId);
  return {
    drafts: settle(plan, issued, reading.today, customer, rates),
    transfers: recognise({
      plan,
      documents: issued,
      booked: asEngineTransfers(account, booked),
      today: reading.today,
    }),
  };
}

/** Every document of a licence as the engine knows documents, oldest first. */
export async function documentsOf({ tx }: Change | Reading, licenceId: string): Promise<Document[]> {
  const rows = await tx
    .select()
    .from(documents)
    .where(eq(documents.licenceId, licenceId))
    .orderBy(asc(documents.issuedAt), asc(documents.series), asc(documents.sequence));
  const lines = await tx
    .select({ documentId: documentLines.documentId, line: documentLines.line })
    .from(documentLines)
    .where(eq(documentLines.licenceId, licenceId))
    .orderBy(asc(documentLines.documentId), asc(documentLines.position));
  const linesOf = new Map<string, DocumentLine[]>();
  for (const { documentId, line } of lines)
    linesOf.set(documentId, [...(linesOf.get(documentId) ?? []), reviveLine(line)]);
  const numberOf = new Map(rows.map((row) => [row.id, row.number]));
  return rows.map((row) => ({
    number: row.number,
    type: row.type,
    ...(row.correctsId && { corrects: numberOf.get(row.correctsId)! }),
    date: civil(row.issuedOn),
    due: row.dueOn ? civil(row.dueOn) : null,
    vatCategory: row.vatCategory,
    vatRateBp: row.vatRateBp,
    lines: linesOf.get(row.id) ?? [],
    net: row.netPence,
    vat: row.vatPence,
    gross: row.grossPence,
    payableInCash: row.payablePence,
  }));
}

// The ledger's keys are unique over all licences: a document's posting is its number, anything else is prefixed.
const engineKey = ({ licenceReference }: Pick<Account, "licenceReference">, key: string) =>
  key.startsWith(`${licenceReference} `) ? key.slice(licenceReference.length + 1) : key;

const asEngineTransfers = (
  account: Pick<Account, "licenceReference">,
  booked: Awaited<ReturnType<typeof bookedFor>>,
): Transfer[] =>
  booked.map((row) => ({ ...row, posting: engineKey(account, row.posting), date: civil(row.on) }));

function asPostings(
  account: Account,
  transfers: readonly Transfer[],
  numbers: ReadonlySet<string>,
): Posting[] {
  const postings = new Map<string, Posting & { transfers: Posting["transfers"][number][] }>();
  for (const { posting, date, debit, credit, amount } of transfers) {
    const key = numbers.has(posting) ? posting : `${account.licenceReference} ${posting}`;
    const posted = postings.get(key) ?? {
      key,
      on: date,
      licenceId: account.licenceId,
      organisationId: account.organisationId,
      transfers: [],
    };
    posted.transfers.push({ debit, credit, amount });
    postings.set(key, posted);
  }
  return [...postings.values()];
}
