import { addDays, type CivilDate, formatDate } from "#server/lib/dates.ts";
import { counted } from "#server/lib/words.ts";
import { beforeTerm, type FactFault, faultsAlong, sinceEnd, type Wrong } from "../../engine/fact-fault.ts";
import type { Context } from "../../engine/plan.ts";
import type { Fact, Terms } from "./terms.ts";

type Deliverable = Terms["deliverables"][number];
type Bounds = Pick<Context<Fact>, "term" | "ended">;

/** What cannot be of what was handed in and decided: each deliverable has its own story, which ends when it is accepted. */
export const faults = (terms: Terms, facts: readonly Fact[], bounds: Bounds): FactFault<Fact>[] => [
  ...unnamed(terms, facts),
  ...terms.deliverables.flatMap((one) =>
    storyOf(
      one,
      facts.filter(({ deliverable }) => deliverable === one.id),
      terms,
      bounds,
    ),
  ),
];

function unnamed({ deliverables }: Terms, facts: readonly Fact[]): FactFault<Fact>[] {
  const names = deliverables.map(({ id }) => id);
  return facts
    .filter(({ deliverable }) => !names.includes(deliverable))
    .map((fact) => ({
      fact,
      field: "deliverable",
      sentence: `The contract asks for no ${fact.deliverable}: it asks for ${names.join(", ")}`,
    }));
}

function storyOf({ id, acceptanceDays }: Deliverable, facts: readonly Fact[], terms: Terms, bounds: Bounds) {
  let accepted: CivilDate | null = null;
  let rejected: CivilDate | null = null;
  /** The last day for an answer to each handing-in that has none. */
  let open: CivilDate[] = [];
  /** How many handings-in are there to be decided; one that nobody recorded may be accepted as long as none was rejected. */
  let there = 0;
  let today: CivilDate | null = null;
  const decided = (f: Fact): string | null => {
    const silent = terms.silenceAccepts ? open.filter((by) => by < f.on).sort()[0] : undefined;
    if (accepted) return `${id} was accepted on ${formatDate(accepted)} already`;
    if (silent)
      return `${id} counts as accepted since ${formatDate(silent)}: nobody answered in ${counted(acceptanceDays, "day")}`;
    if (f.fact === "submitted" || there > 0) return null;
    if (rejected)
      return `${id} was rejected on ${formatDate(rejected)}, and not handed in again by ${formatDate(f.on)}`;
    return f.fact === "rejected" ? `${id} was not handed in by ${formatDate(f.on)}` : null;
  };
  return faultsAlong(
    facts.toSorted(asOnOneDay),
    (f): Wrong[] => {
      // What was handed in later takes the place of what was handed in before; within a day nobody knows which was first.
      if (f.on !== today) there = Math.min(there, 1);
      today = f.on;
      return [["on", outside(f, terms, bounds) ?? decided(f)]];
    },
    (f) => {
      there = Math.max(0, there + (f.fact === "submitted" ? 1 : -1));
      if (f.fact === "submitted") open.push(addDays(f.on, acceptanceDays));
      else open = there > 0 ? [addDays(f.on, acceptanceDays)] : [];
      if (f.fact === "accepted") accepted = f.on;
      if (f.fact === "rejected") rejected = f.on;
    },
  );
}

/** On one day things are handed in before they are decided, and rejected before they are accepted. */
const asOnOneDay = (a: Fact, b: Fact): number =>
  a.on === b.on ? turns.indexOf(a.fact) - turns.indexOf(b.fact) : a.on < b.on ? -1 : 1;
const turns: readonly Fact["fact"][] = ["submitted", "rejected", "accepted"];

/** From the first day of the term to the long-stop, or to an early end that was known. */
const outside = (f: Fact, { longStop }: Terms, { term, ended }: Bounds): string | null =>
  beforeTerm(f.on, term) ??
  (f.on >= longStop ? `Nothing is taken from the long-stop on, ${formatDate(longStop)}` : sinceEnd(f, ended));
