import { asc, eq, inArray, sql } from "drizzle-orm";
import { documents, openItems } from "#db/schema/documents.ts";
import { refundBalances } from "#db/schema/refunds.ts";
import { lockChains } from "#server/audit/store.ts";
import type { Document, Plan, Transfer } from "#server/commercial-models/engine/plan.ts";
import { recognise } from "#server/commercial-models/engine/recognise.ts";
import {
  type Customer,
  type DraftDocument,
  type Rates,
  settle,
} from "#server/commercial-models/engine/settle.ts";
import { type Booked, book, bookedFor, type Posting } from "#server/ledger/store.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { groupedBy } from "#server/lib/groups.ts";
import { least, type Pence } from "#server/lib/money.ts";
import { addRows, inJson } from "#server/lib/rows.ts";
import { type Account, type Drafted, type Issued, issueDocuments } from "./issue.ts";
import { documentsOf } from "./issued.ts";

type Owed = { plan: Plan; customer: Customer; rates: Rates };
export type Settling = Owed & {
  account: Account;
  /** Throws where these drafts may not become documents; asked before a number is drawn. */
  guard: (drafts: readonly DraftDocument[], issued: readonly Document[]) => Promise<void>;
};

/**
 * Makes the books equal to the plans (README §12.4): issues what is missing, credits what is too much, recognises what
 * is earned by today. As many statements for one licence as for a thousand, and the same documents in the same order as
 * one by one. Doing it again changes nothing, so it may be repeated, interrupted or run late. The caller holds a lock on
 * each licence, so nobody settles the same account at the same time. `ready` is called before the first number is drawn.
 * Returns the numbers issued, by licence.
 */
export async function settleAccounts(
  change: Change,
  all: readonly Settling[],
  ready: () => Promise<void> = async () => undefined,
): Promise<Map<string, string[]>> {
  const ids = all.map(({ account }) => account.licenceId);
  const before = await documentsOf(change, ids);
  const booked = await bookedFor(change, ids);
  const drafted = [];
  for (const { account, plan, customer, rates, guard } of all) {
    const issued = before.get(account.licenceId) ?? [];
    const drafts = settle(plan, issued, change.today, customer, rates);
    await guard(drafts, issued);
    for (const draft of drafts) drafted.push({ account, draft });
  }
  await ready();
  const owing = await lockShared(change, drafted);
  const issued = await issueDocuments(change, drafted);
  const fresh = groupedBy(issued, ({ account }) => account.licenceId);
  const recognised = all.flatMap(({ account, plan }) => {
    const documents = [
      ...(before.get(account.licenceId) ?? []),
      ...(fresh.get(account.licenceId) ?? []).map(asIssued),
    ];
    const known = asEngineTransfers(account, booked.get(account.licenceId) ?? []);
    return asPostings(account, recognise({ plan, documents, booked: known, today: change.today }), documents);
  });
  await book(change, [...recognised, ...(await creditOriginals(change, issued, owing))]);
  return new Map(ids.map((id) => [id, (fresh.get(id) ?? []).map(({ number }) => number)]));
}

/** What is owed on an original, by its number. */
type Owing = Map<string, { documentId: string; outstanding: Pence }>;

/**
 * What others write as well is taken before the counters, which everybody waits for: the items that are credited, so that
 * a receipt allocated at the same moment waits, then the chains of those who are told. Whoever allocates or signs takes
 * the same in the same order. Returns what is owed on the items.
 */
async function lockShared(change: Change, drafted: readonly Drafted[]): Promise<Owing> {
  const corrected = [...new Set(drafted.flatMap(({ draft }) => draft.corrects ?? []))];
  const items =
    corrected.length === 0
      ? []
      : await change.tx
          .select({
            number: documents.number,
            documentId: openItems.documentId,
            outstanding: openItems.outstandingPence,
          })
          .from(openItems)
          .innerJoin(documents, eq(documents.id, openItems.documentId))
          .where(inArray(documents.number, corrected))
          .orderBy(asc(openItems.documentId))
          .for("update", { of: openItems });
  if (drafted.length > 0)
    await lockChains(
      change,
      drafted.map(({ account }) => account.organisationId),
    );
  return new Map(items.map(({ number, ...item }) => [number, item]));
}

