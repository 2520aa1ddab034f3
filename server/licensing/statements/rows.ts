import type { ReadStatement, Statement } from "#server/commercial-models/engine/statement.ts";
import { readCsv } from "#server/lib/csv.ts";
import type { Period } from "#server/lib/dates.ts";

// Nobody mends more in one go, and every one of them is kept and shown.
const mostFaults = 1000;

/** A statement from CSV, typed or uploaded: by the columns and rules of its model. With one fault nothing is taken. */
export function readStated<Terms>(
  { columns, read }: Pick<Statement<Terms, never>, "columns" | "read">,
  text: string,
  terms: Terms,
  period: Period,
): ReadStatement {
  const { rows, faults } = readCsv(text, columns);
  if (faults.length > 0) return { body: null, faults };
  const stated = read(rows, terms, period);
  return stated.body ? stated : { ...stated, faults: stated.faults.slice(0, mostFaults) };
}
