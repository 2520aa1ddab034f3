import { asc, eq, lte } from "drizzle-orm";
import { licences } from "#db/schema/licences.ts";
import { reminders } from "#db/schema/reminders.ts";
import { asSystem } from "#server/access/as-system.ts";
import { type Ask, asReading, type Change } from "#server/lib/change.ts";
import { withDates } from "#server/lib/dates.ts";
import {
  dueInWords,
  nextReminder,
  type Reminder,
  remindersDue,
} from "#server/licensing/settlement/reminder-rules.ts";
import { obligationsOf } from "#server/licensing/settlement/store/obligations.ts";
import { boundary } from "#server/licensing/settlement/store/parking.ts";
import { tell } from "#server/notices/store/tell.ts";

/**
 * Writes to the members and signatories of every licensee that has something to send soon, or should have: each
 * reminder once, whatever runs twice. Only licences whose day has come are looked at.
 */
export async function remindLicensees(asked: Ask): Promise<number> {
  const ask = asSystem(asked);
  const due = await asReading(ask, ({ tx, today }) =>
    tx
      .select({ id: licences.id })
      .from(licences)
      .where(lte(licences.nextReminderOn, today))
      .orderBy(asc(licences.reference)),
  );
  let sent = 0;
  for (const { id } of due) sent += (await boundary(ask, id, (change) => remindOf(change, id))) ?? 0;
  return sent;
}

async function remindOf(change: Change, licenceId: string): Promise<number> {
  const [licence] = await change.tx.select().from(licences).where(eq(licences.id, licenceId)).for("update");
  if (!licence) return 0;
  const promised = await obligationsOf(change, licenceId);
  let sent = 0;
  for (const reminder of remindersDue(promised, change.today)) {
    const [first] = await change.tx
      .insert(reminders)
      .values({ licenceId, organisationId: licence.organisationId, key: reminder.key, sentOn: change.today })
      .onConflictDoNothing()
      .returning({ key: reminders.key });
    if (!first) continue;
    await write(change, licence, reminder);
    sent++;
  }
  await change.tx
    .update(licences)
    .set({ nextReminderOn: nextReminder(promised, change.today) })
    .where(eq(licences.id, licenceId));
  return sent;
}

async function write(
  change: Change,
  licence: typeof licences.$inferSelect,
  { key, obligation }: Reminder,
): Promise<void> {
  await tell(change, {
    kind: obligation.due < change.today ? "report_late" : "report_due",
    thing: `${licence.reference} ${key}`,
    organisationId: licence.organisationId,
    facts: {
      reference: licence.reference,
      title: licence.title,
      document: withDates(obligation.description),
      when: dueInWords(obligation.due, change.today),
      on: obligation.due,
    },
  });
}
