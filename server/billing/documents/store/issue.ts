import { randomUUID } from "node:crypto";
import { inArray, sql } from "drizzle-orm";
import { installation, organisations } from "#db/schema/access.ts";
import { documentLines, documents, openItems } from "#db/schema/documents.ts";
import { recordAll } from "#server/audit/store.ts";
import type { DraftDocument } from "#server/commercial-models/engine/settle.ts";
import { toJson } from "#server/commercial-models/index.ts";
import type { Change } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { addRows } from "#server/lib/rows.ts";
import { tellAll } from "#server/notices/store/tell.ts";
import { drawNumbers, type Numbered } from "./numbers.ts";

/** On whose account a document is issued: billing has never heard of licensing. */
export type Account = {
  licenceId: string;
  licenceReference: string;
  organisationId: string;
  kindOf(component: string): (typeof documentLines.$inferInsert)["kind"];
};

export type Drafted = { account: Account; draft: DraftDocument };
export type Issued = Drafted & Numbered & { documentId: string };

/**
 * Numbers and stores the documents that the engine settled on, in their order, with lines, open items and events: as many
 * statements for one as for a thousand. The caller books their transfers in the same change, or the database refuses the
 * commit. Refuses `set_up_wrongly` while nobody said who sells.
 */
export async function issueDocuments(change: Change, drafted: readonly Drafted[]): Promise<Issued[]> {
  if (drafted.length === 0) return [];
  const parties = await partiesOf(change, drafted);
  const originals = await originalsOf(change, drafted);
  const numbers = await drawNumbers(
    change,
    drafted.map(({ draft }) => draft),
  );
  const issued = drafted.map(({ account, draft }, index) => {
    const numbered = numbers[index]!;
    const original = draft.corrects ? originals.get(draft.corrects)! : null;
    return { ...parties(account), account, draft, numbered, original, id: randomUUID() };
  });
  await addRows(
    change.tx,
    documents,
    issued.map((one) => documentRow(change, one)),
  );
  await addRows(change.tx, documentLines, issued.flatMap(lineRows));
  await addRows(change.tx, openItems, issued.map(itemRow));
  await record(change, issued);
  await tellPayers(change, issued);
  return drafted.map((one, index) => ({ ...one, ...numbers[index]!, documentId: issued[index]!.id }));
}

type Original = { id: string; paymentReference: string };
type Issuing = Drafted & {
  id: string;
  seller: typeof installation.$inferSelect;
  buyer: typeof organisations.$inferSelect;
  numbered: Numbered;
  original: Original | null;
};

async function partiesOf({ tx }: Change, drafted: readonly Drafted[]) {
  const [seller] = await tx.select().from(installation);
  const ids = [...new Set(drafted.map(({ account }) => account.organisationId))];
  const buyers = await tx.select().from(organisations).where(inArray(organisations.id, ids));
  return ({ organisationId }: Account) => {
    const buyer = buyers.find(({ id }) => id === organisationId);
    if (!seller || !buyer) throw new Refusal("set_up_wrongly", "A document needs a seller and a buyer");
    return { seller, buyer };
  };
}

async function originalsOf({ tx }: Change, drafted: readonly Drafted[]): Promise<Map<string, Original>> {
  const numbers = drafted.flatMap(({ draft }) => draft.corrects ?? []);
  if (numbers.length === 0) return new Map();
  const rows = await tx
    .select({ id: documents.id, number: documents.number, paymentReference: documents.paymentReference })
    .from(documents)
    .where(inArray(documents.number, numbers));
  return new Map(rows.map(({ number, ...original }) => [number, original]));
}

const documentRow = (
  { actor, now }: Change,
  { id, account, draft, seller, buyer, original, numbered }: Issuing,
): typeof documents.$inferInsert => ({
  id,
  number: numbered.number,
  series: numbered.series,
  sequence: numbered.sequence,
  type: draft.type,
  licenceId: account.licenceId,
  organisationId: account.organisationId,
  correctsId: original?.id ?? null,
  issuedOn: numbered.issuedOn,
  dueOn: numbered.dueOn,
  taxPoint: numbered.issuedOn,
  vatCategory: draft.vatCategory,
  vatRateBp: draft.vatRateBp,
  netPence: draft.net,
  vatPence: draft.vat,
  grossPence: draft.gross,
  payablePence: draft.payableInCash,
  paymentReference: original?.paymentReference ?? numbered.paymentReference,
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
  issuedBy: actor.kind === "person" ? actor.name : "daily run",
  issuedAt: now,
});

const lineRows = ({ id, account, draft }: Issuing): (typeof documentLines.$inferInsert)[] =>
  draft.lines.map((line, position) => ({
    documentId: id,
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
  }));

const itemRow = ({ id, account, draft, numbered, original }: Issuing): typeof openItems.$inferInsert => ({
  documentId: id,
  organisationId: account.organisationId,
  dueOn: numbered.dueOn,
  // A credit note is not paid; it makes its original smaller.
  outstandingPence: original ? 0n : draft.payableInCash,
});

/** Whoever pays for the buyer hears of each document, with its paper. */
const tellPayers = (change: Change, issued: readonly Issuing[]) =>
  tellAll(
    change,
    issued.map(({ account, draft, numbered }) => ({
      kind: draft.type === "credit_note" ? ("credit_note_issued" as const) : ("invoice_issued" as const),
      thing: numbered.number,
      organisationId: account.organisationId,
      facts: {
        reference: numbered.number,
        document: draft.corrects ?? account.licenceReference,
        pence: draft.gross,
        leftPence: draft.payableInCash,
        on: numbered.dueOn ?? "",
      },
      attachment: numbered.number,
    })),
  );

async function record(change: Change, issued: readonly Issuing[]) {
  const digests = await digestsOf(change, issued);
  await recordAll(
    change,
    issued.map(({ id, account, draft, numbered }) => ({
      subject: numbered.number,
      organisationId: account.organisationId,
      event: {
        type: "document.issued",
        facts: {
          type: draft.type,
          net: String(draft.net),
          vat: String(draft.vat),
          gross: String(draft.gross),
          due: numbered.dueOn ?? "",
          sha256: digests.get(id)!,
        },
      },
    })),
  );
}

/** What each of these documents says, as one figure, by its id. */
async function digestsOf({ tx }: Change, issued: readonly Issuing[]): Promise<Map<string, string>> {
  const ids = sql.param(issued.map(({ id }) => id));
  const { rows } = await tx.execute<{ id: string; sha256: string }>(
    sql`select id, document_digest(id) as sha256 from unnest(${ids}::uuid[]) as id`,
  );
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}
