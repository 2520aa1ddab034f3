import { expect, test } from "vitest";
import { shortlistItems } from "#db/schema/shortlist.ts";
import { kinds } from "#server/commercial-models/index.ts";
import { system, visitor } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { compareSets } from "./compare.ts";
import { addToShortlist, noteOnShortlist, readShortlist, removeFromShortlist } from "./shortlist.ts";

const hes = { slug: "hes-apc", note: "" };

test("a dataset that two colleagues add at once stands on the shortlist once, and the whole team sees it", async () => {
  await using market = await marketplace();
  const [priya, anthony] = [market.as(market.people.priya), market.as(market.people.anthony)];
  await Promise.all([priya, anthony, priya, anthony].map((ask) => addToShortlist(ask, hes)));
  await noteOnShortlist(anthony, { slug: "hes-apc", note: "For the readmission study" });
  const list = await readShortlist(priya);
  expect(list.map(({ slug, note }) => [slug, note])).toEqual([["hes-apc", "For the readmission study"]]);
  expect(list[0]!.offers).toHaveLength(kinds.length);
  expect(list[0]!.least).not.toBeNull();
  await removeFromShortlist(anthony, hes);
  await removeFromShortlist(priya, hes);
  expect(await readShortlist(priya)).toEqual([]);
});

test("what a team has its eye on is nobody else's business: not another buyer's, not the NHS's, not the service's", async () => {
  await using market = await marketplace();
  await addToShortlist(market.as(market.people.priya), hes);
  await addToShortlist(market.as(market.people.elena), { slug: "hes-op", note: "" });
  const seenBy = (actor: Parameters<typeof market.as>[0]) =>
    asReading(market.as(actor), ({ tx }) => tx.$count(shortlistItems));
  expect(await seenBy(market.people.priya)).toBe(1);
  expect(await seenBy(market.people.jonas)).toBe(0);
  expect(await seenBy(market.people.james)).toBe(1);
  expect(await seenBy(system)).toBe(0);
  expect(await seenBy(visitor)).toBe(0);
  const forged = asOneChange(market.as(market.people.jonas), ({ tx }) =>
    tx.insert(shortlistItems).values({
      organisationId: market.people.priya.organisationId,
      datasetId: "00000000-0000-4000-8000-000000000000",
      addedByName: "x",
      addedAt: new Date(0),
    }),
  );
  await expect(forged).rejects.toMatchObject({
    cause: { message: expect.stringContaining("row-level security") },
  });
});

test("datasets side by side stand in the order asked for; what is unknown or beyond five is named, not an error", async () => {
  await using market = await marketplace();
  const { sets, rows, unknown, tooMany } = await compareSets(market.as(visitor), [
    "sact",
    "no-such-set",
    "hes-apc",
    "gdppr",
    "hes-op",
    "hes-ae",
  ]);
  expect(sets.map(({ slug }) => slug)).toEqual(["sact", "hes-apc", "gdppr", "hes-op"]);
  expect(unknown).toEqual(["no-such-set"]);
  expect(tooMany).toEqual(["hes-ae"]);
  expect(rows.every(({ cells }) => cells.length === 4)).toBe(true);
  expect(rows.find(({ key }) => key === "setting")!.differs).toBe(true);
  expect((await compareSets(market.as(visitor), [])).rows).toEqual([]);
});
