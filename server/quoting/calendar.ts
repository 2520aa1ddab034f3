import { createRequire } from "node:module";
import type Holidays from "date-holidays";
import type { LeadTimeBand } from "#server/catalogue/vocabulary.ts";
import { addDays, type CivilDate, maxDate } from "#server/lib/dates.ts";
import type { Approval } from "#server/pricing/rules.ts";

/** Working days that each step takes. Assumptions: nobody promises them. */
const durations = { approver: 10, finance: 5, board: 20, sign: 5 } as const;

/** Working days from signature to data, by what the custodian states; null where nothing can be calculated from it. */
const leadTimeDays: Record<LeadTimeBand, number | null> = {
  week: 5,
  month: 20,
  two_months: 45,
  six_months: 130,
  longer: null,
  varies: null,
  not_stated: null,
};

export type Calendar = {
  applyBy: CivilDate;
  offerBy: CivilDate;
  signBy: CivilDate;
  startsOn: CivilDate;
  /** When it is too late for that start: the earliest that is possible, from an application today. */
  earliest: CivilDate | null;
  /** Working days: to decide and approve, to sign, to make the data ready. */
  approvalDays: number;
  signDays: number;
  leadDays: number;
  /** Datasets whose custodian states no lead time that can be calculated with. */
  unstated: string[];
};

/** From the first day back to the day by which to apply: what must be signed and approved before. */
export function calendarOf({
  today,
  startsOn,
  approvals,
  sets,
}: {
  today: CivilDate;
  startsOn: CivilDate;
  approvals: readonly Approval[];
  sets: readonly { title: string; leadTimeBand: LeadTimeBand }[];
}): Calendar {
  const approvalDays = approvals.reduce((days, approval) => days + durations[approval], 0);
  const leadDays = Math.max(0, ...sets.map(({ leadTimeBand }) => leadTimeDays[leadTimeBand] ?? 0));
  const signBy = workingDaysFrom(startsOn, -leadDays);
  const offerBy = workingDaysFrom(signBy, -durations.sign);
  const applyBy = workingDaysFrom(offerBy, -approvalDays);
  return {
    applyBy,
    offerBy,
    signBy,
    startsOn,
    earliest:
      applyBy < today
        ? maxDate(startsOn, workingDaysFrom(today, approvalDays + durations.sign + leadDays))
        : null,
    approvalDays,
    signDays: durations.sign,
    leadDays,
    unstated: sets
      .filter(({ leadTimeBand }) => leadTimeDays[leadTimeBand] === null)
      .map(({ title }) => title),
  };
}

/**
 * So many working days after a day, before it when negative. None: the day itself, or the working day before it, since
 * nothing is signed on a day off.
 */
export function workingDaysFrom(day: CivilDate, days: number): CivilDate {
  const step = days > 0 ? 1 : -1;
  let at = day;
  if (days === 0) while (!isWorkingDay(at)) at = addDays(at, -1);
  for (let left = Math.abs(days); left > 0; ) {
    at = addDays(at, step);
    if (isWorkingDay(at)) left--;
  }
  return at;
}

const isWorkingDay = (day: CivilDate): boolean =>
  weekday(day) !== 0 && weekday(day) !== 6 && !bankHolidays(Number(day.slice(0, 4))).has(day);

/** 0 is Sunday. */
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

const known = new Map<number, ReadonlySet<string>>();

/**
 * The bank holidays of England that fall on weekdays, days proclaimed for one year among them as far as the library
 * knows them: a holiday on a weekend is kept on the weekday that stands in for it.
 */
export function bankHolidays(year: number): ReadonlySet<string> {
  const found = known.get(year);
  if (found) return found;
  const days = england()
    .getHolidays(year)
    .map(({ date }) => date.slice(0, 10))
    .filter((day) => weekday(day) !== 0 && weekday(day) !== 6);
  const holidays = new Set(days);
  known.set(year, holidays);
  return holidays;
}

let opened: Holidays | undefined;

/** Opened when a day is first asked for: the library knows the whole world and takes a while to load. */
function england(): Holidays {
  if (opened) return opened;
  const require = createRequire(import.meta.url);
  const Library: typeof Holidays = require("date-holidays");
  opened = new Library("GB", "ENG", { types: ["public"] });
  return opened;
}
