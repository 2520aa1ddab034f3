import { readCsv } from "#server/lib/csv.ts";
import { expect, type Person } from "./people.ts";

/** The rows of the reconciliation export that belong to a licence, as finance downloads it. */
export async function exported(finance: Person, licence: string): Promise<Record<string, string>[]> {
  const csv = await finance.downloads("/finance/exports/reconciliation.csv?from=2020-01-01&to=2040-12-31");
  const { rows, faults } = readCsv(csv);
  expect(faults).toEqual([]);
  return rows.map(({ cells }) => cells).filter((cells) => Object.values(cells).includes(licence));
}

/** Finance sees exactly these documents of a licence: the list on screen and the export agree to the penny. */
export async function financeSees(
  finance: Person,
  licence: string,
  documents: readonly { net: string; vat: string; gross: string }[],
) {
  await finance.awaits(
    `/finance/invoices?licence=${licence}`,
    documents.length === 0 ? "There is no document here" : `£${documents[0]!.gross}`,
  );
  for (const { gross } of documents) await finance.sees(`£${gross}`);
  const rows = await exported(finance, licence);
  const money = (text: string | undefined) => (text ?? "").replaceAll(",", "");
  for (const { net, vat, gross } of documents)
    expect(
      rows.map((row) => [row.document_net, row.document_vat, row.document_gross].map(money)),
      `${net} + ${vat} = ${gross} in the export`,
    ).toContainEqual([net, vat, gross].map(money));
  expect(rows.filter((row) => row.document_gross !== "")).toHaveLength(documents.length);
}
