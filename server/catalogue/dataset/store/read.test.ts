import { eq, sql } from "drizzle-orm";
import { describe as about, expect, test } from "vitest";
import { datasets, linkages } from "#db/schema/catalogue.ts";
import { datasetColumns } from "#db/schema/columns-of-datasets.ts";
import { priceLists, prices } from "#db/schema/pricing.ts";
import { describe } from "#server/catalogue/description.ts";
import { publishNext } from "#server/catalogue/store/publishing.ts";
import { system, visitor } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { statementsOf } from "#server/testing/statements.ts";
import { columnsFilter } from "../columns-filter.ts";
import { readColumns } from "./columns.ts";
import { readDataset } from "./read.ts";
import { similarTo } from "./similar-sets.ts";
import { readVersions } from "./versions.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

const read = (market: Market, slug: string, actor: Ask["actor"] = visitor) =>
  readDataset(market.as(actor), { slug });

about("a dataset as its page shows it", () => {
  test("says of each of the nine why it is not on offer, and of none that is", async () => {
    await using market = await marketplace();
    const { prices: shown } = await read(market, "hes-apc");
    expect(shown.map(({ barred }) => barred)).toEqual(Array(9).fill(null));
    const sact = await read(market, "uk-biobank");
    for (const { kind, standing, barred, reason } of sact.prices)
      expect([kind, barred]).toEqual([kind, standing === "not" ? reason : null]);
  });

  test("a dataset without a mandate says nothing of terms per price, but what each model would need", async () => {
    await using market = await marketplace();
    const { byTerms, rule, decisions } = await read(market, "nnrd");
    expect(rule.commercial).toBe("needs_decision");
    expect(decisions).toEqual([]);
    expect(byTerms.filter(({ barred }) => barred.standard === null).map(({ kind }) => kind)).toEqual([
      "free_access",
      "data_return",
      "cost_recovery",
    ]);
  });

  test("is priced for the buyer's own kind; a visitor may look as another, a buyer may not", async () => {
    await using market = await marketplace();
    await asOneChange(market.as(system), async ({ tx }) => {
      const [list] = await tx
        .select({ id: priceLists.id })
        .from(priceLists)
        .innerJoin(datasets, eq(datasets.id, priceLists.datasetId))
        .where(sql`${datasets.slug} = 'ncrd' and ${priceLists.version} = 1`);
      await tx.insert(prices).values({
        priceListId: list!.id,
        kind: "subscription",
        customerKind: "academic",
        standing: "not",
        reason: "Universities have it free of charge.",
      });
    });
    const subscription = async (actor: Ask["actor"], as?: "academic") => {
      const { prices: all } = await readDataset(market.as(actor), { slug: "ncrd", as });
      return all.find(({ kind }) => kind === "subscription")!.barred;
    };
    expect(await subscription(visitor)).toBeNull();
    expect(await subscription(visitor, "academic")).toBe("Universities have it free of charge.");
    expect(await subscription(market.people.ian)).toBe("Universities have it free of charge.");
    expect(await subscription(market.people.priya, "academic")).toBeNull();
    expect(await subscription(market.people.james)).toBeNull();
  });

  test("a retired dataset is still there, says why, and has no model on offer", async () => {
    await using market = await marketplace();
    await asOneChange(market.as(system), async ({ tx }) => {
      const [other] = await tx.select().from(datasets).where(eq(datasets.slug, "ecds"));
      await tx
        .update(datasets)
        .set({ retiredOn: "2026-11-01", retiredReason: "Replaced", sameAsId: other!.id })
        .where(eq(datasets.slug, "hes-ae"));
    });
    const set = await read(market, "hes-ae");
    expect(set.sameAs).toEqual({ slug: "ecds", title: "Emergency Care Data Set" });
    expect(set.prices.every(({ barred }) => barred === "This dataset was retired: Replaced")).toBe(true);
  });

  test("links say which days both cover, and what bars them on either side", async () => {
    await using market = await marketplace();
    await asOneChange(market.as(system), ({ tx }) =>
      tx
        .update(datasets)
        .set({ requirements: ["no_linkage"] })
        .where(eq(datasets.slug, "deaths")),
    );
    const { links } = await read(market, "hes-apc");
    const of = (slug: string) => links.find((link) => link.slug === slug)!;
    expect(of("hes-ae").overlap).toEqual({ from: "2007-04-01", to: "2020-03-31" });
    expect(of("deaths").overlap).toEqual({ from: "1993-01-01", to: "2026-11-24" });
    expect(of("deaths").bars).toEqual([
      "The terms of Civil Registration: Deaths say no linkage with other data.",
    ]);
    expect(of("hes-op").bars).toEqual([]);
  });

  test("asks as much for a dataset with nine prices and many links as for one without any", async () => {
    await using market = await marketplace();
    const asked = async (slug: string) =>
      (await statementsOf(market.db, () => readDataset(market.as(visitor), { slug }))).length;
    const [bare, rich] = [await asked("wlgp"), await asked("hes-apc")];
    // The prices of its list are the one statement that a dataset without a list spares.
    expect(rich).toBe(bare + 1);
    expect(rich).toBeLessThanOrEqual(18);
    await asOneChange(market.as(system), async ({ tx }) => {
      const all = await tx.select().from(datasets);
      const id = all.find(({ slug }) => slug === "hes-apc")!.id;
      await tx
        .insert(linkages)
        .values(
          all
            .filter((set) => set.id !== id)
            .map((set) => ({ datasetId: id, withDatasetId: set.id, by: "x" })),
        )
        .onConflictDoNothing();
    });
    expect(await asked("hes-apc")).toBe(rich);
  });
});

