import { addDays, type CivilDate, formatDate, type Period, within } from "#server/lib/dates.ts";
import type { Dated, Ended } from "./plan.ts";

/**
 * What cannot be of what was reported: the fact, the field of it that is wrong, and a sentence with the number or the day
 * that it met ("60,000 shares cannot go: 50,000 are held on 1 June 2027"). See server/decisions/0029.
 */
export type FactFault<Fact = Dated & { fact: string }> = { fact: Fact; field: string; sentence: string };

/** Whether it is of a day on or after the end, and was told when the end was known. What was told before is passed over. */
const toldAfterEnd = ({ on, known }: Pick<Dated, "on" | "known">, ended: Ended | null): boolean =>
  ended !== null && on >= ended.on && known > ended.known;

/** Field and sentence of each thing that is wrong with a fact; a null is nothing wrong. */
export type Wrong = readonly [field: string, sentence: string | null];

/** Goes through facts in their order: what is wrong with one is told by `wrongOf`, and what is right goes on to `taken`. */
export const faultsAlong = <Fact extends Dated & { fact: string }>(
  facts: readonly Fact[],
  wrongOf: (fact: Fact) => readonly Wrong[],
  taken: (fact: Fact) => void,
): FactFault<Fact>[] =>
  facts.flatMap((fact) => {
    const wrong = wrongOf(fact).flatMap(([field, sentence]) =>
      sentence === null ? [] : [{ fact, field, sentence }],
    );
    if (wrong.length === 0) taken(fact);
    return wrong;
  });

/** A day before the term, in words; null when it is none. */
export const beforeTerm = (on: CivilDate, { from }: Period): string | null =>
  on < from ? `${formatDate(on)} is before the term, which begins on ${formatDate(from)}` : null;

/** What is told of a day on which the licence had ended, when that was known already; null otherwise. */
export const sinceEnd = (fact: Pick<Dated, "on" | "known">, ended: Ended | null): string | null =>
  ended && toldAfterEnd(fact, ended) ? `The licence ended on ${formatDate(ended.on)}` : null;

/** A day outside the term, in words; null when it lies within. */
export const outsideTerm = (on: CivilDate, term: Period): string | null =>
  within(on, term) ? null : `${formatDate(on)} is not in the term, ${daysOf(term)}`;

/** "1 April 2026 to 31 March 2027": its first and its last day. */
export const daysOf = ({ from, to }: Period) => `${formatDate(from)} to ${formatDate(addDays(to, -1))}`;

/** One id is one thing for ever: a correction says more of it, with a higher version, and turns it into nothing else. */
export function namedTwice<Fact extends Dated & { fact: string; component?: string | undefined }>(
  heard: readonly Fact[],
): FactFault<Fact>[] {
  const first = new Map<string, Fact>();
  const said = new Map<string, Fact>();
  const inOrder = heard.toSorted(
    (a, b) => a.version - b.version || (a.known < b.known ? -1 : a.known > b.known ? 1 : 0),
  );
  return inOrder.flatMap((fact): FactFault<Fact>[] => {
    const { id, version } = fact;
    const before = first.get(id);
    if (before && (before.fact !== fact.fact || before.component !== fact.component))
      return [
        { fact, field: "id", sentence: `${id} is the name of another fact, of ${formatDate(before.on)}` },
      ];
    if (!before) first.set(id, fact);
    const name = JSON.stringify([id, version]);
    const same = said.get(name);
    said.set(name, same ?? fact);
    return same && content(same) !== content(fact)
      ? [
          {
            fact,
            field: "version",
            sentence: `${id} was reported already in version ${version}: a correction has a higher one`,
          },
        ]
      : [];
  });
}

/** What a fact says, whenever it was heard. */
const content = ({ known: _, ...said }: Dated) =>
  JSON.stringify(
    Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1)),
    (_, value) => (typeof value === "bigint" ? String(value) : value),
  );
