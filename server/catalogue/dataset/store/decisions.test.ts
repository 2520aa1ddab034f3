import { eq, sql } from "drizzle-orm";
import { describe as about, expect, test } from "vitest";
import { events } from "#db/schema/audit.ts";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { useDecisions } from "#db/schema/descriptions.ts";
import { describe } from "#server/catalogue/description.ts";
import { whyNotOnOffer } from "#server/catalogue/store/on-offer.ts";
import { publishNext } from "#server/catalogue/store/publishing.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import type { UseDecisionInput } from "../decision-form.ts";
import { decideUse, setsWaiting } from "./decisions.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

/** Research use only; with a mandate and a price list. */
const blocked = "nnrd";
const decision: UseDecisionInput = {
  slug: blocked,
  terms: "publication research_use_only",
  outcome: "allow",
  kinds: ["royalty"],
  customers: ["standard"],
  reason: "The custodian agreed to royalties from industry",
  evidence: "Minute 2026/14",
};

const find = (market: Market, slug = blocked) =>
  asReading(market.as(system), async ({ tx }) => {
    const [row] = await tx.select().from(datasets).where(eq(datasets.slug, slug));
    return row!;
  });

const why = async (
  market: Market,
  kind: Parameters<typeof whyNotOnOffer>[2],
  customer: Parameters<typeof whyNotOnOffer>[3] = "standard",
) => {
  const row = await find(market);
  return asReading(market.as(system), (reading) => whyNotOnOffer(reading, row, kind, customer));
};
const decide = (market: Market, changed: Partial<UseDecisionInput> = {}, who = market.people.samuel) =>
  decideUse(market.as(who), { ...decision, ...changed });

