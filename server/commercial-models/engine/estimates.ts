import type { CivilDate } from "#server/lib/dates.ts";
import type { Context } from "./plan.ts";

/** What stands for statements that are late, by the first day of their period, each with the day on which it is made. */
export type Estimates<Estimate = unknown> = ReadonlyMap<CivilDate, Estimate & { on: CivilDate }>;

/** Days after its due day on which a statement that is not in is estimated. */
export const daysOfGrace = 10;

/** The estimates that had been made by the end of a day. */
export const madeBy = <Estimate>(estimates: Estimates<Estimate>, day: CivilDate): Estimates<Estimate> =>
  new Map([...estimates].filter(([, { on }]) => on <= day));

/** Every day on which what is payable may change, in order: something became known, or was estimated. */
export const daysOfChange = (
  { knownDays }: Pick<Context<unknown>, "knownDays">,
  ...estimates: readonly Estimates[]
): CivilDate[] =>
  [...new Set([...knownDays, ...estimates.flatMap((made) => [...made.values()].map(({ on }) => on))])].sort();

/** The first day, up to one, on which such a fact was known; restating it later does not put a debt off. */
export const firstKnown = <Fact>(
  { knownDays, knownBy }: Pick<Context<Fact>, "knownDays" | "knownBy">,
  upTo: CivilDate,
  such: (fact: Fact) => boolean,
): CivilDate | undefined => knownDays.find((known) => known <= upTo && knownBy(known).some(such));
