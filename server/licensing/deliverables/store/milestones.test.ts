import { afterAll, beforeAll, expect, test } from "vitest";
import { evidenceFiles } from "#db/schema/deliverables.ts";
import { asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { aMarketplace, type Marketplace } from "#server/testing/licences.ts";
import { acceptMilestone, readMilestones } from "./milestones.ts";

let market: Marketplace;
beforeAll(async () => {
  market = await aMarketplace();
});
afterAll(() => market[Symbol.asyncDispose]());

const terms = {
  kind: "one_off_fee",
  fee: 10_000_000,
  recognition: "when_triggered",
  instalments: [
    { label: "Signature", weight: 40, on: "2026-04-01" },
    { label: "Data", weight: 35, milestone: "Data received", longStop: "2026-10-01" },
    { label: "Results", weight: 25, milestone: "First results", plannedQuantity: "100" },
  ],
} as const;
const aFee = () => market.aLicence({ buyer: "meridian", terms, startsOn: "2026-04-01" });
type Licence = Awaited<ReturnType<typeof aFee>>;
const accepts = ({ reference }: Licence, day: string, milestone: string, { quantity = "", on = day } = {}) =>
  acceptMilestone(market.ask(day, market.people.james), {
    reference,
    milestone,
    on: civil(on),
    acceptor: "Ada Lovell",
    quantity,
    file: { name: "minutes.pdf", content: new TextEncoder().encode("%PDF") },
  });
const read = async ({ reference }: Licence, day: string) =>
  (await readMilestones(market.ask(day, market.people.priya), reference)).instalments;
const files = ({ id }: Licence) =>
  asReading(market.asSystem("2026-04-01"), async ({ tx }) =>
    (await tx.select().from(evidenceFiles)).filter(({ licenceId }) => licenceId === id),
  );

test("£100,000.00 by 40, 35 and 25: what fell due, what waits, what it would come to", async () => {
  const licence = await aFee();
  expect((await read(licence, "2026-05-01")).map(({ net, state }) => ({ net, state }))).toEqual([
    { net: 4_000_000n, state: "due" },
    { net: 3_500_000n, state: "waiting" },
    { net: 2_500_000n, state: "waiting" },
  ]);
  expect((await read(licence, "2026-10-01")).map(({ state }) => state)).toEqual(["due", "lapsed", "waiting"]);
});

test("accepted with evidence and by name: both are kept, and what was reached sizes the instalment", async () => {
  const licence = await aFee();
  await accepts(licence, "2026-06-01", "Data received");
  await accepts(licence, "2026-07-01", "First results", { quantity: "120" });
  const [, data, results] = await read(licence, "2026-07-01");
  expect(data).toMatchObject({
    state: "reached",
    due: "2026-06-01",
    reached: { acceptor: "Ada Lovell" },
    file: { name: "minutes.pdf" },
  });
  expect(results).toMatchObject({ state: "reached", net: 3_000_000n, reached: { quantity: "120" } });
  expect(await files(licence)).toHaveLength(2);
});

test("refused, neither file nor fact is kept", async () => {
  const licence = await aFee();
  await accepts(licence, "2026-06-01", "Data received");
  const refusals = {
    "no milestone Other": () => accepts(licence, "2026-06-02", "Other"),
    "accepted already": () => accepts(licence, "2026-06-02", "Data received"),
    "enter how much": () => accepts(licence, "2026-06-02", "First results"),
    "still to come": () =>
      accepts(licence, "2026-06-02", "First results", { quantity: "1", on: "2026-06-03" }),
  };
  for (const [words, attempt] of Object.entries(refusals)) await expect(attempt()).rejects.toThrow(words);
  const late = await aFee();
  await expect(accepts(late, "2026-10-01", "Data received")).rejects.toThrow("before 1 October 2026");
  expect(await files(licence)).toHaveLength(1);
  expect(await files(late)).toHaveLength(0);
});

test("four managers at once: one acceptance, the others are told", async () => {
  const licence = await aFee();
  const ends = await Promise.allSettled(
    [1, 2, 3, 4].map(() => accepts(licence, "2026-06-01", "Data received")),
  );
  const told = ends.flatMap((end) => (end.status === "rejected" ? [end.reason.message] : []));
  expect(told).toHaveLength(3);
  for (const why of told) expect(why).toContain("accepted already");
  expect(await files(licence)).toHaveLength(1);
});
