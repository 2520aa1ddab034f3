import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { documents } from "#db/schema/documents.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { runDay } from "#server/licensing/daily/store/run.ts";
import { aMarketplace, subscription } from "#server/testing/licences.ts";
import { evidenceSchema } from "./form.ts";
import { listVatCustomers, numbersToCheck, readVat, recordEvidence, stateNumber } from "./store.ts";

let market: Awaited<ReturnType<typeof aMarketplace>>;
beforeEach(async () => {
  market = await aMarketplace();
});
afterEach(() => market[Symbol.asyncDispose]());

const halden = () => market.people.katrin.organisationId;
const seen = (day: string, evidence: Record<string, string>, organisationId = halden()) =>
  recordEvidence(
    market.ask(day, market.people.tom),
    evidenceSchema.parse({ organisationId, kind: "register", seen: "Handelsregister HRB 1", ...evidence }),
  );
const issued = () =>
  asReading(market.asSystem("2026-06-01"), async ({ tx }) => {
    const rows = await tx.select().from(documents).orderBy(documents.issuedOn, documents.series);
    return rows.map(({ type, issuedOn, vatCategory, netPence, vatPence }) => [
      type,
      issuedOn,
      vatCategory,
      netPence,
      vatPence,
    ]);
  });

test("evidence that falls away is credited and billed again with VAT, and without it when it comes again, each on its day", async () => {
  await market.aLicence({ buyer: "halden", terms: subscription, startsOn: "2026-05-06" });
  expect(await issued()).toEqual([["invoice", "2026-05-06", "AE", 4_800_000n, 0n]]);

  await seen("2026-05-10", { proves: "neither", seen: "The register knows no such company" });
  await runDay(market.asSystem("2026-05-10"));
  const withVat = [
    ["invoice", "2026-05-06", "AE", 4_800_000n, 0n],
    ["invoice", "2026-05-10", "S", 4_800_000n, 960_000n],
    ["credit_note", "2026-05-10", "AE", 4_800_000n, 0n],
  ];
  expect(await issued()).toEqual(withVat);
  expect((await readVat(market.ask("2026-05-10", market.people.tom), halden())).chargedPence).toBe(960_000n);

  await seen("2026-05-20", {
    kind: "vat_number",
    number: "DE 136 695 976",
    seen: "VIES: valid, consultation number WAPIAAAAY1",
    proves: "business_abroad",
    holdsFrom: "2026-05-20",
  });
  await runDay(market.asSystem("2026-05-20"));
  expect(await issued()).toEqual([
    ...withVat,
    ["invoice", "2026-05-20", "AE", 4_800_000n, 0n],
    ["credit_note", "2026-05-20", "S", 4_800_000n, 960_000n],
  ]);
  const { customer, evidence, chargedPence } = await readVat(
    market.ask("2026-05-20", market.people.katrin),
    halden(),
  );
  expect([customer.vatNumber, customer.businessFrom, chargedPence]).toEqual([
    "DE136695976",
    "2026-05-20",
    0n,
  ]);
  expect(
    evidence.map(({ kind, proves, recordedByName, recordedOn }) => [
      kind,
      proves,
      recordedByName,
      recordedOn,
    ]),
  ).toEqual([
    ["vat_number", "business_abroad", "Tom Barker", "2026-05-20"],
    ["register", "neither", "Tom Barker", "2026-05-10"],
    ["brought", "business_abroad", "Brought over", "2020-01-01"],
  ]);
});

test("what a customer states waits with finance until something is decided, and changes nothing before", async () => {
  const before = await readVat(market.ask("2026-06-02", market.people.katrin), halden());
  await stateNumber(market.ask("2026-06-02", market.people.katrin), { number: "DE136695976" });
  expect(await numbersToCheck(market.ask("2026-06-02", market.people.tom))).toEqual([
    { id: halden(), name: "Halden Devices", number: "DE136695976", on: "2026-06-02" },
  ]);
  const after = await readVat(market.ask("2026-06-02", market.people.katrin), halden());
  expect(after.customer).toEqual(before.customer);
  await seen("2026-06-03", { proves: "business_abroad", holdsFrom: "2026-06-03" });
  expect(await numbersToCheck(market.ask("2026-06-03", market.people.tom))).toEqual([]);
  const { customers } = await listVatCustomers(market.ask("2026-06-03", market.people.tom), { after: "" });
  expect(customers.find(({ id }) => id === halden())).toMatchObject({
    country: "DE",
    stated: null,
    latest: { kind: "register", on: "2026-06-03", by: "Tom Barker" },
  });
});

test("what cannot be shown of a customer is refused by its field", async () => {
  const meridian = market.people.anthony.organisationId;
  const refused = (evidence: Record<string, string>, organisationId?: string) =>
    seen("2026-06-05", { proves: "business_abroad", holdsFrom: "2026-06-05", ...evidence }, organisationId);
  await expect(refused({}, meridian)).rejects.toMatchObject({
    field: "proves",
    message: "Meridian Therapeutics belongs in United Kingdom, which is the UK for VAT",
  });
  await expect(refused({ proves: "same_registration" })).rejects.toMatchObject({ field: "proves" });
  await expect(refused({ holdsFrom: "2026-06-06" })).rejects.toMatchObject({ field: "holdsFrom" });
  await expect(refused({ holdsFrom: "" })).rejects.toMatchObject({ field: "holdsFrom" });
  await expect(refused({ number: "DE136695975" })).rejects.toMatchObject({ field: "number" });
  await expect(refused({ kind: "vat_number" })).rejects.toMatchObject({ field: "number" });
});

test("a body of the registration of the NHS is charged no VAT from its day on", async () => {
  const northgate = market.people.wendy.organisationId;
  await seen(
    "2026-07-01",
    {
      kind: "registration",
      seen: "Letter of HMRC of 1 June 2026",
      proves: "same_registration",
      holdsFrom: "2026-07-01",
    },
    northgate,
  );
  await market.aLicence({ buyer: "northgate", terms: subscription, startsOn: "2026-07-02" });
  expect((await issued()).at(-1)).toEqual(["invoice", "2026-07-02", "O", 4_800_000n, 0n]);
});

test("the database keeps the days by which VAT is decided to what was seen", async () => {
  const because = (statement: string) =>
    asOneChange(market.asSystem("2026-08-01"), ({ tx }) => tx.execute(sql.raw(statement))).then(
      () => "taken",
      (error: Error) => (error.cause as Error | undefined)?.message ?? error.message,
    );
  expect(await because("update organisations set business_from = '2021-01-01' where country = 'US'")).toBe(
    "the days that decide VAT are those of the latest evidence",
  );
});
