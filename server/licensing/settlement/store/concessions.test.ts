import { afterEach, beforeEach, expect, test } from "vitest";
import { proposals } from "#db/schema/proposals.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { aMarketplace, type Marketplace, subscription } from "#server/testing/licences.ts";
import { concede, decideConcession } from "./concessions.ts";
import { addFact } from "./facts.ts";

const today = "2026-06-01";
const key = "access/2026-04-01";
let market: Marketplace;
let licence: Awaited<ReturnType<Marketplace["aLicence"]>>;
beforeEach(async () => {
  market = await aMarketplace();
  licence = await market.aLicence({ buyer: "meridian", terms: subscription, startsOn: "2026-04-01" });
});
afterEach(() => market[Symbol.asyncDispose]());

const proposeAll = () =>
  concede(market.ask(today, market.people.tom), {
    document: "INV-000001",
    key,
    net: "30,000.00",
    reason: "The refresh came late",
  });
const approve = ({ id }: { id: string }) =>
  decideConcession(market.ask(today, market.people.nadia), { id, approve: true });
const concession = (id: string, net: string) => ({
  licence: licence.reference,
  fact: "conceded",
  id,
  on: civil(today),
  body: { key, net, reason: "Late refresh" },
  evidence: "",
  retracted: false,
});

test("sixteen propose the same credit at once: one waits, and fifteen are told whose it is", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 16 }, proposeAll));
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(refused).toHaveLength(15);
  for (const { reason } of refused)
    expect(reason).toMatchObject({
      code: "cannot_do_that_now",
      message: `${market.people.tom.name} proposed the same already, and it is waiting for a second person`,
    });
  expect(await asReading(market.asSystem(today), ({ tx }) => tx.$count(proposals))).toBe(1);
});

test("what was proposed is held against what is left when it is decided, and goes on waiting", async () => {
  const proposal = await proposeAll();
  await market.report(licence, today, { fact: "conceded", key, net: "2000000", reason: "Something else" });
  await expect(approve(proposal)).rejects.toMatchObject({
    code: "sum_does_not_fit",
    message: "Only £28,000.00 net is left to credit on this line",
  });
  const [waiting] = await asReading(market.asSystem(today), ({ tx }) => tx.select().from(proposals));
  expect(waiting!.status).toBe("waiting");
});

test("a credit that was decided is decided once, whoever decides it at the same moment", async () => {
  const proposal = await proposeAll();
  const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => approve(proposal)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("the database lets no more be given back of a charge than is left of it, whoever says so", async () => {
  const add = (id: string, net: string) =>
    market.report(licence, today, { fact: "conceded", id, key, net, reason: "Late refresh" });
  await add("first", "4000000");
  const outcomes = await Promise.allSettled(["second", "third"].map((id) => add(id, "800000")));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(add("fourth", "1")).rejects.toMatchObject({
    cause: { message: "only 0p of access/2026-04-01 are left to give back" },
  });
  // A correction of the first stands in for it.
  await asOneChange(market.asSystem(today), (change) =>
    addFact(change, licence, concession("first", "3900000")),
  );
});
