import { eq, sql } from "drizzle-orm";
import { describe as about, expect, test } from "vitest";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { catalogueState, datasetVersions } from "#db/schema/descriptions.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { type Description, describe } from "../description.ts";
import { differences } from "../difference.ts";
import { custodiansOf, spellingKey } from "./custodians.ts";
import { publishNext } from "./publishing.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
const by = { madeByName: "Elena Novak", approvedByName: "Samuel Clarke", note: "Corrected" };

const shown = (market: Market, slug: string) =>
  asReading(market.as(system), async ({ tx }) => {
    const [row] = await tx
      .select()
      .from(datasets)
      .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
      .where(eq(datasets.slug, slug));
    return { row: row!.datasets, description: describe(row!.datasets, row!.custodians.name) };
  });

const change = (market: Market, slug: string, changed: Partial<Description>) =>
  asOneChange(market.as(system), async (open) => {
    const { row, description } = await shown(market, slug);
    return publishNext(open, row.id, { ...description, ...changed }, by);
  });

about("a version", () => {
  test("replaces what is shown and leaves the one before it to be read", async () => {
    await using market = await marketplace();
    const before = await shown(market, "hes-apc");
    expect(await change(market, "hes-apc", { lag: "About 6 weeks", places: ["england", "wales"] })).toBe(2);
    const after = await shown(market, "hes-apc");
    expect(differences(before.description, after.description)).toEqual([
      { field: "lag", label: "How far behind", before: "About 2 months", after: "About 6 weeks" },
      { field: "places", label: "Countries", before: "England", after: "England; Wales" },
    ]);
    const versions = await asReading(market.as(system), ({ tx }) =>
      tx
        .select()
        .from(datasetVersions)
        .where(eq(datasetVersions.datasetId, after.row.id))
        .orderBy(datasetVersions.number),
    );
    expect(versions.map(({ description }) => (description as Description).lag)).toEqual([
      "About 2 months",
      "About 6 weeks",
    ]);
  });

  test("two at once become two versions, one after the other", async () => {
    await using market = await marketplace();
    const numbers = await Promise.all([
      change(market, "hes-op", { lag: "One month" }),
      change(market, "hes-op", { lag: "Two months" }),
    ]);
    expect(numbers.sort()).toEqual([2, 3]);
  });

  test("is written by two people: the database refuses one who approves their own", async () => {
    await using market = await marketplace();
    const { row, description } = await shown(market, "hes-op");
    const alone = asOneChange(market.as(system), (open) =>
      publishNext(open, row.id, description, { ...by, approvedByName: by.madeByName }),
    );
    await expect(alone).rejects.toMatchObject({ cause: { constraint: "a_version_has_two_authors" } });
  });

  test("with narrower terms of use closes commercial use at once, and opens it when they widen", async () => {
    await using market = await marketplace();
    await change(market, "hes-apc", { limitations: ["not_for_profit"] });
    expect((await shown(market, "hes-apc")).row).toMatchObject({
      licensable: "needs_decision",
      licensableReason: expect.stringContaining("not-for-profit use"),
    });
    await change(market, "hes-apc", { limitations: ["general_research"] });
    expect((await shown(market, "hes-apc")).row).toMatchObject({
      licensable: "licensable",
      licensableReason: "",
    });
  });
});

about("every change of the catalogue is counted", () => {
  test("whatever it is that belongs to a dataset, and only that dataset is touched", async () => {
    await using market = await marketplace();
    const { row } = await shown(market, "hes-apc");
    const writes = [
      sql`update datasets set lag = 'x' where id = ${row.id}`,
      sql`insert into dataset_columns (dataset_id, position, table_name, name) values (${row.id}, 900, 't', 'c')`,
      sql`delete from dataset_columns where dataset_id = ${row.id} and position = 900`,
      sql`insert into dataset_ratings (dataset_id, source, dimension, rating, as_of) values (${row.id}, 's', 'd', 'Gold', '2026-01-01')`,
      sql`insert into price_lists (dataset_id, version, valid_from, author_name, approver_name, approved_at) values (${row.id}, 9, '2027-01-01', 'a', 'b', now())`,
      sql`insert into use_decisions (dataset_id, outcome, kinds, customer_kinds, reason, terms, decided_by, decided_by_name, decided_at, decided_on)
        values (${row.id}, 'allow', array['royalty'], array['standard'], 'A reason long enough', '', ${market.people.samuel.personId}, 'Samuel Clarke', now(), '2026-11-24')`,
      sql`update custodians set about = 'x' where id = ${row.custodianId}`,
    ];
    for (const write of writes) {
      const version = await versionOf(market);
      await asOneChange(market.as(system), ({ tx }) => tx.execute(write));
      expect(await versionOf(market)).toBeGreaterThan(version);
      const touched = await asReading(market.as(system), ({ tx }) =>
        tx
          .select({ slug: datasets.slug, custodianId: datasets.custodianId })
          .from(datasets)
          .where(sql`touched > ${version}`),
      );
      expect(touched.length).toBeGreaterThan(0);
      expect(touched.every(({ custodianId }) => custodianId === row.custodianId)).toBe(true);
      expect(touched.map(({ slug }) => slug)).toContain("hes-apc");
    }
  });
});

const versionOf = (market: Market) =>
  asReading(market.as(system), async ({ tx }) => (await tx.select().from(catalogueState))[0]!.version);

about("custodians", () => {
  test.each([
    ["NHS DIGITAL", "NHS Digital"],
    ["NCS > OFFICE FOR NATIONAL STATISTICS", "Office for National Statistics"],
    ["Barts  Health", "BARTS-HEALTH"],
    ["Ministère de la Santé", "ministere de la sante"],
  ])("%s and %s are one spelling", (a, b) => {
    expect(spellingKey(a)).toBe(spellingKey(b));
  });

  test("a new spelling of a known custodian makes no second one, also twice at once", async () => {
    await using market = await marketplace();
    const names = async () =>
      (await asReading(market.as(system), ({ tx }) => tx.select().from(custodians))).map(({ name }) => name);
    const before = await names();
    const ask = (...spellings: string[]) =>
      asOneChange(market.as(system), (open) => custodiansOf(open, spellings));
    const [first, second] = await Promise.all([
      ask("NHS  ENGLAND", "Nhs England", "A New Trust"),
      ask("A NEW TRUST", "nhs-england"),
    ]);
    expect(new Set([...first.values(), ...second.values()]).size).toBe(2);
    expect((await names()).length).toBe(before.length + 1);
  });
});
