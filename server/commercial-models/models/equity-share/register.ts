import type { CivilDate } from "#server/lib/dates.ts";
import { type Pence, roundHalfAway } from "#server/lib/money.ts";
import type { Plan } from "../../engine/plan.ts";
import { allotted, vested } from "./allotment.ts";
import { converted, dividend, issued, split, valued } from "./changes.ts";
import { disposed, releasedEscrow, sold } from "./going.ts";
import { type At, type Event, type Holding, nothingHeld, promised, type Step } from "./holding.ts";
import type { PromiseName } from "./reports.ts";
import type { Fact, Terms } from "./terms.ts";

/** A line of the holding statement: what happened, and what was held after it. */
export type RegisterEntry = {
  on: CivilDate;
  event: string;
  change: bigint;
  held: bigint;
  /** Of the company, in hundredths of a basis point (1/1,000,000); null where the total is not known. */
  ownership: bigint | null;
  carrying: Pence;
  cash: Pence;
};

type Kept = Pick<Plan<PromiseName>, "charges" | "movements" | "obligations"> & { register: RegisterEntry[] };
type Seen = Pick<At, "id" | "term" | "vatRateBp">;

/** Every event of the register in order, with the holding, its carrying value and the money it brought. */
export const registerOf = (terms: Terms, facts: readonly Fact[], context: Seen): RegisterEntry[] =>
  kept(terms, facts, context).register;

/** The register, and what follows from it: each event leaves a holding behind, from which the next one starts. */
export function kept(terms: Terms, facts: readonly Fact[], { id, term, vatRateBp }: Seen): Kept {
  const at: At = { id, term, vatRateBp, terms, facts };
  const book: Kept = { charges: [], movements: [], obligations: promised(terms, facts, at), register: [] };
  const first = facts.find((f) => f.fact === "allotted");
  if (!first) return book;
  let holding = entered(book, first.on, nothingHeld(terms), allotted(first, nothingHeld(terms), at));
  for (const f of facts) {
    const step = f.on < first.on ? null : stepOf(f, holding, at);
    if (step) holding = entered(book, f.on, holding, step);
  }
  return book;
}

/** Events by kind. The allotment stands first, and a certificate changes nothing. */
const steps: { [Kind in Fact["fact"]]: (f: Event<Kind>, holding: Holding, at: At) => Step | null } = {
  allotted: () => null,
  certified: () => null,
  vested,
  issued,
  split,
  converted,
  valued,
  dividend,
  disposed,
  exit: sold,
  escrow_released: releasedEscrow,
};
/** What may come when no share is held any more. */
const withoutShares: readonly Fact["fact"][] = ["vested", "escrow_released"];

const stepOf = <Kind extends Fact["fact"]>(f: Event<Kind>, holding: Holding, at: At): Step | null =>
  holding.shares === 0n && !withoutShares.includes(f.fact) ? null : steps[f.fact as Kind](f, holding, at);

function entered(
  book: Kept,
  on: CivilDate,
  before: Holding,
  { after, event, cash, ...moved }: Step,
): Holding {
  book.charges.push(...(moved.charges ?? []));
  book.movements.push(...(moved.movements ?? []));
  book.obligations.push(...(moved.obligations ?? []));
  book.register.push({
    on,
    event,
    change: after.shares - before.shares,
    held: after.shares,
    ownership: after.diluted ? roundHalfAway(after.shares * 1_000_000n, after.diluted) : null,
    carrying: after.carrying,
    cash,
  });
  return after;
}
