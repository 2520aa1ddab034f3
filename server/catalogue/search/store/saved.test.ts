import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { memberships, messages } from "#db/schema/access.ts";
import { savedSearches, savedSearchFinds } from "#db/schema/saved-searches.ts";
import { publishNew } from "#server/catalogue/store/publishing.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { aDescription } from "#server/testing/description.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { filterFrom, queryOf } from "../filter.ts";
import { mailOf, notifyOfNewFinds } from "./alerts.ts";
import { listSearches, removeSearch, renameSearch, saveSearch, setMailed } from "./saved.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

const publish = (market: Market, ...slugs: string[]) =>
  asOneChange(market.as(system), (change) =>
    publishNew(
      change,
      slugs.map((slug) => ({ slug, description: { ...aDescription, title: `Dental survey ${slug}` } })),
      { publishedOn: market.today, note: "New", madeByName: "Elena Novak", approvedByName: "Farah Aziz" },
    ),
  );
const mail = (market: Market, address = "priya@meridian.example") =>
  asReading(market.as(system), ({ tx }) =>
    tx.select().from(messages).where(eq(messages.toAddress, address)).orderBy(messages.writtenAt),
  );
const dentists = { name: "Dental", query: "q=dental&page=3", mailed: "yes" as const };

test("what a search found when it was kept is known; a new dataset is told once, however often and wide the job runs", async () => {
  await using market = await marketplace();
  await publish(market, "dental-old");
  await saveSearch(market.as(market.people.priya), dentists);
  expect(await notifyOfNewFinds(market.as(system))).toBe(0);
  expect(await mail(market)).toEqual([]);

  await publish(market, "dental-new");
  const sent = await Promise.all([1, 2, 3].map(() => notifyOfNewFinds(market.as(system))));
  expect(sent.reduce((total, count) => total + count, 0)).toBe(1);
  expect(await notifyOfNewFinds(market.as(system))).toBe(0);
  const [told, ...more] = await mail(market);
  expect(more).toEqual([]);
  expect(told!.subject).toBe('1 new dataset for your search "Dental"');
  expect(told!.body).toContain("/datasets/dental-new");
  expect(told!.body).not.toContain("dental-old");
  expect(told!.body).toContain("/catalogue?q=dental");
});

test("a job that dies after noting a find has told nothing and noted nothing", async () => {
  await using market = await marketplace();
  await saveSearch(market.as(market.people.priya), dentists);
  await publish(market, "dental-new");
  // The mail cannot be written: the transaction fails after the finds were added.
  const owner = market.db;
  const broken = {
    ...market.as(system),
    db: new Proxy(owner, {
      get: (target, key) =>
        key === "transaction"
          ? (work: Parameters<typeof owner.transaction>[0], how: Parameters<typeof owner.transaction>[1]) =>
              target.transaction(async (tx) => {
                const result = await work(tx);
                if (!how) throw new Error("the power is cut");
                return result;
              }, how)
          : Reflect.get(target, key),
    }),
  };
  await expect(notifyOfNewFinds(broken)).rejects.toThrow("the power is cut");
  expect(await mail(market)).toEqual([]);
  expect(await notifyOfNewFinds(market.as(system))).toBe(1);
  expect(await mail(market)).toHaveLength(1);
});

test("with the mail off nothing is sent, and nothing of it comes later when it is on again", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const { id } = await saveSearch(priya, { ...dentists, mailed: "no" });
  await publish(market, "dental-a");
  expect(await notifyOfNewFinds(market.as(system))).toBe(0);
  await setMailed(priya, { id, mailed: "yes" });
  expect(await notifyOfNewFinds(market.as(system))).toBe(0);
  await publish(market, "dental-b");
  expect(await notifyOfNewFinds(market.as(system))).toBe(1);
  expect((await mail(market)).map(({ subject }) => subject)).toEqual([
    '1 new dataset for your search "Dental"',
  ]);
});

test("whoever has left the organisation gets no mail, and a colleague's search is nobody else's", async () => {
  await using market = await marketplace();
  const { priya, anthony, jonas, james } = market.people;
  const { id } = await saveSearch(market.as(priya), dentists);
  expect(await listSearches(market.as(anthony))).toEqual([]);
  await expect(removeSearch(market.as(anthony), id)).rejects.toMatchObject({ code: "not_found" });
  for (const other of [jonas, james])
    for (const table of [savedSearches, savedSearchFinds])
      expect(await asReading(market.as(other), ({ tx }) => tx.$count(table))).toBe(0);
  await asOneChange(market.as(system), ({ tx }) =>
    tx
      .delete(memberships)
      .where(
        and(eq(memberships.personId, priya.personId), eq(memberships.organisationId, priya.organisationId)),
      ),
  );
  await publish(market, "dental-new");
  expect(await notifyOfNewFinds(market.as(system))).toBe(0);
  expect(await mail(market)).toEqual([]);
});

test("a person keeps fifty searches, each under a name of its own", async () => {
  await using market = await marketplace();
  const priya = market.as(market.people.priya);
  const { id } = await saveSearch(priya, dentists);
  await expect(saveSearch(priya, dentists)).rejects.toMatchObject({ code: "bad_input", field: "name" });
  await renameSearch(priya, { id, name: "Teeth" });
  const kept = await Promise.allSettled(
    Array.from({ length: 52 }, (_, index) => saveSearch(priya, { ...dentists, name: `Search ${index}` })),
  );
  expect(kept.filter(({ status }) => status === "fulfilled")).toHaveLength(49);
  expect(await listSearches(priya)).toHaveLength(50);
});

test("a search is kept in one canonical spelling, whatever the order in its address", () => {
  const spelled = [
    "setting=registry&q=hip&setting=hospital&page=4",
    "q=hip&setting=hospital&setting=registry&x=1",
  ];
  expect(new Set(spelled.map((query) => queryOf(filterFrom(query)))).size).toBe(1);
  expect(queryOf(filterFrom(""))).toBe("");
});

test("a mail names ten datasets and counts the rest", () => {
  const finds = Array.from({ length: 13 }, (_, index) => ({ slug: `set-${index}`, title: `Set ${index}` }));
  const { subject, body } = mailOf("Priya Shah", { id: "x", name: "All", query: "" }, finds);
  expect(subject).toBe('13 new datasets for your search "All"');
  expect(body.match(/\/datasets\/set-/g)).toHaveLength(10);
  expect(body).toContain("and 3 more.");
});
