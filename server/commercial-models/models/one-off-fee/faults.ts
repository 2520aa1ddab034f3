import { type CivilDate, formatDate } from "#server/lib/dates.ts";
import { beforeTerm, type FactFault, faultsAlong, sinceEnd, type Wrong } from "../../engine/fact-fault.ts";
import type { Context } from "../../engine/plan.ts";
import type { Fact, Terms } from "./terms.ts";

/** What cannot be of milestones: each is one that an instalment waits for, reached once and in time, in the quantity that sizes it. */
export function faults(
  { instalments }: Terms,
  facts: readonly Fact[],
  { term, ended }: Pick<Context<Fact>, "term" | "ended">,
): FactFault<Fact>[] {
  const reached = new Map<string, CivilDate>();
  return faultsAlong(
    facts,
    (f): Wrong[] => {
      const waiting = instalments.filter(({ milestone }) => milestone === f.milestone);
      if (waiting.length === 0) return [["milestone", unnamed(f, instalments)]];
      const before = reached.get(f.milestone);
      return [
        ["milestone", before ? `${f.milestone} was reached on ${formatDate(before)} already` : null],
        ["on", beforeTerm(f.on, term) ?? tooLate(f, waiting) ?? sinceEnd(f, ended)],
        ["quantity", missized(f, waiting)],
      ];
    },
    (f) => reached.set(f.milestone, f.on),
  );
}

function unnamed({ milestone }: Fact, instalments: Terms["instalments"]): string {
  const named = [...new Set(instalments.flatMap(({ milestone }) => milestone ?? []))];
  return `The contract has no milestone ${milestone}: ${named.length === 0 ? "its instalments have days" : `it has ${named.join(", ")}`}`;
}

/** Where several instalments wait for one milestone, those whose long-stop has come have lapsed, and the others fall due. */
function tooLate({ milestone, on }: Fact, waiting: Terms["instalments"]): string | null {
  const stops = waiting.map(({ longStop }) => longStop ?? null);
  const last = stops.reduce((a, b) => (a === null || b === null ? null : a > b ? a : b));
  return last !== null && on >= last ? `${milestone} had to be reached before ${formatDate(last)}` : null;
}

function missized({ milestone, quantity }: Fact, waiting: Terms["instalments"]): string | null {
  const planned = waiting.find(({ plannedQuantity }) => plannedQuantity !== undefined)?.plannedQuantity;
  if (planned === undefined)
    return quantity === undefined
      ? null
      : `${milestone} is not sized by a quantity: ${quantity} sizes nothing`;
  return quantity === undefined
    ? `${milestone} is sized by a quantity, ${planned} planned: say how much it was`
    : null;
}
