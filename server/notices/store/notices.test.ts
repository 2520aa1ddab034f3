import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { messages } from "#db/schema/access.ts";
import { readInvoice } from "#server/billing/documents/store/invoices.ts";
import { remindOfInvoices } from "#server/billing/documents/store/late.ts";
import { walk } from "#server/demonstration/deals.ts";
import { type Person, system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { addDays, type CivilDate, civil } from "#server/lib/dates.ts";
import { tellOfEndings } from "#server/licensing/daily/store/endings.ts";
import { lapseOffers } from "#server/licensing/negotiation/store/decisions.ts";
import { remindOfOffers } from "#server/licensing/negotiation/store/lapsing.ts";
import { aSubscription as deal, marketplace } from "#server/testing/marketplace.ts";
import { choiceSchema } from "../form.ts";
import { mailNotices } from "./mail.ts";
import { chooseNotices, latestNotices, noticeChoicesOf } from "./reading.ts";
import { tell, tellAll } from "./tell.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

/** Mails what waits, and takes what was mailed since the last time: to whom, and of what. */
async function mailed(market: Market, day: CivilDate = market.today): Promise<string[]> {
  const as = market.as(system, day);
  await mailNotices(as);
  const rows = await asReading(as, ({ tx }) =>
    tx.select().from(messages).orderBy(asc(messages.subject), asc(messages.toAddress)),
  );
  const seen = taken.get(market) ?? new Set<string>();
  taken.set(market, new Set(rows.map(({ id }) => id)));
  return rows
    .filter(({ id }) => !seen.has(id))
    .map(({ toAddress, subject }) => `${toAddress.split("@")[0]}: ${subject}`);
}
const taken = new WeakMap<Market, Set<string>>();

test("a deal tells each of its people once what is theirs to know, and nobody what they did themselves", async () => {
  await using market = await marketplace();
  await walk(market.on(market.today), market.cast, deal);
  expect(await mailed(market)).toEqual([
    "anthony: In force: Readmission after hip fracture (HDL-2026-0001)",
    "grace: In force: Readmission after hip fracture (HDL-2026-0001)",
    "james: In force: Readmission after hip fracture (HDL-2026-0001)",
    "priya: In force: Readmission after hip fracture (HDL-2026-0001)",
    "ruth: In force: Readmission after hip fracture (HDL-2026-0001)",
    "grace: Invoice INV-000001: £45,552.00, due 24 December 2026",
    "james: Meridian Therapeutics applies: Readmission after hip fracture",
    "ruth: Meridian Therapeutics applies: Readmission after hip fracture",
    "farah: Offer OFR-2026-0001 to Meridian Therapeutics waits for approval",
    "samuel: Offer OFR-2026-0001 to Meridian Therapeutics waits for approval",
    "priya: The NHS offers a licence: Readmission after hip fracture",
    "helen: To countersign: Meridian Therapeutics, Readmission after hip fracture (OFR-2026-0001)",
    "anthony: To sign: Readmission after hip fracture (OFR-2026-0001)",
  ]);
  expect(await mailed(market)).toEqual([]);
});

test.each([
  ["offered", ["farah", "james", "samuel"], ["anthony", "james", "priya", "ruth"]],
  ["approved", ["anthony"], ["anthony", "james", "priya", "ruth", "samuel"]],
  ["part_signed", ["helen", "james", "samuel"], ["anthony", "helen", "james", "priya", "ruth", "samuel"]],
] as const)(
  "an offer that is %s warns %j 7 and 2 days before and on its last day, and tells %j that it lapsed",
  async (stage, turn, both) => {
    await using market = await marketplace();
    await walk(market.on(market.today), market.cast, deal, stage);
    await mailed(market);
    const told: Record<number, string[]> = {};
    for (const left of [8, 7, 6, 2, 1, 0]) {
      const day = addDays(market.today, 30 - left);
      await remindOfOffers(market.as(system, day));
      await remindOfOffers(market.as(system, day));
      told[left] = await mailed(market, day);
    }
    const after = addDays(market.today, 31);
    await lapseOffers(market.as(system, after));
    told[-1] = await mailed(market, after);
    const warned = (when: string) => turn.map((name) => `${name}: Offer OFR-2026-0001 lapses ${when}`);
    expect(told).toEqual({
      8: [],
      7: warned("in 7 days"),
      6: [],
      2: warned("in 2 days"),
      1: [],
      0: warned("today"),
      [-1]: both.map((name) => `${name}: Offer OFR-2026-0001 has lapsed`),
    });
  },
);

test("more than five a morning are one mail: 300 invoices are 300 lines to buyer finance, and nothing to the NHS's", async () => {
  await using market = await marketplace();
  const { priya, tom } = market.people;
  await asOneChange(market.as(system), (change) =>
    tellAll(
      change,
      Array.from({ length: 300 }, (_, index) => ({
        kind: "invoice_issued" as const,
        thing: `INV-${index}`,
        organisationId: priya.organisationId,
        facts: {
          reference: `INV-${index}`,
          document: "HDL-1",
          pence: 100n,
          leftPence: 100n,
          on: "2026-12-24",
        },
      })),
    ),
  );
  expect(await mailed(market)).toHaveLength(1);
  expect(await latestNotices(market.as(tom))).toEqual([]);
});

test("what somebody switched off stands on their first page alone; what may not be missed is mailed all the same", async () => {
  await using market = await marketplace();
  const payer = await payerOf(market);
  await chooseNotices(market.as(payer), choiceSchema.parse({}));
  const choices = await noticeChoicesOf(market.as(payer));
  expect(choices.find(({ kind }) => kind === "invoice_issued")).toMatchObject({
    byMail: false,
    always: false,
  });
  expect(choices.find(({ kind }) => kind === "invoice_overdue")).toMatchObject({ always: true });
  const facts = {
    reference: "INV-1",
    document: "HDL-1",
    pence: 100n,
    leftPence: 100n,
    on: "2026-12-24",
    when: "yesterday",
    interestPence: 1n,
    fixedPence: 4000n,
  };
  for (const kind of ["invoice_issued", "invoice_overdue"] as const)
    await asOneChange(market.as(system), (change) =>
      tell(change, { kind, thing: "INV-1", organisationId: payer.organisationId, facts }),
    );
  expect(await mailed(market)).toEqual([expect.stringContaining("INV-1 is overdue: £1.00")]);
  expect((await latestNotices(market.as(payer))).map(({ subject }) => subject).sort()).toEqual([
    "INV-1 is overdue: £1.00",
    "Invoice INV-1: £1.00, due 24 December 2026",
  ]);
});

test("£45,552.00 that is 121 days late carries interest at 11.75% and £100.00, on its page and in the mail", async () => {
  await using market = await marketplace();
  await walk(market.on(market.today), market.cast, deal);
  const { people } = market;
  const due = civil((await readInvoice(market.as(people.tom), "INV-000001")).dueOn!);
  expect((await readInvoice(market.as(people.tom, due), "INV-000001")).late).toBeNull();
  const late = (await readInvoice(market.as(people.tom, addDays(due, 121)), "INV-000001")).late!;
  expect([late.interestPence, late.fixedPence, late.lines.map(({ workings }) => workings)]).toEqual([
    177434n,
    10000n,
    ["£45,552.00 × 11.75% × 121/365 days since 24 December 2026", "for a debt of £45,552.00 of INV-000001"],
  ]);
  await mailed(market);
  const told: Record<number, string[]> = {};
  for (const days of [-6, -5, 0, 1, 2, 30, 31, 60]) {
    await remindOfInvoices(market.as(system, addDays(due, days)));
    told[days] = await mailed(market, addDays(due, days));
  }
  expect(told).toEqual({
    "-5": ["grace: INV-000001 is due in 5 days: £45,552.00"],
    "-6": [],
    "0": [],
    "1": ["grace: INV-000001 is overdue: £45,552.00"],
    "2": [],
    "30": ["grace: INV-000001 is overdue: £45,552.00"],
    "31": [],
    "60": [],
  });
});

test("a licence that ends is named 90 and 30 days before its last day, to both sides", async () => {
  await using market = await marketplace();
  await walk(market.on(market.today), market.cast, deal);
  await mailed(market);
  const last = addDays(civil("2027-11-24"), -1);
  const told: Record<number, string[]> = {};
  for (const left of [91, 90, 89, 30, 29]) {
    await tellOfEndings(market.as(system, addDays(last, -left)));
    told[left] = await mailed(market, addDays(last, -left));
  }
  expect(told).toEqual({
    "29": [],
    "30": [
      "anthony: HDL-2026-0001 ends in 30 days",
      "james: HDL-2026-0001 ends in 30 days",
      "priya: HDL-2026-0001 ends in 30 days",
      "ruth: HDL-2026-0001 ends in 30 days",
    ],
    "89": [],
    "90": [
      "anthony: HDL-2026-0001 ends in 90 days",
      "james: HDL-2026-0001 ends in 90 days",
      "priya: HDL-2026-0001 ends in 90 days",
      "ruth: HDL-2026-0001 ends in 90 days",
    ],
    "91": [],
  });
});

/** Whoever pays for Meridian. */
async function payerOf({ people }: Market): Promise<Person> {
  return Object.values(people).find(
    (one) => one.organisationId === people.priya.organisationId && one.roles.includes("buyer_finance"),
  )!;
}
