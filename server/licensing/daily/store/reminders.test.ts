import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Obligation } from "#server/commercial-models/engine/plan.ts";
import { walk } from "#server/demonstration/deals.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { dueInWords, nextReminder, remindersDue } from "#server/licensing/settlement/reminder-rules.ts";
import { mailNotices } from "#server/notices/store/mail.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { runDay } from "./run.ts";

const report: Obligation = {
  key: "sales/2026-04-01/report",
  kind: "royalty_report",
  due: civil("2026-08-14"),
  description: "Royalty statement",
  state: "due",
};
const daysOf = (today: string, obligation = report) =>
  remindersDue([obligation], civil(today)).map(({ on }) => on);

test("a statement due on 14 August is asked for on 31 July, 11 August and, when it is not in, on 15 August", () => {
  expect(nextReminder([report], civil("2026-07-01"))).toBe("2026-07-31");
  expect(daysOf("2026-07-30")).toEqual([]);
  expect(daysOf("2026-07-31")).toEqual(["2026-07-31"]);
  expect(daysOf("2026-08-11")).toEqual(["2026-08-11"]);
  expect(daysOf("2026-08-15")).toEqual(["2026-08-15"]);
  expect(nextReminder([report], civil("2026-08-15"))).toBeNull();
});

test("what is in, what is the NHS's own to do, and what is long past is not asked for", () => {
  expect(daysOf("2026-08-11", { ...report, state: "accepted" })).toEqual([]);
  expect(daysOf("2026-08-11", { ...report, kind: "milestone" })).toEqual([]);
  expect(daysOf("2026-09-30")).toEqual([]);
});

test("days are told as people say them", () => {
  const due = civil("2026-08-14");
  expect(
    ["2026-08-11", "2026-08-13", "2026-08-14", "2026-08-15"].map((day) => dueInWords(due, civil(day))),
  ).toEqual(["is due in 3 days", "is due tomorrow", "is due today", "was due yesterday"]);
});

test("a reminder goes out once, to members and signatories, however often the day is run", async () => {
  await using market = await marketplace();
  const deal = { ...aSubscription, kind: "free_access" as const, title: "Reports that are asked for" };
  const { licence } = await walk(market.on(market.today), market.cast, deal);
  const due = await asReading(market.as(system), ({ tx }) =>
    tx.execute<{ on: string }>(
      sql`select next_reminder_on::text as on from licences where reference = ${licence}`,
    ),
  );
  const day = civil(due.rows[0]!.on);
  const mails = () =>
    asReading(market.as(system), async ({ tx }) => {
      const { rows } = await tx.execute<{ to_address: string }>(
        sql`select to_address from messages where subject like ${`%is due%${licence}%`} order by to_address`,
      );
      return rows.map(({ to_address }) => to_address);
    });
  const at = { ...market.on(day), actor: system };
  await runDay(at);
  await mailNotices(at);
  const once = await mails();
  expect(once.length).toBeGreaterThan(0);
  expect(new Set(once).size).toBe(once.length);
  await Promise.all([runDay(at), runDay(at)]);
  await Promise.all([mailNotices(at), mailNotices(at)]);
  expect(await mails()).toEqual(once);
});
