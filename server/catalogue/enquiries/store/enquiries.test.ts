import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { memberships, messages } from "#db/schema/access.ts";
import { events } from "#db/schema/audit.ts";
import { enquiries, enquiryMessages } from "#db/schema/enquiries.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { listEnquiries, readEnquiry } from "./read.ts";
import { askCustodian, writeMessage } from "./write.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

const question = () => ({
  slug: "hes-apc",
  subject: "Secret product",
  body: "Is the day of discharge exact?",
  key: randomUUID(),
});
const words = (reference: string, body: string, close: "yes" | "no" = "no") => ({
  reference,
  body,
  close,
  key: randomUUID(),
});
const mailTo = (market: Market, address: string) =>
  asReading(market.as(system), ({ tx }) =>
    tx.select().from(messages).where(eq(messages.toAddress, address)).orderBy(messages.writtenAt),
  );

test("a question goes to those who answer, an answer to who asked; both read one thread", async () => {
  await using market = await marketplace();
  const { priya, elena } = market.people;
  const { reference } = await askCustodian(market.as(priya), question());
  expect(reference).toBe("ENQ-2026-0001");
  await writeMessage(market.as(elena), words(reference, "Yes, to the day."));

  const seen = await readEnquiry(market.as(priya), reference);
  expect(seen).toEqual(await readEnquiry(market.as(elena), reference));
  expect(seen.status).toBe("answered");
  expect(seen.messages.map(({ side, authorName, body }) => [side, authorName, body])).toEqual([
    ["buyer", "Priya Shah", "Is the day of discharge exact?"],
    ["nhs", "Elena Novak", "Yes, to the day."],
  ]);
  for (const [address, subject] of [
    ["elena@nhds.example", `Enquiry ${reference} waits for an answer`],
    ["james@nhds.example", `Enquiry ${reference} waits for an answer`],
    ["priya@meridian.example", `Your enquiry ${reference} is answered`],
  ] as const) {
    const mail = await mailTo(market, address);
    expect(mail.map((one) => one.subject)).toEqual([subject]);
    expect(mail[0]!.body).toContain(`/enquiries/${reference}`);
    expect(mail[0]!.body + mail[0]!.subject).not.toContain("Secret product");
  }
  expect(await mailTo(market, "samuel@nhds.example")).toEqual([]);
});

test("pressing twice at once asks once and mails once; other words from the same form are another message", async () => {
  await using market = await marketplace();
  const ask = market.as(market.people.priya);
  const form = question();
  const asked = await Promise.all([1, 2, 3, 4].map(() => askCustodian(ask, form)));
  const [{ reference }] = asked as [{ reference: string }];
  expect(new Set(asked.map((one) => one.reference)).size).toBe(1);
  const next = words(reference, "One thing more.");
  await Promise.all([1, 2, 3].map(() => writeMessage(ask, next)));
  await writeMessage(ask, { ...next, body: "And another." });
  expect((await readEnquiry(ask, reference)).messages).toHaveLength(3);
  expect(await mailTo(market, "elena@nhds.example")).toHaveLength(3);
  const told = await asReading(market.as(system), ({ tx }) =>
    tx.select().from(events).where(eq(events.subject, reference)),
  );
  expect(told.map(({ type, chain }) => [type, chain])).toEqual([
    ["enquiry.opened", ask.actor.organisationId],
    ["enquiry.answered", ask.actor.organisationId],
    ["enquiry.answered", ask.actor.organisationId],
  ]);
});

test("another buyer finds nothing, writes nothing and learns nothing", async () => {
  await using market = await marketplace();
  const { reference } = await askCustodian(market.as(market.people.priya), question());
  const jonas = market.as(market.people.jonas);
  await expect(readEnquiry(jonas, reference)).rejects.toMatchObject({ code: "not_found" });
  await expect(writeMessage(jonas, words(reference, "Mine"))).rejects.toMatchObject({ code: "not_found" });
  expect((await listEnquiries(jonas, {})).rows).toEqual([]);
  expect(await asReading(jonas, ({ tx }) => tx.$count(enquiryMessages))).toBe(0);
  const changed = await asOneChange(jonas, ({ tx }) => tx.update(enquiries).set({ status: "closed" }));
  expect(changed.rowCount).toBe(0);
});

test("an enquiry is closed with a reason and opened again by writing; the list tells who waits since when", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const later = (minutes: number, ask = priya) => ({
    ...ask,
    now: new Date(priya.now.getTime() + minutes * 60_000),
  });
  const { reference } = await askCustodian(priya, question());
  await writeMessage(later(10), words(reference, "Still waiting."));
  const [waiting] = (await listEnquiries(priya, { state: "waiting" })).rows;
  expect(waiting!.since).toEqual(priya.now);
  await writeMessage(
    later(20, market.as(market.people.james)),
    words(reference, "Answered by letter.", "yes"),
  );
  expect((await listEnquiries(priya, { state: "waiting" })).rows).toEqual([]);
  expect((await readEnquiry(priya, reference)).status).toBe("closed");
  await writeMessage(later(30), words(reference, "The letter is empty."));
  const [again] = (await listEnquiries(priya, { dataset: "hes-apc" })).rows;
  expect(again).toMatchObject({ status: "waiting", since: later(30).now });
});

test("a page of the list begins after the last of the page before", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  for (let index = 0; index < 26; index++) await askCustodian(priya, question());
  const others = market.as(market.people.anthony);
  for (let index = 0; index < 26; index++) await askCustodian(others, question());
  const first = await listEnquiries(priya, {});
  const second = await listEnquiries(priya, { before: first.next! });
  expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 2, null]);
  expect(new Set([...first.rows, ...second.rows].map(({ reference }) => reference)).size).toBe(52);
});

test("nobody floods the custodians, and whoever has left gets no answer by mail", async () => {
  await using market = await marketplace();
  const { priya, elena } = market.people;
  const { reference } = await askCustodian(market.as(priya), question());
  const tries = Array.from({ length: 40 }, (_, index) => index);
  const answers = await Promise.allSettled(
    tries.map((index) => writeMessage(market.as(priya), words(reference, `Number ${index}`))),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(29);
  await asOneChange(market.as(system), ({ tx }) =>
    tx
      .delete(memberships)
      .where(
        and(eq(memberships.personId, priya.personId), eq(memberships.organisationId, priya.organisationId)),
      ),
  );
  await writeMessage(market.as(elena), words(reference, "Yes."));
  expect(await mailTo(market, "priya@meridian.example")).toEqual([]);
});
