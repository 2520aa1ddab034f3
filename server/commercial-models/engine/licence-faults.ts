import { z } from "zod";
import { formatDate, type Period } from "#server/lib/dates.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import type { Terms } from "../index.ts";
import type { Clause } from "./clause.ts";
import { daysOf, type FactFault, outsideTerm } from "./fact-fault.ts";
import type { LicenceWideFact } from "./licence-facts.ts";
import { withParameters } from "./overrides.ts";

export type Concession = Extract<LicenceWideFact, { fact: "conceded" }>;

type Under = {
  term: Period;
  clauses: readonly Clause[];
  components: readonly { id: string; terms: Terms }[];
  /** What was owed for the key of a concession on its day, as it was known then; null when nothing had been charged. */
  owedFor(concession: Concession): Pence | null;
};

/** What cannot be of the facts about the licence as a whole. */
export function licenceFaults(facts: readonly LicenceWideFact[], under: Under): FactFault<LicenceWideFact>[] {
  const firstEnd = facts.find(({ fact }) => fact === "ended");
  return facts.flatMap((fact) =>
    wrongOf(fact, under, firstEnd).flatMap(([field, sentence]) =>
      sentence === null ? [] : [{ fact, field, sentence }],
    ),
  );
}

type Wrong = readonly [field: string, sentence: string | null];

function wrongOf(fact: LicenceWideFact, under: Under, firstEnd: LicenceWideFact | undefined): Wrong[] {
  if (fact.fact === "ended")
    return [
      [
        "on",
        firstEnd && firstEnd !== fact
          ? `The licence ended on ${formatDate(firstEnd.on)} already`
          : endedOutside(fact.on, under.term),
      ],
    ];
  if (fact.fact === "conceded") return [tooMuch(fact, under.owedFor(fact))];
  if (fact.fact === "favoured") return [["on", outsideTerm(fact.on, under.term)], ...unfavoured(fact, under)];
  return [
    ["on", outsideTerm(fact.on, under.term)],
    ["clause", missing(fact.clause, "preferential_supply", under.clauses)],
    [
      "paid",
      fact.paid > fact.list
        ? `${pounds(fact.paid)} is more than the list price of ${pounds(fact.list)}`
        : null,
    ],
  ];
}

const endedOutside = (on: string, term: Period) =>
  on > term.from && on < term.to
    ? null
    : `A licence can only end early, within its term, ${daysOf(term)}: not on ${formatDate(on)}`;

function tooMuch({ key, net, on }: Concession, owed: Pence | null): Wrong {
  const of = `for ${key} on ${formatDate(on)}`;
  if (owed === null) return ["key", `Nothing was owed ${of}`];
  return ["net", net > owed ? `${pounds(net)} cannot be given back: ${pounds(owed)} was owed ${of}` : null];
}

const missing = (name: string, kind: Clause["clause"], clauses: readonly Clause[]): string | null =>
  clauses.some((one) => one.clause === kind && one.id === name)
    ? null
    : `The contract has no clause ${name} of this kind`;

/** A better price names a clause of the contract, and sets parameters that its component has. */
function unfavoured(fact: Extract<LicenceWideFact, { fact: "favoured" }>, { clauses, components }: Under) {
  const clause = clauses.find((one) => one.clause === "most_favoured" && one.id === fact.clause);
  if (clause?.clause !== "most_favoured")
    return [["clause", missing(fact.clause, "most_favoured", clauses)] satisfies Wrong];
  const { terms } = components.find(({ id }) => id === clause.component)!;
  try {
    withParameters(terms, fact.set);
    return [];
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return error.issues.map(
      ({ path, message }) => [["set", ...path].map(String).join("."), message] satisfies Wrong,
    );
  }
}
