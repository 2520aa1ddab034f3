import { createServer } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { messages } from "#db/schema/access.ts";
import { refusedMail } from "#server/access/store/organisations.ts";
import { demoPeople } from "#server/demonstration/people.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { deliver, sendMail } from "./mail.ts";

/** A mail server that answers the recipient with what the test says, and keeps what it was given. */
async function aMailServer(answer: { recipient: string }) {
  const given: string[] = [];
  const server = createServer((socket) => {
    let data = false;
    socket.write("220 here\r\n");
    socket.on("data", (chunk) => {
      const text = chunk.toString();
      if (data) {
        given.push(text);
        if (text.endsWith("\r\n.\r\n")) {
          data = false;
          socket.write("250 taken\r\n");
        }
      } else if (/^QUIT/i.test(text)) socket.end("221 bye\r\n");
      else if (/^DATA/i.test(text)) {
        data = true;
        socket.write("354 go on\r\n");
      } else socket.write(/^RCPT/i.test(text) ? `${answer.recipient}\r\n` : "250 ok\r\n");
    });
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return { smtpUrl: `smtp://127.0.0.1:${port}`, given, close: () => server.close() };
}

let minutes = 0;
const answer = { recipient: "250 ok" };
let market: Awaited<ReturnType<typeof marketplace>>;
let smtp: Awaited<ReturnType<typeof aMailServer>>;
beforeAll(async () => {
  [market, smtp] = await Promise.all([marketplace(), aMailServer(answer)]);
});
afterAll(async () => {
  smtp.close();
  await market[Symbol.asyncDispose]();
});

async function sent(to: string, recipient: string, attachment: string | null = null) {
  answer.recipient = recipient;
  const ask = { ...market.as(system), now: new Date(market.as(system).now.getTime() + ++minutes * 60_000) };
  await asOneChange(ask, (change) =>
    sendMail(change, {
      to,
      subject: "An invoice",
      body: "Read <it> here:\n\nhttp://localhost/invoices/INV-1",
      attachment,
    }),
  );
  const find = async () =>
    (
      await asReading(ask, ({ tx }) =>
        tx.select().from(messages).where(eq(messages.toAddress, to)).orderBy(messages.writtenAt),
      )
    ).at(-1)!;
  const { id } = await find();
  const paperOf = async () => new Uint8Array([37, 80, 68, 70]);
  await deliver(
    ask,
    { messageId: id },
    { smtpUrl: smtp.smtpUrl, from: "Market <no-reply@nhds.example>", paperOf },
  );
  return find();
}

test("a 550 is not tried again: it is noted in the server's words, until mail to the address is taken again", async () => {
  const email = demoPeople.priya.email;
  const as = market.as(market.people.alice);
  smtp.given.length = 0;
  const refused = await sent(email, "550 5.1.1 no such mailbox");
  expect([refused.sentAt, refused.refusedBecause]).toEqual([
    null,
    expect.stringContaining("550 5.1.1 no such mailbox"),
  ]);
  expect(await refusedMail(as)).toMatchObject([{ email, because: expect.stringContaining("550 5.1.1") }]);
  await deliver(
    market.as(system),
    { messageId: refused.id },
    { smtpUrl: smtp.smtpUrl, from: "m@nhds.example" },
  );
  expect(smtp.given).toEqual([]);
  await sent(email, "250 ok");
  expect(await refusedMail(as)).toEqual([]);
});

test("a reply of 4xx is a fault that the queue tries again", async () => {
  await expect(sent("grey@meridian.example", "451 4.7.1 come back later")).rejects.toThrow();
});

test("an invoice goes with its paper, as text and as HTML, and nothing of it is kept", async () => {
  smtp.given.length = 0;
  const message = await sent("paid@meridian.example", "250 ok", "INV-000001");
  const raw = smtp.given.join("");
  expect(raw).toMatch(/Content-Type: text\/plain/);
  expect(raw).toMatch(/Content-Type: text\/html/);
  expect(raw).toMatch(/filename=INV-000001\.pdf/);
  expect(raw).toContain("&#60;it&#62;");
  expect([message.sentAt !== null, message.body]).toEqual([true, "(sent by e-mail)"]);
});
