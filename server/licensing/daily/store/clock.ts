import { asc, eq, inArray, min, sql } from "drizzle-orm";
import { installation } from "#db/schema/access.ts";
import { licences } from "#db/schema/licences.ts";
import { record } from "#server/audit/store.ts";
import { system } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";
import { addDays, addMonths, type CivilDate, civil, firstOfMonth } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { runDay } from "./run.ts";

export const steps = ["day", "month", "year"] as const;
export type Step = (typeof steps)[number];

/**
 * Demonstrations only: moves the business date forward, and everything that falls due on the way happens on its own
 * day, exactly as the worker's daily run would have done it. Days on which nothing can happen are passed over.
 */
export async function moveClock(ask: Ask & { demo: boolean }, by: Step) {
  if (!ask.demo) throw new Refusal("demo_only", "Only a demonstration can move its date");
  const to = by === "day" ? addDays(ask.today, 1) : addMonths(ask.today, by === "month" ? 1 : 12);
  let documents = 0;
  for (let day = await nextDay({ ...ask, actor: system }, ask.today, to); ; ) {
    const then = { ...ask, actor: system, today: day };
    await setDate(then, day);
    documents += (await runDay(then)).documents;
    if (day === to) break;
    day = await nextDay(then, day, to);
  }
  await asOneChange({ ...ask, actor: system }, (change) =>
    record(change, "installation", { type: "clock.moved", facts: { from: ask.today, to } }, null),
  );
  return { from: ask.today, to, documentsIssued: documents };
}

/** The first day after this one on which something may fall due; month starts always count, since income is released. */
export const nextDay = (ask: Ask, after: CivilDate, latest: CivilDate) =>
  asReading(ask, async ({ tx }) => {
    const soonest = addDays(after, 1);
    const [licence] = await tx
      .select({ day: licences.nextStopOn })
      .from(licences)
      .where(inArray(licences.status, ["in_force", "suspended", "expired", "terminated"]))
      .orderBy(asc(licences.nextStopOn))
      .limit(1);
    const [end] = await tx
      .select({ day: min(licences.endsOn) })
      .from(licences)
      .where(inArray(licences.status, ["in_force", "suspended"]));
    // Warnings before an offer lapses, and the day on which it has; invoices on the day after they were due, and later.
    const { rows: told } = await tx.execute<{ day: string | null }>(sql`
      select min(day)::text as day from offers, unnest(array[expires_on - 7, expires_on - 2, expires_on, expires_on + 1]) day
        where status in ('offered', 'approved', 'part_signed') and day > ${after}
      union all select min(day)::text from open_items, unnest(array[due_on + 1, due_on + 30]) day
        where outstanding_pence > 0 and day > ${after}`);
    const days = [
      licence?.day,
      end?.day,
      ...told.map(({ day }) => day),
      addMonths(firstOfMonth(after), 1),
      latest,
    ];
    return days
      .filter((day): day is string => typeof day === "string")
      .map((day) => (day < soonest ? soonest : civil(day)))
      .reduce((a, b) => (a < b ? a : b));
  });

export const setDate = (ask: Ask, day: CivilDate) =>
  asOneChange(ask, async ({ tx }) => {
    await tx.update(installation).set({ demoDate: day }).where(eq(installation.id, 1));
  });
