import { percent } from "#server/lib/money.ts";
import type { Specification } from "./terms.ts";

/** "Columns patient and date; at least 1,000 rows; at least 95% of the cells filled". */
export const specificationInWords = (specification: Specification | undefined): string[] =>
  specification
    ? [
        `Columns ${specification.columns.join(", ")}`,
        rowsAsked(specification.minimumRows),
        cellsAsked(specification.completenessBp),
      ]
    : ["The contract asks for no particular form"];

export const rowsAsked = (rows: number) => `At least ${rowsInWords(rows)}`;
export const cellsAsked = (bp: number) => `At least ${percent(bp)} of the cells filled`;
export const rowsInWords = (rows: number) => `${rows.toLocaleString("en-GB")} ${rows === 1 ? "row" : "rows"}`;
