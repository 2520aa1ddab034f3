/**
 * One life of a licence with all that must come of it. What goes in is counted in pence, as `npm run play` reads it;
 * what comes out is told in pounds, as documents print it. The rules stand in the README beside this folder.
 */
export type Case = {
  title: string;
  /** How the amounts come about, for anybody with a calculator. */
  sums: readonly string[];
  /** A customer in the United Kingdom with thirty days to pay when left out. */
  life: Record<string, unknown> & {
    components: readonly { id: string; terms: Record<string, unknown> & { kind: string } }[];
    until: string;
  };
  /** Every document in order of issue: its face, then each line by key. "KEY #1" is the first correction of a key. */
  documents: readonly (readonly [face: string, ...lines: string[]])[];
  /** Every obligation as it stands on the last day. */
  obligations: readonly string[];
  /** Debits less credits of every account that does not stand at nothing on the last day. */
  balances: Readonly<Record<string, string>>;
};
