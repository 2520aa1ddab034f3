import type { allUsageExceptions } from "#db/enums.ts";
import { addDays, type CivilDate, civil, londonDate, type Period, periodsOf } from "#server/lib/dates.ts";
import { decimalText, parseDecimal } from "#server/lib/money.ts";

/** One use, as the source that metered it named it. */
export type UsageEvent = {
  source: string;
  id: string;
  /** Decimal text in its one spelling. */
  quantity: string;
  at: Date;
  subject?: string | undefined;
  licence: string;
  component?: string | undefined;
};

export type UsageException = (typeof allUsageExceptions)[number];

/** Why an event was not counted, for the people who read the queue. */
export const exceptionWords: Record<UsageException, string> = {
  conflict: "The same source and id came before with other content; the first stands",
  unknown_licence: "Your organisation has no licence of this reference",
  unknown_meter: "The licence meters nothing under this name",
  before_start: "It happened before the first day of the licence",
  after_end: "It happened on or after the day on which the licence ended",
  past_the_window: "It came after the days in which late usage of its period still counts",
};

/** Whether a person may decide to count it: never what the signed contract excludes. */
export const mayBeCounted = (reason: UsageException) =>
  reason === "conflict" || reason === "unknown_licence" || reason === "unknown_meter";

/** Why an exception cannot be counted even by decision: what bills is what was signed. */
export const neverCounts: Record<UsageException, string> = {
  conflict: "",
  unknown_licence:
    "The organisation still has no licence of this reference. Set it aside, or wait until there is one",
  unknown_meter: "Choose the meter under which it counts",
  before_start: "The contract counts no use before its first day. Set it aside",
  after_end: "The contract counts no use on or after its end. Set it aside",
  past_the_window: "The contract counts no use after its late days. Set it aside",
};

/** One usage-based component: how it is billed, as far as the day of an event is concerned. */
export type Meter = {
  id: string;
  aggregation: "sum" | "count" | "max" | "unique" | "latest";
  lateDays: number;
  periods: readonly Period[];
};
/** A licence as a meter sees it. `term` is what was used of it: cut at an early end. */
export type Metered = { id: string; term: Period; meters: readonly Meter[] };

/** The meters of a licence by its terms; months and late days are those that both sides signed. */
export function metered(
  licence: { id: string; endedOn: string | null },
  contract: {
    term: { from: string; to: string };
    components: readonly { id: string; terms: { kind: string } }[];
  },
): Metered {
  const to = civil(
    licence.endedOn && licence.endedOn < contract.term.to ? licence.endedOn : contract.term.to,
  );
  const term = { from: civil(contract.term.from), to };
  return {
    id: licence.id,
    term,
    meters: contract.components.flatMap(({ id, terms }) => {
      if (terms.kind !== "usage_based") return [];
      const { periodMonths, lateDays, aggregation } = terms as unknown as {
        periodMonths: number;
        lateDays: number;
        aggregation?: Meter["aggregation"];
      };
      return [{ id, aggregation: aggregation ?? "sum", lateDays, periods: periodsOf(term, periodMonths) }];
    }),
  };
}

export type Judged = { licenceId: string; meter: Meter; on: CivilDate } | { reason: UsageException };

/** An event with its key, its fingerprint, its London day, and where it counts or why not. */
export type Weighed = { event: UsageEvent; key: string; hash: string; on: CivilDate; judged: Judged };

/** Whether an event counts today, and under which meter; otherwise the first reason why not. */
export function judge(
  event: Pick<UsageEvent, "component">,
  licence: Metered | undefined,
  on: CivilDate,
  today: CivilDate,
): Judged {
  if (!licence) return { reason: "unknown_licence" };
  const meter = meterNamed(licence, event.component);
  if (!meter) return { reason: "unknown_meter" };
  if (on < licence.term.from) return { reason: "before_start" };
  if (on >= licence.term.to) return { reason: "after_end" };
  const period = meter.periods.find(({ from, to }) => on >= from && on < to)!;
  if (today > addDays(period.to, meter.lateDays)) return { reason: "past_the_window" };
  return { licenceId: licence.id, meter, on };
}

/** The meter of that name; without a name the only one there is. */
export const meterNamed = ({ meters }: Metered, name: string | undefined): Meter | undefined =>
  name === undefined ? (meters.length === 1 ? meters[0] : undefined) : meters.find(({ id }) => id === name);

const aheadMilliseconds = 5 * 60_000;

/**
 * Whether an instant is still to come: more than five minutes ahead of the clock. Where a demonstration has moved the
 * business date, the clock on the wall says nothing, and whatever lies after that day is still to come.
 */
export const isAhead = (at: Date, on: CivilDate, { now, today }: { now: Date; today: CivilDate }) =>
  londonDate(now) === today ? at.getTime() > now.getTime() + aheadMilliseconds : on > today;

/** The quantity of a period, in millionths of a unit, from those of its facts in their order. */
export function aggregated(aggregation: Meter["aggregation"], quantities: readonly string[]): bigint {
  const all = quantities.map((text) => parseDecimal(text)!.num);
  if (aggregation === "latest") return all.at(-1) ?? 0n;
  if (aggregation === "max" || aggregation === "unique")
    return all.reduce((most, one) => (one > most ? one : most), 0n);
  return all.reduce((total, one) => total + one, 0n);
}

/** "12.5" from "012.500": the same quantity is the same text. */
export function canonicalQuantity(text: string): string {
  const ratio = parseDecimal(text);
  if (!ratio) throw new RangeError(`${text} is no decimal`);
  return decimalText(ratio.num);
}

/** What was sent, in one order and one spelling: equal bodies are equal texts, and so have one hash. */
export const bodyOf = ({ licence, component, quantity, at, subject }: UsageEvent) => ({
  licence,
  component: component ?? null,
  quantity,
  at: at.toISOString(),
  subject: subject ?? null,
});

/** `londonDate` for many instants: an hour, within which London's day never changes, is looked up once. */
export function londonDates(): (instant: Date) => CivilDate {
  const known = new Map<number, CivilDate>();
  return (instant) => {
    const hour = Math.floor(instant.getTime() / 3_600_000);
    const day = known.get(hour) ?? londonDate(instant);
    known.set(hour, day);
    return day;
  };
}
