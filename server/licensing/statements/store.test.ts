import { expect, test } from "vitest";
import { walk } from "#server/demonstration/deals.ts";
import { addMonths } from "#server/lib/dates.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { attestStatement, listStatements, prepareStatement, readStatement } from "./store.ts";

const officer = { name: "Anthony Whitfield", role: "Finance Director", agree: "on" as const };

async function aRoyalty() {
  const market = await marketplace();
  const deal = { ...aSubscription, kind: "royalty" as const, title: "Sales that are stated", months: 24 };
  const { licence } = await walk(market.on(market.today), market.cast, deal);
  const signatory = () => market.as(market.cast.signatory, addMonths(market.today, 3));
  const rows = (gross: string) => `month,gross\n${market.today.slice(0, 7)},${gross}\n`;
  const send = (text: string) =>
    prepareStatement(signatory(), {
      licence: licence!,
      component: "royalty",
      period: market.today,
      rows: text,
      fileName: "sales.csv",
    });
  return {
    market,
    licence: licence!,
    signatory,
    rows,
    send,
    [Symbol.asyncDispose]: () => market[Symbol.asyncDispose](),
  };
}

test("a file with faults is kept as it came, with its hash and each fault by line, and bills nothing", async () => {
  await using at = await aRoyalty();
  const { reference, faults } = await at.send("month,gross\n1999-01,5.00\n");
  expect(faults).toBe(1);
  const kept = await readStatement(at.signatory(), reference);
  expect(kept).toMatchObject({ status: "refused", fileText: "month,gross\n1999-01,5.00\n", wouldBill: [] });
  expect(kept.faults[0]).toMatchObject({ line: 2 });
  expect(kept.fileHash).toMatch(/^[0-9a-f]{64}$/);
  await expect(attestStatement(at.signatory(), { reference, ...officer })).rejects.toThrow(
    /no draft any more/,
  );
});

test("attested twice at the same moment, a statement counts once; restated, it is version 2 and only the difference follows", async () => {
  await using at = await aRoyalty();
  const first = await at.send(at.rows("6000000.00"));
  const both = await Promise.allSettled([
    attestStatement(at.signatory(), { reference: first.reference, ...officer }),
    attestStatement(at.signatory(), { reference: first.reference, ...officer }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await readStatement(at.signatory(), first.reference)).toMatchObject({
    status: "attested",
    version: 1,
    attestedByName: officer.name,
    attestedAs: officer.role,
  });
  const second = await at.send(at.rows("5000000.00"));
  const draft = await readStatement(at.signatory(), second.reference);
  expect(draft.before).toBe(1);
  await attestStatement(at.signatory(), { reference: second.reference, ...officer });
  const { periods } = await listStatements(at.signatory(), at.licence);
  expect(periods[0]!.statements.map(({ status, version }) => [status, version])).toEqual([
    ["attested", 2],
    ["attested", 1],
  ]);
});

test("another organisation's statement is not found", async () => {
  await using at = await aRoyalty();
  const { reference } = await at.send(at.rows("1.00"));
  await expect(readStatement(at.market.as(at.market.people.katrin), reference)).rejects.toMatchObject({
    code: "not_found",
  });
});
