import { type CivilDate, maxDate, type Period, periodsOf } from "#server/lib/dates.ts";
import { decimalText } from "#server/lib/money.ts";
import { type Terms, termsSchema, toJson } from "../index.ts";
import type { Clause } from "./clause.ts";
import { asRatio } from "./fields.ts";
import type { LicenceWideFact } from "./licence-facts.ts";
import type { Plan } from "./plan.ts";

/**
 * Other terms for service periods that begin in a stretch of time (README §17.3): a rate or price agreed
 * for a while, a larger allowance, a frozen price, a price as good as the best. The component is planned on both terms,
 * and each charge is taken from those under which its period begins; for models that count by the year, its year.
 */
export type Override = { from: CivilDate; to: CivilDate; terms: Terms };

type Rate = Extract<Clause, { clause: "override" }>;

/** The terms of a component with some parameters set; throws a ZodError that names the parameter. */
export function withParameters(terms: Terms, set: Record<string, unknown>): Terms {
  return termsSchema.parse({ ...(toJson(terms) as Record<string, unknown>), ...(toJson(set) as object) });
}

/** The overrides of a component, in the order of the clauses; later ones win. */
export function overridesOf(
  { clauses, term }: { clauses: readonly Clause[]; term: Period },
  id: string,
  terms: Terms,
  facts: readonly LicenceWideFact[],
): Override[] {
  return clauses.flatMap((clause): Override[] => {
    if (clause.clause === "override" && clause.component === id)
      return [{ ...clause.valid, terms: withParameters(terms, parametersOf(clause, terms)) }];
    if (clause.clause === "most_favoured" && clause.component === id)
      // From the day on which another got a better price, for periods that begin then or later; nothing is given back.
      return facts.flatMap((f) =>
        f.fact === "favoured" && f.clause === clause.id
          ? [{ from: f.on, to: maxDate(term.to, f.on), terms: withParameters(terms, f.set) }]
          : [],
      );
    return [];
  });
}

function parametersOf(clause: Rate, terms: Terms): Record<string, unknown> {
  if (clause.kind === "rate_override") return clause.set;
  if (clause.kind === "price_freeze") return { indexation: undefined };
  const before = "freeAllowance" in terms && terms.freeAllowance ? terms.freeAllowance : "0";
  return { freeAllowance: addDecimals(before, clause.units) };
}

const addDecimals = (a: string, b: string): string => decimalText(asRatio(a).num + asRatio(b).num);

/** One plan out of several: what belongs to a period is taken from the last override in which the period begins. */
export function merged(
  base: Partial<Plan>,
  others: readonly { override: Override; plan: Partial<Plan> }[],
  { term }: { term: Period },
  byYear: boolean,
): Partial<Plan> {
  if (others.length === 0) return base;
  const years = byYear ? periodsOf(term, 12) : [];
  const beginning = (day: CivilDate) => years.findLast(({ from }) => from <= day)?.from ?? day;
  const from = <Part extends keyof Plan>(part: Part, dayOf: (one: Plan[Part][number]) => CivilDate | null) =>
    [{ override: null, plan: base }, ...others].flatMap(({ override, plan }, index) =>
      ((plan[part] ?? []) as Plan[Part][number][]).filter((one) => {
        const day = dayOf(one);
        const begins = day === null ? null : beginning(day);
        const last = others.findLastIndex(
          ({ override }) => begins !== null && begins >= override.from && begins < override.to,
        );
        return override === null ? last === -1 : last === index - 1;
      }),
    ) as Plan[Part];
  return {
    charges: from("charges", ({ period }) => period.from),
    earnings: from("earnings", ({ key, on }) => dayIn(key) ?? on),
    commitments: from("commitments", ({ period }) => period.from),
    movements: base.movements ?? [],
    obligations: base.obligations ?? [],
  };
}

/** The day in "component/2026-04-01/slot". */
const dayIn = (key: string): CivilDate | null =>
  (/\/(\d{4}-\d{2}-\d{2})(?:\/|$)/.exec(key)?.[1] as CivilDate | undefined) ?? null;
