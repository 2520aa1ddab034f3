import { and, eq, isNull } from "drizzle-orm";
import { createTransport } from "nodemailer";
import { messages } from "#db/schema/access.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { enqueue, type Jobs } from "./queue.ts";

export type Mail = { to: string; subject: string; body: string };

/** Writes a message and promises to send it, in the caller's transaction (which acts as the system: mail is private). */
export async function sendMail(change: Change, { to, subject, body }: Mail) {
  const [message] = await change.tx
    .insert(messages)
    .values({ toAddress: to, subject, body, writtenAt: change.now })
    .returning({ id: messages.id });
  await enqueue(change, "mail.send", { messageId: message!.id }, message!.id);
}

export type Post = { smtpUrl: string | null; from: string };

/**
 * Sends one message by SMTP; without SMTP it stays in the demo mailbox and counts as sent. A message that was sent is
 * not sent again. Should the process die between the sending and the note of it, the mail goes out twice under the
 * same Message-ID, which mail programs show once.
 */
export async function deliver(ask: Ask, { messageId }: Jobs["mail.send"], { smtpUrl, from }: Post) {
  const unsent = and(eq(messages.id, messageId), isNull(messages.sentAt));
  const [message] = await asReading(ask, ({ tx }) => tx.select().from(messages).where(unsent));
  if (!message) return;
  if (smtpUrl) {
    const transport = createTransport(smtpUrl);
    try {
      await transport.sendMail({
        from,
        to: { name: "", address: message.toAddress },
        subject: message.subject,
        text: message.body,
        messageId: `<${message.id}@${from.split("@").at(-1)?.replace(">", "")}>`,
      });
    } finally {
      transport.close();
    }
  }
  // Links and codes are not kept where they were sent from; the demo mailbox is where they are read.
  const kept = smtpUrl ? { body: "(sent by e-mail)" } : {};
  await asOneChange(ask, ({ tx }) =>
    tx
      .update(messages)
      .set({ sentAt: ask.now, ...kept })
      .where(unsent),
  );
}
