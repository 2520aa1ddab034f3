import { addDays, type CivilDate, type Period } from "#server/lib/dates.ts";
import type { Pence } from "#server/lib/money.ts";
import type { Context, Line, Obligation, Standing } from "./plan.ts";

/** What is wrong with a statement, and on which line of it; line 0 is about the whole. */
export type Fault = { line: number; sentence: string };
export type ReadStatement = { body: Record<string, unknown> | null; faults: Fault[] };
/** A row of a file, by column. */
export type StatedRow = { line: number; cells: Readonly<Record<string, string>> };

/** A period that is stated. It ends on the day before `ends`: earlier than `to` where a licence that ended cuts it short. */
export type StatedPeriod = Period & { ends: CivilDate };

/** How a model has its periods stated: a file of rows becomes the body of a fact, and is calculated by our own rules. */
export type Statement<Terms, Fact extends { fact: string }, PromiseName extends string = string> = {
  /** The fact that a statement becomes once it is attested, and the kind of promise that it keeps. */
  fact: Fact["fact"];
  promise: PromiseName;
  /** "Royalty": what its paper is called by. */
  title: string;
  /** How the fact is named, before the first day of the period. */
  named: string;
  /** What a period is called. */
  what: "quarter" | "year";
  /** Months of a period. */
  months: number;
  /** The periods that are stated, in order; those that an end took away are left out. */
  periods(terms: Terms, context: Pick<Context<Fact>, "term" | "ended">): readonly StatedPeriod[];
  columns: { readonly required: readonly string[]; readonly optional: readonly string[] };
  /** What to know about the columns. */
  help: string;
  /** Rows to begin with. */
  startingRows(terms: Terms, from: Period["from"]): string;
  read(rows: readonly StatedRow[], terms: Terms, period: Period): ReadStatement;
  /** What the licensee is asked whether it calculated, too. */
  claim: string;
  /** An amount of the whole period beside the rows; null when these terms ask for none. */
  besides(terms: Terms): { field: string; label: string } | null;
  /** How what is owed follows from it, step by step. */
  steps(terms: Terms): readonly string[];
  /** Our own sum of a period; null when nothing is stated of it. */
  sums(terms: Terms, facts: readonly Fact[], context: Context<Fact>, period: Period): StatementSums | null;
};

/** What a period came to, as a page and a paper show it. */
export type StatementSums = {
  title: string;
  /** What the licensee's own sum is held against. */
  ours: Pence;
  steps: readonly Line[];
  total: Pence;
  totalLabel: string;
  figures: readonly (readonly [label: string, amount: Pence])[];
  table: {
    caption: string;
    columns: readonly { header: string; amount?: boolean }[];
    rows: readonly (readonly (string | Pence)[])[];
    /** What stands there when there is no row. */
    empty: string;
  };
};

/** A statement is late only once it was due. */
export const standsLate = ({ state, due }: Obligation): Standing =>
  state === "late" ? { state: "due", later: [{ from: addDays(due!, 1), state }] } : { state, later: [] };
