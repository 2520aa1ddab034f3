import type { LeadTimeBand } from "#server/catalogue/vocabulary.ts";
import { addDays, type CivilDate, civil, maxDate } from "#server/lib/dates.ts";
import type { Approval } from "#server/pricing/rules.ts";

/** Working days that each step takes. Assumptions: nobody promises them. */
export const durations = { approver: 10, finance: 5, board: 20, sign: 5 } as const;
export type Durations = typeof durations;

/** Working days from signature to data, by what the custodian states; null where nothing can be calculated from it. */
export const leadTimeDays: Record<LeadTimeBand, number | null> = {
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

export const isWorkingDay = (day: CivilDate): boolean =>
  weekday(day) !== 0 && weekday(day) !== 6 && !bankHolidays(Number(day.slice(0, 4))).has(day);

/** 0 is Sunday. */
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

const known = new Map<number, ReadonlySet<string>>();

/** The bank holidays of England and Wales by the rules that stand; days proclaimed for one year are not foreseen. */
export function bankHolidays(year: number): ReadonlySet<string> {
  const found = known.get(year);
  if (found) return found;
  const easter = easterSunday(year);
  const christmas = [civil(`${year}-12-25`), civil(`${year}-12-26`)];
  const inDecember = new Set<string>();
  // A holiday on a weekend moves to the next weekday that is none already.
  for (const holiday of [...christmas].sort((a, b) => Number(isWeekend(a)) - Number(isWeekend(b)))) {
    let day = holiday;
    while (isWeekend(day) || inDecember.has(day)) day = addDays(day, 1);
    inDecember.add(day);
  }
  let newYear = civil(`${year}-01-01`);
  while (isWeekend(newYear)) newYear = addDays(newYear, 1);
  const holidays = new Set<string>([
    newYear,
    addDays(easter, -2),
    addDays(easter, 1),
    mondayFrom(civil(`${year}-05-01`)),
    mondayFrom(civil(`${year}-05-25`)),
    mondayFrom(civil(`${year}-08-25`)),
    ...inDecember,
  ]);
  known.set(year, holidays);
  return holidays;
}

const isWeekend = (day: CivilDate) => weekday(day) === 0 || weekday(day) === 6;

/** The first Monday on or after a day. */
const mondayFrom = (day: CivilDate): CivilDate => addDays(day, (8 - weekday(day)) % 7);

/** The Gregorian rule (Meeus, Jones, Butcher). */
function easterSunday(year: number): CivilDate {
  const part = (a: number, b: number) => Math.floor(a / b);
  const [a, b, c] = [year % 19, part(year, 100), year % 100];
  const h = (19 * a + b - part(b, 4) - part(b - part(b + 8, 25) + 1, 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * part(c, 4) - h - (c % 4)) % 7;
  const m = part(a + 11 * h + 22 * l, 451);
  const month = part(h + l - 7 * m + 114, 31);
  const date = ((h + l - 7 * m + 114) % 31) + 1;
  return civil(`${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`);
}
