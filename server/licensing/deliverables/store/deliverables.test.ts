import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "#db/client.ts";
import { evidenceFiles } from "#db/schema/deliverables.ts";
import { facts } from "#db/schema/licences.ts";
import { asReading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { aMarketplace, type Marketplace } from "#server/testing/licences.ts";
import { stateOn } from "../plan.ts";
import { decideDeliverable, handIn, readDeliverables } from "./deliverables.ts";
import { plainName, readEvidenceFile } from "./evidence.ts";

const terms = {
  kind: "data_return",
  agreedValue: 1_000_000,
  valueBasis: "exclusive",
  deliverables: [
    {
      id: "Set",
      weightBp: 6000,
      due: "2026-08-01",
      specification: { columns: ["patient", "code"], minimumRows: 2, completenessBp: 9000 },
    },
    { id: "Code", weightBp: 4000, due: "2026-12-01" },
  ],
  damagesBpPerWeek: 50,
  damagesCapBp: 1000,
  longStop: "2027-02-01",
  fallbackFee: 1_500_000,
} as const;

let market: Marketplace;
beforeAll(async () => {
  market = await aMarketplace();
});
afterAll(() => market[Symbol.asyncDispose]());

const aReturn = () => market.aLicence({ buyer: "meridian", terms, startsOn: "2026-04-01" });
type Licence = Awaited<ReturnType<typeof aReturn>>;
const file = (text = "patient,code\n1,A\n2,B\n", name = "set.csv") => ({
  name,
  content: new TextEncoder().encode(text),
});
const handsIn = (
  { reference }: Licence,
  day: string,
  { sent = file(), deliverable = "Set", person = market.people.priya } = {},
) => handIn(market.ask(day, person), { reference, deliverable, file: sent });
const decides = (
  { reference }: Licence,
  day: string,
  decision: "accept" | "reject",
  handedIn: string,
  on = day,
) =>
  decideDeliverable(market.ask(day, market.people.james), {
    reference,
    handedIn,
    decision,
    on: civil(on),
    reason: "Codes are missing",
  });
const read = ({ reference }: Licence, day: string, person = market.people.priya) =>
  readDeliverables(market.ask(day, person), reference);
const named = async (licence: Licence, day: string, name = "Set") =>
  (await read(licence, day)).deliverables.find((one) => one.name === name)!;
const kept = (licence: Licence) =>
  asReading(market.asSystem("2026-04-01"), async ({ tx }) => ({
    files: (await tx.select().from(evidenceFiles)).filter(({ licenceId }) => licenceId === licence.id),
    facts: (await tx.select().from(facts)).filter(({ licenceId }) => licenceId === licence.id),
  }));

describe("where deliverables stand", () => {
  test("60% + 40% of £10,000.00; 19 days late: 3 weeks × 0.5% of £6,000.00 = £90.00 so far, £600.00 at the long-stop", async () => {
    const licence = await aReturn();
    const before = await read(licence, "2026-08-01");
    expect(before.deliverables.map(({ net, state, daysLate }) => ({ net, state, daysLate }))).toEqual([
      { net: 600_000n, state: "planned", daysLate: 0 },
      { net: 400_000n, state: "planned", daysLate: 0 },
    ]);
    const late = await named(licence, "2026-08-20");
    expect(late).toMatchObject({
      state: "overdue",
      daysLate: 19,
      damagesSoFar: { net: 9_000n },
      damagesAtStop: { net: 60_000n, on: "2027-02-01" },
      feeAlone: { net: 900_000n },
    });
    expect((await read(licence, "2026-08-20")).fee).toMatchObject({ net: 1_500_000n });
  });

  test("after the long-stop what is missing has failed, and what the page says is what was billed", async () => {
    const licence = await aReturn();
    await market.settle(licence, "2027-02-01");
    const { deliverables, fee } = await read(licence, "2027-03-01");
    expect(deliverables.map(({ state, daysLate }) => ({ state, daysLate }))).toEqual([
      { state: "failed", daysLate: 184 },
      { state: "failed", daysLate: 62 },
    ]);
    expect(deliverables.map(({ damagesSoFar }) => damagesSoFar?.net)).toEqual([60_000n, 18_000n]);
    expect(fee).toMatchObject({ net: 1_500_000n, on: "2027-02-01" });
  });

  test("accepted late: damages stay as they were on the day of acceptance, and there is no fee for it", async () => {
    const licence = await aReturn();
    await handsIn(licence, "2026-08-05");
    await decides(licence, "2026-08-10", "accept", "submitted Set 2026-08-05");
    expect(await named(licence, "2026-11-01")).toMatchObject({
      state: "late",
      acceptedOn: "2026-08-10",
      daysLate: 9,
      damagesSoFar: { net: 6_000n },
      damagesAtStop: null,
      feeAlone: null,
    });
    expect((await read(licence, "2026-11-01")).fee).toMatchObject({ net: 600_000n });
  });

  test.each([
    ["nothing came, before it is due", "2026-07-01", "failed", null, "planned"],
    ["nothing came, on the day", "2026-08-01", "failed", null, "planned"],
    ["nothing came, a day later", "2026-08-02", "failed", null, "overdue"],
    ["it waits for a decision", "2026-08-02", "submitted", null, "submitted"],
    ["it counts as accepted from a day to come", "2026-08-02", "submitted", "2026-08-20", "submitted"],
    ["it counts as accepted since today", "2026-08-20", "submitted", "2026-08-20", "late"],
    ["it was accepted in time", "2026-09-01", "accepted", "2026-07-20", "accepted"],
    ["it still waited at the long-stop", "2027-02-01", "submitted", null, "failed"],
  ] as const)("%s: on %s it is %s → %s", (_, today, promised, acceptedOn, state) => {
    expect(
      stateOn(civil(today), {
        due: civil("2026-08-01"),
        stop: civil("2027-02-01"),
        isCut: false,
        acceptedOn: acceptedOn && civil(acceptedOn),
        promised,
      }),
    ).toBe(state);
  });
});

describe("handing in", () => {
  test("keeps the file as it came with its hash and findings, and the fact, together", async () => {
    const licence = await aReturn();
    expect(await handsIn(licence, "2026-07-01", { sent: file("patient\n1\n", "C:\\me\\set.csv") })).toEqual({
      passes: false,
    });
    const { files, facts } = await kept(licence);
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({ name: "set.csv", factId: "submitted Set 2026-07-01", size: 10 });
    expect(facts[0]).toMatchObject({
      kind: "submitted",
      factId: "submitted Set 2026-07-01",
      evidence: `set.csv, SHA-256 ${files[0]!.sha256}`,
    });
    const [handedIn] = (await named(licence, "2026-07-02")).history;
    expect(handedIn!.file!.findings).toMatchObject({ missing: ["code"], rows: 1, passes: false });
    const ours = await readEvidenceFile(market.ask("2026-07-02", market.people.james), {
      reference: licence.reference,
      id: files[0]!.id,
    });
    expect(ours.content.toString()).toBe("patient\n1\n");
  });

  test("keeps neither when either is refused", async () => {
    const licence = await aReturn();
    const refusals = {
      "Choose a file that is not empty": () => handsIn(licence, "2026-07-01", { sent: file("") }),
      "larger than 10 MB": () => handsIn(licence, "2026-07-01", { sent: file("x".repeat(10_000_001)) }),
      "asks for no Other": () => handsIn(licence, "2026-07-01", { deliverable: "Other" }),
      "Nothing is taken from 1 February 2027 on": () => handsIn(licence, "2027-02-01"),
    };
    for (const [words, attempt] of Object.entries(refusals)) await expect(attempt()).rejects.toThrow(words);
    // The database itself refuses the file, after the fact was written.
    const owner = connect(market.ownerUrl);
    await owner.execute(
      "alter table evidence_files add constraint no_spoilt_files check (name <> 'spoilt.csv') not valid",
    );
    await owner.$client.end();
    await expect(
      handsIn(licence, "2026-07-01", { sent: file("a\n1\n", "spoilt.csv") }),
    ).rejects.toMatchObject({ cause: { constraint: "no_spoilt_files" } });
    expect(await kept(licence)).toEqual({ files: [], facts: [] });
  });

  test("twice at once is two handings-in, both kept", async () => {
    const licence = await aReturn();
    await Promise.all([
      handsIn(licence, "2026-07-01"),
      handsIn(licence, "2026-07-01", { sent: file("a\n1\n") }),
    ]);
    const { files, facts } = await kept(licence);
    expect(files).toHaveLength(2);
    expect(facts.map(({ factId }) => factId).sort()).toEqual([
      "submitted Set 2026-07-01",
      "submitted Set 2026-07-01 2",
    ]);
    expect((await named(licence, "2026-07-01")).history).toHaveLength(2);
  });

  test("another organisation reads neither file nor page, and hands in nothing", async () => {
    const licence = await aReturn();
    await handsIn(licence, "2026-07-01");
    const id = (await kept(licence)).files[0]!.id;
    const ask = market.ask("2026-07-02", market.people.jonas);
    const notFound = "We cannot find that page or record";
    await expect(readEvidenceFile(ask, { reference: licence.reference, id })).rejects.toThrow(notFound);
    await expect(readDeliverables(ask, licence.reference)).rejects.toThrow(notFound);
    await expect(handsIn(licence, "2026-07-02", { person: market.people.jonas })).rejects.toThrow(notFound);
  });
});

describe("deciding", () => {
  test("rejected on the same day it is rejected, handed in again it waits again, accepted it is done", async () => {
    const licence = await aReturn();
    const day = "2026-07-01";
    await handsIn(licence, day);
    await decides(licence, day, "reject", `submitted Set ${day}`);
    const rejected = await named(licence, day);
    expect(rejected).toMatchObject({ state: "rejected", waiting: null });
    expect(rejected.history.at(-1)).toMatchObject({
      reason: "Codes are missing",
      by: market.people.james.name,
    });

    await handsIn(licence, day);
    expect(await named(licence, day)).toMatchObject({
      state: "submitted",
      waiting: `submitted Set ${day} 2`,
    });
    await decides(licence, day, "reject", `submitted Set ${day} 2`);
    expect((await named(licence, day)).state).toBe("rejected");

    await handsIn(licence, "2026-07-05");
    await decides(licence, "2026-07-06", "accept", "submitted Set 2026-07-05");
    expect((await named(licence, "2026-07-06")).state).toBe("accepted");
    await expect(handsIn(licence, "2026-07-07")).rejects.toThrow("was accepted on 6 July 2026");
  });

  test("only what was handed in last, once, not before it came and not from the long-stop on", async () => {
    const licence = await aReturn();
    await handsIn(licence, "2026-07-01");
    await handsIn(licence, "2026-07-03");
    await expect(decides(licence, "2026-07-04", "accept", "submitted Set 2026-07-01")).rejects.toThrow(
      "handed in again meanwhile",
    );
    const last = "submitted Set 2026-07-03";
    await expect(decides(licence, "2026-07-04", "accept", last, "2026-07-02")).rejects.toThrow(
      "It was handed in on 3 July 2026",
    );
    await expect(decides(licence, "2026-07-04", "accept", "no such thing")).rejects.toThrow(
      "Nothing was handed in",
    );
    await expect(decides(licence, "2027-02-01", "accept", last)).rejects.toThrow("Nothing is accepted from");
    const both = await Promise.allSettled([
      decides(licence, "2026-07-04", "accept", last),
      decides(licence, "2026-07-04", "reject", last),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

test.each([
  ["C:\\files\\set.csv", "set.csv"],
  ["../../etc/passwd", "passwd"],
  ['a"b\r\nSet-Cookie: x.csv', "abSet-Cookie: x.csv"],
  ["‮gnp.csv", "gnp.csv"],
  ["/", "file"],
])("the name %j is kept as %j", (sent, plain) => expect(plainName(sent)).toBe(plain));
