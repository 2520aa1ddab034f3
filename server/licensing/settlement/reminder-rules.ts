import type { Obligation } from "#server/commercial-models/engine/plan.ts";
import { addDays, type CivilDate, daysBetween } from "#server/lib/dates.ts";
import { isOpen, promisedAs } from "./promises.ts";

/** Two weeks before, three days before, and the day after it was due. */
const offsets = [-14, -3, 1] as const;

export type Reminder = { key: string; on: CivilDate; obligation: Obligation & { due: CivilDate } };

/** Every reminder that the open promises of a licence ask for, in order of its day. */
function reminders(obligations: readonly Obligation[]): Reminder[] {
  return obligations
    .flatMap((obligation) => {
      const { due, key } = obligation;
      if (due === null || !promisedAs(obligation)?.reminded || !isOpen(obligation)) return [];
      return offsets.map((offset) => ({
        key: `${key} ${offset}`,
        on: addDays(due, offset),
        obligation: { ...obligation, due },
      }));
    })
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}

/**
 * What to send today: for each promise the latest reminder whose day has come. After nights that were missed only one
 * goes out, and none for what became due more than a week ago.
 */
export function remindersDue(obligations: readonly Obligation[], today: CivilDate): Reminder[] {
  const latest = new Map<string, Reminder>();
  for (const reminder of reminders(obligations))
    if (reminder.on <= today && reminder.obligation.due >= addDays(today, -7))
      latest.set(reminder.obligation.key, reminder);
  return [...latest.values()];
}

/** The next day after this one on which a reminder may be due; null when none is. */
export const nextReminder = (obligations: readonly Obligation[], after: CivilDate): CivilDate | null =>
  reminders(obligations).find(({ on }) => on > after)?.on ?? null;

/** The day on which to look again: today when one is due already, which the register of those sent then decides. */
export const firstReminder = (obligations: readonly Obligation[], today: CivilDate): CivilDate | null =>
  remindersDue(obligations, today).length > 0 ? today : nextReminder(obligations, today);

/** "is due in 14 days", "was due yesterday". */
export function dueInWords(due: CivilDate, today: CivilDate): string {
  const days = daysBetween(today, due);
  if (days === 0) return "is due today";
  if (days < 0) return days === -1 ? "was due yesterday" : `was due ${-days} days ago`;
  return days === 1 ? "is due tomorrow" : `is due in ${days} days`;
}
