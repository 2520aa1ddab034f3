import { asc, inArray } from "drizzle-orm";
import { documentLines, documents } from "#db/schema/documents.ts";
import type { Document } from "#server/commercial-models/engine/plan.ts";
import { reviveLine } from "#server/commercial-models/engine/stored.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { groupedBy } from "#server/lib/groups.ts";

/** Every document of these licences as the engine knows documents, oldest first, by licence. */
export async function documentsOf(
  { tx }: Change | Reading,
  licenceIds: readonly string[],
): Promise<Map<string, Document[]>> {
  const rows = await tx
    .select()
    .from(documents)
    .where(inArray(documents.licenceId, [...licenceIds]))
    .orderBy(asc(documents.issuedAt), asc(documents.series), asc(documents.sequence));
  if (rows.length === 0) return new Map();
  const lines = await tx
    .select({ documentId: documentLines.documentId, line: documentLines.line })
    .from(documentLines)
    .where(inArray(documentLines.licenceId, [...licenceIds]))
    .orderBy(asc(documentLines.documentId), asc(documentLines.position));
  const linesOf = groupedBy(lines, ({ documentId }) => documentId);
  const numberOf = new Map(rows.map(({ id, number }) => [id, number]));
  const asEngineDocument = (row: (typeof rows)[number]): Document => ({
    number: row.number,
    type: row.type,
    ...(row.correctsId && { corrects: numberOf.get(row.correctsId)! }),
    date: civil(row.issuedOn),
    due: row.dueOn ? civil(row.dueOn) : null,
    vatCategory: row.vatCategory,
    vatRateBp: row.vatRateBp,
    lines: (linesOf.get(row.id) ?? []).map(({ line }) => reviveLine(line)),
    net: row.netPence,
    vat: row.vatPence,
    gross: row.grossPence,
    payableInCash: row.payablePence,
  });
  return new Map(
    [...groupedBy(rows, ({ licenceId }) => licenceId)].map(([licenceId, own]) => [
      licenceId,
      own.map(asEngineDocument),
    ]),
  );
}
