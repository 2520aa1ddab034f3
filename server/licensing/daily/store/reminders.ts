import { and, asc, eq, inArray, lte } from "drizzle-orm";
import { memberships, people } from "#db/schema/access.ts";
import { licences } from "#db/schema/licences.ts";
import { reminders } from "#db/schema/reminders.ts";
import { asSystem } from "#server/access/as-system.ts";
import { sendMail } from "#server/jobs/mail.ts";
import { type Ask, asReading, type Change } from "#server/lib/change.ts";
import { formatDate, withDates } from "#server/lib/dates.ts";
import {
  dueInWords,
  nextReminder,
  type Reminder,
  remindersDue,
} from "#server/licensing/settlement/reminder-rules.ts";
import { obligationsOf } from "#server/licensing/settlement/store/obligations.ts";
import { boundary } from "#server/licensing/settlement/store/parking.ts";

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
    sent += await write(change, licence, reminder);
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
  { obligation }: Reminder,
): Promise<number> {
  const readers = await change.tx
    .selectDistinct({ name: people.name, email: people.email })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(
      and(
        eq(memberships.organisationId, licence.organisationId),
        inArray(memberships.role, ["member", "signatory"]),
      ),
    );
  const what = withDates(obligation.description);
  for (const { name, email } of readers)
    await sendMail(change, {
      to: email,
      subject: `${what} ${dueInWords(obligation.due, change.today)} (${licence.reference})`,
      body: [
        `Dear ${name},`,
        `${what} ${dueInWords(obligation.due, change.today)}, on ${formatDate(obligation.due)}, under the licence ${licence.reference}, ${licence.title}.`,
        `Open the licence to send it: /licences/${licence.reference}`,
        "You get this because you are a member or signatory of the licensee.",
      ].join("\n\n"),
    });
  return readers.length;
}
