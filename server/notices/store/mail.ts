import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { people } from "#db/schema/access.ts";
import { noticeReaders, notices } from "#db/schema/notices.ts";
import { sendMail } from "#server/jobs/mail.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { addressOf } from "#server/lib/env.ts";

/** So many of a morning are a mail each; more of them are one mail that names them all. */
const handful = 5;

/** Mails what waits to be mailed, to one person after the other; done again it finds nothing. */
export async function mailNotices(ask: Ask): Promise<void> {
  const waiting = await asReading(ask, ({ tx }) =>
    tx.selectDistinct({ personId: noticeReaders.personId }).from(noticeReaders).where(unmailed),
  );
  for (const { personId } of waiting) await asOneChange(ask, (change) => mailTo(change, personId));
}

const unmailed = and(eq(noticeReaders.byMail, true), isNull(noticeReaders.mailedAt));

type Notice = typeof notices.$inferSelect;

async function mailTo(change: Change, personId: string) {
  const { tx, now } = change;
  const held = await tx
    .select({ id: noticeReaders.noticeId })
    .from(noticeReaders)
    .where(and(unmailed, eq(noticeReaders.personId, personId)))
    .for("update", { skipLocked: true });
  if (held.length === 0) return;
  const ids = held.map(({ id }) => id);
  const news = await tx
    .select()
    .from(notices)
    .where(inArray(notices.id, ids))
    .orderBy(asc(notices.toldAt), asc(notices.kind), asc(notices.thing));
  const [person] = await tx.select().from(people).where(eq(people.id, personId));
  const letters = news.length <= handful ? news.map(one) : [digest(news)];
  for (const { subject, says, attachment } of letters)
    await sendMail(change, {
      to: person!.email,
      subject,
      body: [
        `Dear ${person!.name},`,
        ...says,
        `What you are mailed, you choose here: ${addressOf("/account#mail")}`,
      ].join("\n\n"),
      attachment,
    });
  await tx
    .update(noticeReaders)
    .set({ mailedAt: now })
    .where(and(eq(noticeReaders.personId, personId), inArray(noticeReaders.noticeId, ids)));
}

const one = ({ subject, paragraphs, link, attachment }: Notice) => ({
  subject,
  says: [...(paragraphs as string[]), addressOf(link)],
  attachment,
});

const digest = (news: readonly Notice[]) => ({
  subject: `${news.length} things to know: ${news[0]!.subject}, and ${news.length - 1} more`,
  says: [
    "This happened since we last wrote:",
    ...news.map(({ subject, link }) => `${subject}\n${addressOf(link)}`),
  ],
  attachment: null,
});
