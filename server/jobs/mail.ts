import { and, eq, isNull } from "drizzle-orm";
import { createTransport } from "nodemailer";
import { messages } from "#db/schema/access.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { asHtml, asText } from "./letter.ts";
import { enqueue, type Jobs } from "./queue.ts";

export type Mail = {
  to: string;
  subject: string;
  /** Paragraphs with an empty line between them. */
  body: string;
  /** The number of the document whose paper goes along. */
  attachment?: string | null;
};

/** Writes a message and promises to send it, in the caller's transaction (which acts as the system: mail is private). */
export async function sendMail(change: Change, { to, subject, body, attachment = null }: Mail) {
  const [message] = await change.tx
    .insert(messages)
    .values({ toAddress: to, subject, body, attachment, writtenAt: change.now })
    .returning({ id: messages.id });
  await enqueue(change, "mail.send", { messageId: message!.id }, message!.id);
}

export type Post = {
  smtpUrl: string | null;
  from: string;
  /** The paper of a document, by its number. */
  paperOf?: (ask: Ask, number: string) => Promise<Uint8Array>;
};

/** Larger papers are read by the link in the mail. */
const largestPaperBytes = 1_000_000;

/**
 * Sends one message by SMTP; without SMTP it stays in the demo mailbox and counts as sent. A message that was sent is
 * not sent again. Should the process die between the sending and the note of it, the mail goes out twice under the
 * same Message-ID, which mail programs show once. What the server refuses for good is not tried again: it is noted with the
 * server's words, and administrators see it.
 */
export async function deliver(ask: Ask, { messageId }: Jobs["mail.send"], post: Post) {
  const unsent = and(eq(messages.id, messageId), isNull(messages.sentAt), isNull(messages.refusedAt));
  const [message] = await asReading(ask, ({ tx }) => tx.select().from(messages).where(unsent));
  if (!message) return;
  const refused = post.smtpUrl ? await handOver(ask, message, { ...post, smtpUrl: post.smtpUrl }) : null;
  // Links and codes are not kept where they were sent from; the demo mailbox is where they are read.
  const kept = post.smtpUrl ? { body: refused ? "(refused by the mail server)" : "(sent by e-mail)" } : {};
  const outcome = refused ? { refusedAt: ask.now, refusedBecause: refused } : { sentAt: ask.now };
  await asOneChange(ask, ({ tx }) =>
    tx
      .update(messages)
      .set({ ...outcome, ...kept })
      .where(unsent),
  );
}

/** Gives it to the mail server; answers its words if it refuses for good (a reply of 5xx), and throws on any other fault. */
async function handOver(
  ask: Ask,
  message: typeof messages.$inferSelect,
  { smtpUrl, from, paperOf }: Post & { smtpUrl: string },
): Promise<string | null> {
  const paper = message.attachment && paperOf ? await paperOf(ask, message.attachment) : null;
  const transport = createTransport(smtpUrl);
  try {
    await transport.sendMail({
      from,
      to: { name: "", address: message.toAddress },
      subject: message.subject,
      text: asText(message.body),
      html: asHtml(message.subject, message.body),
      messageId: `<${message.id}@${from.split("@").at(-1)?.replace(">", "")}>`,
      ...(paper &&
        paper.byteLength <= largestPaperBytes && {
          attachments: [
            {
              filename: `${message.attachment}.pdf`,
              content: Buffer.from(paper),
              contentType: "application/pdf",
            },
          ],
        }),
    });
    return null;
  } catch (error) {
    const { responseCode, response } = error as { responseCode?: number; response?: string };
    if (responseCode === undefined || responseCode < 500 || responseCode > 599) throw error;
    return (response ?? String(responseCode)).slice(0, 500);
  } finally {
    transport.close();
  }
}
