import type { CivilDate } from "#server/lib/dates.ts";
import { type Pence, pounds, roundHalfAway } from "#server/lib/money.ts";
import type { Plan } from "../../engine/plan.ts";
import { allotted, vested } from "./allotment.ts";
import { converted, dividend, issued, split, valued } from "./changes.ts";
import { disposed, releasedEscrow, sold } from "./going.ts";
import {
  type At,
  type Event,
  type Holding,
  moved,
  noShares,
  nothingHeld,
  promised,
  type Step,
} from "./holding.ts";
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

type Kept = Pick<Plan<PromiseName>, "charges" | "movements" | "obligations"> & {
  register: RegisterEntry[];
  holding: Holding;
};
type Book = Omit<Kept, "holding">;
type Seen = Pick<At, "id" | "term" | "vatRateBp">;

/** The holding as all that is known leaves it. */
export const holdingOf = (terms: Terms, facts: readonly Fact[], context: Seen): Holding =>
  kept(terms, facts, context).holding;

/** Every event of the register in order, with the holding, its carrying value and the money it brought. */
export const registerOf = (terms: Terms, facts: readonly Fact[], context: Seen): RegisterEntry[] =>
  kept(terms, facts, context).register;

/** The register, and what follows from it: each event leaves a holding behind, from which the next one starts. */
export function kept(terms: Terms, facts: readonly Fact[], { id, term, vatRateBp }: Seen): Kept {
  const at: At = { id, term, vatRateBp, terms, facts };
  const book: Book = { charges: [], movements: [], obligations: promised(terms, facts, at), register: [] };
  const first = facts.find((f) => f.fact === "allotted");
  let holding = nothingHeld(terms);
  for (const f of first ? inOrder(facts) : []) {
    const counts = f.fact === "allotted" ? f === first : f.on >= first!.on;
    const step = counts ? stepOf(f, holding, at) : null;
    if (step) holding = entered(book, f.on, holding, nothingLeft(f, step, at));
  }
  return { ...book, holding };
}

/** By day and id, as they come, but that the allotment is the first of its day. */
export const inOrder = (facts: readonly Fact[]): Fact[] =>
  facts.toSorted((a, b) =>
    a.on === b.on ? Number(b.fact === "allotted") - Number(a.fact === "allotted") : a.on < b.on ? -1 : 1,
  );

/** Where no whole share is left, what they were carried at is lost. */
function nothingLeft({ id: name, on }: Fact, step: Step, { id }: At): Step {
  const { shares, carrying } = step.after;
  if (shares > 0n) return step;
  const after = { ...step.after, carrying: 0n, invested: noShares };
  if (carrying === 0n) return { ...step, after };
  const words = `No whole share is left, carried at ${pounds(carrying)}`;
  return {
    ...step,
    after,
    movements: [
      ...(step.movements ?? []),
      moved(`${id}/nothing-left:${name}`, on, "4190", "1120", carrying, words),
    ],
  };
}

/** Events by kind. A certificate changes nothing. */
const steps: { [Kind in Fact["fact"]]: (f: Event<Kind>, holding: Holding, at: At) => Step | null } = {
  allotted,
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
const withoutShares: readonly Fact["fact"][] = ["allotted", "vested", "escrow_released"];

/** What an event does to a holding; null when nothing. */
export const stepOf = <Kind extends Fact["fact"]>(f: Event<Kind>, holding: Holding, at: At): Step | null =>
  holding.shares === 0n && !withoutShares.includes(f.fact) ? null : steps[f.fact as Kind](f, holding, at);

function entered(
  book: Book,
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
