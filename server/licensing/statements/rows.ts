import type { ReadStatement, Statement } from "#server/commercial-models/engine/statement.ts";
import { readCsv } from "#server/lib/csv.ts";
import type { Period } from "#server/lib/dates.ts";

/** A statement from CSV, typed or uploaded: by the columns and rules of its model. With one fault nothing is taken. */
export function readStated<Terms>(
  { columns, read }: Pick<Statement<Terms, never>, "columns" | "read">,
  text: string,
  terms: Terms,
  period: Period,
): ReadStatement {
  const { rows, faults } = readCsv(text, columns);
  return faults.length > 0 ? { body: null, faults } : read(rows, terms, period);
}
