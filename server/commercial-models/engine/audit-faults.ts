import { type CivilDate, formatDate, type Period, within } from "#server/lib/dates.ts";
import { lookback } from "./audit.ts";
import type { FactFault } from "./fact-fault.ts";
import type { Context, Dated } from "./plan.ts";
import { endedMeanwhile, inNoPeriod, type Stating } from "./stated-faults.ts";

type Said = Dated & { fact: string };
type Audited<Fact> = Stating & {
  terms: { auditLookbackYears: number };
  context: Pick<Context<Fact>, "ended" | "knownBy">;
  /** A day in each period that it corrects, in the order of its additions, and how such a day is called. */
  found(audit: Fact & { fact: "audited" }): readonly CivilDate[];
  field: string;
  isStatement(fact: Fact): boolean;
  /** Whether a period lies before the first day to which an audit looks back. */
  isBefore(period: Period, oldest: CivilDate): boolean;
};

/** Audits of no period, of one that nothing was stated of, and of one to which they do not look back (README §16.3). */
export const auditFaults = <Fact extends Said>(
  audits: readonly (Fact & { fact: "audited" })[],
  { what, periods, agreed, terms, context, found, field, isStatement, isBefore }: Audited<Fact>,
): FactFault<Fact>[] =>
  audits.flatMap((fact) => {
    const { on, known } = fact;
    const then = context.knownBy(known);
    const oldest = lookback(terms, on);
    return found(fact).flatMap((day, index) => {
      const wrong = (sentence: string) => [{ fact, field: `additions.${index}.${field}`, sentence }];
      const period = periods.find((one) => within(day, one));
      if (!period)
        return endedMeanwhile(day, known, context.ended, agreed)
          ? []
          : wrong(inNoPeriod(day, { what, periods, agreed }));
      const name = `the ${what} from ${formatDate(period.from)}`;
      if (isBefore(period, oldest))
        return wrong(
          `An audit of ${formatDate(on)} looks back to ${formatDate(oldest)}, and ${name} lies before`,
        );
      return then.some((f) => isStatement(f) && within(f.on, period))
        ? []
        : wrong(`Nothing was stated of ${name} by ${formatDate(known)}`);
    });
  });
