import { modelFace } from "#app/_components/models.ts";
import { api } from "#app/_trpc/server.ts";
import { asFile } from "#app/(public)/simulator/answer.ts";
import { amount, csvRow } from "#server/lib/csv-out.ts";

/** All quotes that this person may see, one a row, newest first. */
export async function GET(): Promise<Response> {
  const rows = [
    csvRow([
      "quote",
      "organisation",
      "datasets",
      "model",
      "years",
      "people",
      "made_on",
      "made_by",
      "valid_until",
      "net",
      "vat",
      "gross",
    ]),
  ];
  for (let before: string | null | undefined; before !== null; ) {
    const page: Awaited<ReturnType<typeof api.quotes.list>> = await api.quotes.list({ before });
    for (const row of page.rows)
      rows.push(
        csvRow([
          row.reference,
          row.organisation,
          row.sets.join("; "),
          modelFace[row.kind].title,
          row.years,
          row.users,
          row.madeOn,
          row.madeByName,
          row.validUntil,
          amount(row.netPence),
          amount(row.vatPence),
          amount(row.grossPence),
        ]),
      );
    before = page.next;
  }
  return asFile(rows.join(""), "text/csv; charset=utf-8", "quotes.csv");
}