about("the data dictionary", () => {
  const withColumns = async () => {
    const market = await marketplace();
    await asOneChange(market.as(system), async ({ tx }) => {
      const [set] = await tx.select().from(datasets).where(eq(datasets.slug, "wlgp"));
      await tx.insert(datasetColumns).values(
        Array.from({ length: 120 }, (_, position) => ({
          datasetId: set!.id,
          position,
          tableName: position < 60 ? "Events" : "Patients",
          name: `COL_${position}`,
          description: position % 10 === 0 ? "Date of the 100% visit" : "Something else",
          identifierClass: position === 61 ? ("direct" as const) : ("none" as const),
        })),
      );
    });
    return market;
  };
  const page = (market: Market, filter: Record<string, unknown>) =>
    readColumns(market.as(visitor), "wlgp", columnsFilter.parse(filter), 50);

  test("comes in pages that leave nothing out and show nothing twice", async () => {
    await using market = await withColumns();
    const seen: string[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const { rows, next } = await page(market, { after });
      seen.push(...rows.map(({ name }) => name));
      after = next;
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, position) => `COL_${position}`));
  });

  test("is searched by words, with signs taken as they stand, and filtered by table and class", async () => {
    await using market = await withColumns();
    expect((await page(market, { q: "visit 100%" })).found).toBe(12);
    expect((await page(market, { q: "COL%1" })).found).toBe(0);
    expect((await page(market, { q: "visit", table: "Patients" })).found).toBe(6);
    expect((await page(market, { identifier: "direct" })).rows.map(({ name }) => name)).toEqual(["COL_61"]);
    expect((await page(market, {})).tables).toEqual([
      { table: "Events", columns: 60 },
      { table: "Patients", columns: 60 },
    ]);
  });

  test("of a dataset that there is not is not found", async () => {
    await using market = await marketplace();
    await expect(
      readColumns(market.as(visitor), "no-such-set", columnsFilter.parse({}), 50),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

about("versions", () => {
  test("one alone has nothing to be compared with; any is shown whole; a number that is not there is not found", async () => {
    await using market = await marketplace();
    const ask = market.as(visitor);
    const { versions, compared, shown } = await readVersions(ask, { slug: "sact", show: 1 });
    expect(versions.map(({ number, note }) => [number, note])).toEqual([[1, "First description"]]);
    expect(compared).toBeNull();
    expect(shown!.fields).toContainEqual({ label: "Title", value: "Systemic Anti-Cancer Therapy" });
    await expect(readVersions(ask, { slug: "sact", show: 7 })).rejects.toMatchObject({ code: "not_found" });
  });
});

about("two versions", () => {
  test("are compared by what changed, the last two unless others are asked for, in either direction", async () => {
    await using market = await marketplace();
    const publish = (lag: string) =>
      asOneChange(market.as(system), async (change) => {
        const [row] = await change.tx.select().from(datasets).where(eq(datasets.slug, "sact"));
        await publishNext(
          change,
          row!.id,
          { ...describe(row!, "National Disease Registration Service, NHS England"), lag },
          { madeByName: "Elena Novak", approvedByName: "Samuel Clarke", note: `Lag: ${lag}` },
        );
      });
    await publish("About 3 months");
    await publish("About 2 months");
    const lags = async (asked: { from?: number; to?: number }) => {
      const { compared } = await readVersions(market.as(visitor), { slug: "sact", ...asked });
      return compared!.differences.map(({ before, after }) => `${before} to ${after}`);
    };
    expect(await lags({})).toEqual(["About 3 months to About 2 months"]);
    expect(await lags({ from: 1, to: 3 })).toEqual(["About 4 months to About 2 months"]);
    expect(await lags({ from: 3, to: 1 })).toEqual(["About 2 months to About 4 months"]);
    expect(await lags({ from: 2, to: 2 })).toEqual([]);
  });
});

about("datasets that are alike", () => {
  test("come best first, say what they share, never name the dataset itself, and cost five statements", async () => {
    await using market = await marketplace();
    const alike = await similarTo(market.as(visitor), "hes-op");
    expect(alike.length).toBeGreaterThan(2);
    expect(alike.map(({ slug }) => slug)).not.toContain("hes-op");
    expect(alike[0]!.title).toContain("Hospital Episode Statistics");
    expect(alike[0]!.shares).toEqual(expect.arrayContaining(["words of its title", "setting", "custodian"]));
    const asked = await statementsOf(market.db, () => similarTo(market.as(visitor), "hes-op"));
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  test("leave out what was retired", async () => {
    await using market = await marketplace();
    const [first] = await similarTo(market.as(visitor), "hes-op");
    await asOneChange(market.as(system), ({ tx }) =>
      tx
        .update(datasets)
        .set({ retiredOn: "2026-11-01", retiredReason: "Replaced" })
        .where(eq(datasets.slug, first!.slug)),
    );
    const after = await similarTo(market.as(visitor), "hes-op");
    expect(after.map(({ slug }) => slug)).not.toContain(first!.slug);
    expect(await asReading(market.as(system), ({ tx }) => tx.$count(datasets))).toBeGreaterThan(30);
  });
});