/**
 * What settling an account again would do today, without doing it: nothing at all, where the books are equal to the
 * plan. For whoever checks the books.
 */
export async function unsettled(
  reading: Reading,
  account: Pick<Account, "licenceId" | "licenceReference">,
  { plan, customer, rates }: Owed,
) {
  const documents = (await documentsOf(reading, [account.licenceId])).get(account.licenceId) ?? [];
  const booked = (await bookedFor(reading, [account.licenceId])).get(account.licenceId) ?? [];
  return {
    drafts: settle(plan, documents, reading.today, customer, rates),
    transfers: recognise({
      plan,
      documents,
      booked: asEngineTransfers(account, booked),
      today: reading.today,
    }),
  };
}

/**
 * Takes credits off what is still owed on their originals. What is more than that was already paid, so it becomes a
 * refund payable: the postings of those.
 */
async function creditOriginals({ tx }: Change, issued: readonly Issued[], owing: Owing): Promise<Posting[]> {
  const refunds: Posting[] = [];
  const owed: (typeof refundBalances.$inferInsert)[] = [];
  for (const { draft, number, issuedOn, account, documentId } of issued) {
    if (!draft.corrects) continue;
    const item = owing.get(draft.corrects);
    if (!item) throw new Error("A credited document has an open item");
    const taken = least(draft.payableInCash, item.outstanding);
    owing.set(draft.corrects, { ...item, outstanding: item.outstanding - taken });
    const overpaid = draft.payableInCash - taken;
    if (overpaid > 0n) {
      owed.push({ documentId, organisationId: account.organisationId, leftPence: overpaid });
      refunds.push({
        key: `${number} refund payable`,
        on: issuedOn,
        licenceId: account.licenceId,
        organisationId: account.organisationId,
        transfers: [{ debit: "1100", credit: "2500", amount: overpaid }],
      });
    }
  }
  await addRows(tx, refundBalances, owed);
  if (owing.size > 0)
    await tx.execute(sql`update open_items i set outstanding_pence = x.outstanding
      from json_to_recordset(${inJson([...owing.values()])}) as x("documentId" uuid, outstanding bigint)
      where i.document_id = x."documentId" and i.outstanding_pence <> x.outstanding`);
  return refunds;
}

const asIssued = ({ draft, number, issuedOn, dueOn }: Issued): Document => ({
  ...draft,
  number,
  date: issuedOn,
  due: dueOn,
});

// The ledger's keys are unique over all licences: a document's posting is its number, anything else is prefixed.
const engineKey = ({ licenceReference }: Pick<Account, "licenceReference">, key: string) =>
  key.startsWith(`${licenceReference} `) ? key.slice(licenceReference.length + 1) : key;

const asEngineTransfers = (
  account: Pick<Account, "licenceReference">,
  booked: readonly Booked[],
): Transfer[] =>
  booked.map((row) => ({ ...row, posting: engineKey(account, row.posting), date: civil(row.on) }));

function asPostings(
  account: Account,
  transfers: readonly Transfer[],
  documents: readonly Document[],
): Posting[] {
  const numbers = new Set(documents.map(({ number }) => number));
  return [...groupedBy(transfers, ({ posting }) => posting)].map(([posting, moved]) => ({
    key: numbers.has(posting) ? posting : `${account.licenceReference} ${posting}`,
    on: moved[0]!.date,
    licenceId: account.licenceId,
    organisationId: account.organisationId,
    transfers: moved.map(({ debit, credit, amount }) => ({ debit, credit, amount })),
  }));
}