about("a decision on a blocked set", () => {
  test("opens exactly its model to exactly its customers, and says so in the catalogue and the audit trail", async () => {
    await using market = await marketplace();
    expect(await why(market, "royalty")).toContain("research use only");
    expect(await why(market, "cost_recovery")).toBeNull();
    await decide(market);
    expect(await why(market, "royalty")).toBeNull();
    expect(await why(market, "royalty", "small_company")).toContain("research use only");
    expect(await why(market, "subscription")).toContain("research use only");
    expect(await find(market)).toMatchObject({ licensable: "licensable", licensableReason: "" });
    const told = await asReading(market.as(market.people.owen), ({ tx }) =>
      tx.select().from(events).where(eq(events.type, "use_terms.decided")),
    );
    expect(told).toMatchObject([
      {
        subject: blocked,
        actorName: "Samuel Clarke",
        facts: { outcome: "allow", kinds: "royalty", customers: "standard", terms: decision.terms },
      },
    ]);
  });

  test("is void under new terms, and holds again when the old ones come back", async () => {
    await using market = await marketplace();
    await decide(market);
    const become = (limitations: string[]) =>
      asOneChange(market.as(system), async (change) => {
        const row = await find(market);
        const [keeper] = await change.tx.select().from(custodians).where(eq(custodians.id, row.custodianId));
        await publishNext(
          change,
          row.id,
          { ...describe(row, keeper!.name), limitations },
          { madeByName: "Elena Novak", approvedByName: "Samuel Clarke", note: "Terms" },
        );
      });
    await become(["not_for_profit"]);
    expect(await why(market, "royalty")).toContain("not-for-profit");
    expect((await find(market)).licensable).toBe("needs_decision");
    await become(["research_use_only"]);
    expect(await why(market, "royalty")).toBeNull();
    expect((await find(market)).licensable).toBe("licensable");
  });

  test("two at once are both recorded, one after the other, and the last one holds", async () => {
    await using market = await marketplace();
    await Promise.all([
      decide(market, { reason: "Allowed by the custodian" }),
      decide(market, { outcome: "refuse", reason: "Refused by the committee" }, market.people.farah),
    ]);
    const made = await asReading(market.as(system), ({ tx }) =>
      tx.select().from(useDecisions).orderBy(useDecisions.decidedAt),
    );
    expect(made).toHaveLength(2);
    expect(made[0]!.decidedAt < made[1]!.decidedAt).toBe(true);
    const last = made[1]!;
    if (last.outcome === "allow") expect(await why(market, "royalty")).toBeNull();
    else expect(await why(market, "royalty")).toContain("Farah Aziz decided on 24 November 2026");
  });

  test("is refused over terms that changed since the page was opened", async () => {
    await using market = await marketplace();
    await expect(decide(market, { terms: "research_use_only" })).rejects.toMatchObject({
      code: "changed_meanwhile",
    });
  });

  test.each([
    ["hes-apc", "commercial_research", "nothing to decide"],
    ["gdppr", "", "No decision opens this dataset"],
    ["national-linked-record", "", "No decision opens this dataset"],
  ])("is refused on %s", async (slug, terms, sentence) => {
    await using market = await marketplace();
    await expect(decide(market, { slug, terms })).rejects.toThrow(sentence);
  });

  test("is refused on a retired dataset, and a dataset that there is not is not found", async () => {
    await using market = await marketplace();
    await asOneChange(market.as(system), ({ tx }) =>
      tx
        .update(datasets)
        .set({ retiredOn: "2026-11-01", retiredReason: "Replaced by another" })
        .where(eq(datasets.slug, blocked)),
    );
    await expect(decide(market)).rejects.toThrow("was retired");
    await expect(decide(market, { slug: "no-such-set" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("is the NHS's to write and nobody's to change, by the database", async () => {
    await using market = await marketplace();
    await expect(decide(market, {}, market.people.priya)).rejects.toMatchObject({ code: "not_found" });
    await decide(market);
    await expect(
      asOneChange(market.as(market.people.samuel), ({ tx }) =>
        tx.update(useDecisions).set({ outcome: "refuse" }),
      ),
    ).rejects.toMatchObject({
      cause: { message: expect.stringContaining("use_decisions") },
    });
  });
});

about("the database, when a licence is inserted", () => {
  // Every other column is wrong on purpose: the trigger speaks first, before any foreign key is looked at.
  const insert = (market: Market, kind: string) =>
    asOneChange(market.as(system), async ({ tx }) => {
      const row = await find(market);
      await tx.execute(sql`insert into licences (id, reference, offer_id, dataset_id, organisation_id, kind)
        values (gen_random_uuid(), 'HDL-X', gen_random_uuid(), ${row.id}, ${market.people.priya.organisationId}, ${kind}::model_kind)`);
    }).then(
      () => "inserted",
      (error: { cause?: { message?: string } }) => error.cause?.message ?? String(error),
    );
  const bars = "no decision on record allows this use of dataset nnrd";

  test("refuses a commercial model without a decision, and one that the last decision refused", async () => {
    await using market = await marketplace();
    expect(await insert(market, "royalty")).toBe(bars);
    expect(await insert(market, "cost_recovery")).not.toBe(bars);
    await decide(market, { customers: ["academic"] });
    expect(await insert(market, "royalty")).toBe(bars);
    await decide(market);
    expect(await insert(market, "royalty")).not.toBe(bars);
    expect(await insert(market, "subscription")).toBe(bars);
    await decide(market, { outcome: "refuse" });
    expect(await insert(market, "royalty")).toBe(bars);
  });
});

about("the list of what waits", () => {
  test("shows those that could be sold at once first, then by title, and what was decided no longer", async () => {
    await using market = await marketplace();
    const waiting = async () => (await setsWaiting(market.as(market.people.samuel), {})).rows;
    const before = await waiting();
    expect(before.map(({ slug, ready }) => [slug, ready])).toEqual([
      [blocked, true],
      ["icnarc-cmp", false],
      ["minap", false],
      ["sus-pbr", false],
      ["wlgp", false],
    ]);
    await decide(market);
    expect(await waiting()).toEqual(before.slice(1));
  });

  test("goes on after the last dataset of a page, across those that are ready and those that are not", async () => {
    await using market = await marketplace();
    const all = (await setsWaiting(market.as(market.people.samuel), {})).rows.map(({ slug }) => slug);
    for (const [index, slug] of all.entries()) {
      const { rows } = await setsWaiting(market.as(market.people.samuel), { after: slug });
      expect(rows.map((row) => row.slug)).toEqual(all.slice(index + 1));
    }
  });

  test("is filtered by why they wait, a person's refusal apart", async () => {
    await using market = await marketplace();
    const slugs = async (reason: "research_only" | "not_for_profit" | "refused" | "none_stated") =>
      (await setsWaiting(market.as(market.people.samuel), { reason })).rows.map(({ slug }) => slug);
    expect(await slugs("research_only")).toEqual(["nnrd", "icnarc-cmp"]);
    expect((await slugs("not_for_profit")).sort()).toEqual(["minap", "wlgp"]);
    expect(await slugs("none_stated")).toEqual(["sus-pbr"]);
    await decide(market, { outcome: "refuse", kinds: ["royalty", "subscription"] });
    expect(await slugs("refused")).toEqual(["nnrd"]);
    expect(await slugs("research_only")).toEqual(["icnarc-cmp"]);
  });
});
