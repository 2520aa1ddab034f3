import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { datasets, mandates } from "#db/schema/catalogue.ts";
import { priceLists, prices } from "#db/schema/pricing.ts";
import { readDataset } from "#server/catalogue/dataset/store/read.ts";
import { decideMandate, recordMandate } from "#server/catalogue/store/mandates.ts";
import type { Person } from "#server/lib/actor.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { type CivilDate, civil } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { applicationSchema } from "#server/licensing/applications/form.ts";
import { applyFor } from "#server/licensing/applications/store.ts";
import { offerSchema } from "#server/licensing/negotiation/form.ts";
import { makeOffer, offerBasis } from "#server/licensing/negotiation/store/offers.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { draftPriceSchema } from "../drafts-form.ts";
import { typed } from "../parameter-text.ts";
import { parametersOf } from "../parameters.ts";
import {
  decideList,
  saveDraftDates,
  saveDraftPrice,
  sendDraft,
  startDraft,
  withdrawDraft,
} from "./drafts.ts";
import { listPriceLists, readPriceLists, readProposedList, waitingLists } from "./lists.ts";
import { currentPrice } from "./prices.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
const slug = "hes-apc";
const newYear = civil("2027-01-01");

const draftOf = async (market: Market, of = slug) =>
  (await readPriceLists(market.as(market.people.james), of)).draft!;

/** What the form would send for the royalty, with its first rate as typed. */
async function royaltyAt(market: Market, rate: string, changed: Record<string, unknown> = {}) {
  const draft = await draftOf(market);
  const { terms, standing, reason, months } = draft.prices.find(({ kind }) => kind === "royalty")!;
  const parameters = Object.fromEntries(
    parametersOf("royalty").map(({ name, is }) => [`parameters.${name}`, typed(is, terms![name])]),
  );
  return draftPriceSchema.safeParse({
    slug,
    revision: draft.revision,
    kind: "royalty",
    customer: "standard",
    standing,
    reason,
    months,
    ...parameters,
    "parameters.bands": `up to: no limit; rate: ${rate}`,
    ...changed,
  });
}

/** James raises the royalty to 4% and gives universities the subscription at half the price, from the new year. */
async function proposes(market: Market) {
  const { james } = market.people;
  await startDraft(market.as(james), slug);
  await saveDraftPrice(market.as(james), (await royaltyAt(market, "4")).data!);
  const { revision } = await draftOf(market);
  const subscription = {
    slug,
    kind: "subscription",
    customer: "academic",
    how: "reduction",
    reduction: "50",
  };
  await saveDraftPrice(market.as(james), draftPriceSchema.parse({ ...subscription, revision }));
  const dates = { slug, revision: revision + 1, validFrom: newYear, note: "" };
  await saveDraftDates(market.as(james), dates);
  await sendDraft(market.as(james), { slug, revision: revision + 2, reason: "Prices of 2027" });
  const [waiting] = await waitingLists(market.as(james));
  return waiting!.id;
}

const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(Refusal);
  return (error as Refusal).code;
};

test("a list that a second person approved takes effect on its day and not before, for everybody", async () => {
  await using market = await marketplace();
  const { james, samuel, priya, wendy } = market.people;
  const id = await proposes(market);
  await decideList(market.as(samuel), { id, approve: true, reason: "" });

  const page = (day: CivilDate) => readDataset(market.as({ kind: "visitor" }, day), { slug });
  const royalty = ({ prices }: Awaited<ReturnType<typeof page>>) =>
    prices.find(({ kind }) => kind === "royalty")!.headline;
  const [before, after] = [await page(civil("2026-12-31")), await page(newYear)];
  expect([before.priceList!.version, royalty(before)]).toEqual([
    2,
    "2% of net sales, at least £75,920.00 a year",
  ]);
  expect([after.priceList!.version, royalty(after)]).toEqual([
    3,
    "4% of net sales, at least £75,920.00 a year",
  ]);

  const asked = await applyFor(market.as(priya), wanted("royalty"));
  const basis = (day: CivilDate) => offerBasis(market.as(james, day), asked.reference);
  expect((await basis(civil("2026-12-31"))).price!.version).toBe(2);
  expect((await basis(newYear)).price!.version).toBe(3);
  const { reference } = await makeOffer(market.as(james, newYear), offerFor(asked.reference));
  const contract = await asReading(market.as(james), ({ tx }) => tx.query.offerVersions.findFirst());
  expect(reference).toMatch(/^OFR-/);
  expect(contract!.contract).toMatchObject({
    priceList: { version: 3, validFrom: newYear },
    components: [{ terms: { bands: [{ upTo: null, rateBp: 400 }] } }],
  });

  const university = await applyFor(market.as(wendy), wanted("subscription"));
  const theirs = await offerBasis(market.as(james, newYear), university.reference);
  expect(theirs.price!.terms).toMatchObject({ tiers: { standard: 1_898_000 } });
});

const wanted = (kind: "royalty" | "subscription") =>
  applicationSchema.parse({
    service: "without",
    dataset: slug,
    kind,
    title: "Readmission after hip fracture",
    purpose: "Describe who comes back within thirty days of an operation.",
    publicBenefit: "Patients at risk are called in the first week.",
    users: 4,
    startsOn: newYear,
    months: 12,
    netSalesPerYear: "1,000,000",
  });
const offerFor = (application: string) =>
  offerSchema.parse({ application, startsOn: newYear, months: 12, expiresOn: "2027-01-31" });

test("who has no price of their own has the standard; small companies and universities have theirs where there is one", async () => {
  await using market = await marketplace();
  const priceOf = (of: string, customer: "standard" | "small_company" | "academic") =>
    asReading(market.as(system), async (reading) => {
      const [set] = await reading.tx.select().from(datasets).where(eq(datasets.slug, of));
      const price = await currentPrice(reading, set!.id, "subscription", market.today, customer);
      return (price!.terms as { tiers: { standard: number } }).tiers.standard;
    });
  expect(await priceOf("hes-apc", "standard")).toBe(3_796_000);
  expect(await priceOf("hes-apc", "small_company")).toBe(2_847_000);
  expect(await priceOf("hes-apc", "academic")).toBe(1_518_400);
  expect(await priceOf("njr", "academic")).toBe(3_800_000);
});

test("nobody approves a list of which they wrote any part, whatever roles they hold", async () => {
  await using market = await marketplace();
  const { james, ruth, samuel } = market.people;
  const id = await proposes(market);
  const both: Person = { ...james, roles: ["commercial_manager", "approver"] };
  expect(await refusal(decideList(market.as(both), { id, approve: true, reason: "" }))).toBe(
    "not_your_own_work",
  );

  // Ruth sends what James wrote: James still wrote it.
  await withdrawDraft(market.as(james), { slug, revision: (await draftOf(market)).revision });
  await sendDraft(market.as(ruth), { slug, revision: (await draftOf(market)).revision, reason: "Once more" });
  const [again] = await waitingLists(market.as(ruth));
  expect(await refusal(decideList(market.as(both), { id: again!.id, approve: true, reason: "" }))).toBe(
    "not_your_own_work",
  );
  expect((await readProposedList(market.as(both), again!.id)).mine).toBe(true);
  await decideList(market.as(samuel), { id: again!.id, approve: true, reason: "" });
  expect((await readPriceLists(market.as(james), slug)).versions.map(({ version }) => version)).toEqual([
    3, 2, 1,
  ]);
});

test("of two approvers at once one publishes, the other is told", async () => {
  await using market = await marketplace();
  const { samuel, farah, james } = market.people;
  const id = await proposes(market);
  const both = await Promise.allSettled(
    [samuel, farah].map((person) => decideList(market.as(person), { id, approve: true, reason: "" })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const lost = both.find((one) => one.status === "rejected") as PromiseRejectedResult;
  expect(lost.reason).toMatchObject({ code: "changed_meanwhile" });
  expect((await readPriceLists(market.as(james), slug)).versions).toHaveLength(3);
});

test("of two who save or begin at once one wins, and nothing is lost in silence", async () => {
  await using market = await marketplace();
  const { james, elena } = market.people;
  const begun = await Promise.allSettled([james, elena].map((person) => startDraft(market.as(person), slug)));
  expect(begun.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const input = (await royaltyAt(market, "4")).data!;
  const saved = await Promise.allSettled(
    [james, elena].map((person) => saveDraftPrice(market.as(person), input)),
  );
  expect(saved.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((saved.find((one) => one.status === "rejected") as PromiseRejectedResult).reason).toMatchObject({
    code: "changed_meanwhile",
  });
});

test("a refused list goes back to its author with the reason, and can be sent again", async () => {
  await using market = await marketplace();
  const { james, samuel } = market.people;
  const id = await proposes(market);
  await decideList(market.as(samuel), { id, approve: false, reason: "The guarantee has to rise too" });
  const draft = await draftOf(market);
  expect([draft.status, draft.refused]).toEqual([
    "draft",
    { by: "Samuel Clarke", reason: "The guarantee has to rise too" },
  ]);
  expect((await readPriceLists(market.as(james), slug)).versions).toHaveLength(2);
  await sendDraft(market.as(james), { slug, revision: draft.revision, reason: "Mended" });
  expect(await waitingLists(market.as(james))).toHaveLength(1);
});

test("a list whose first day passed while it waited is not published", async () => {
  await using market = await marketplace();
  const id = await proposes(market);
  const late = market.as(market.people.samuel, civil("2027-01-02"));
  expect(await refusal(decideList(late, { id, approve: true, reason: "" }))).toBe("cannot_do_that_now");
});

test("a published list stays as it was published", async () => {
  await using market = await marketplace();
  const james = market.as(market.people.james);
  const before = (await readPriceLists(james, slug)).versions;
  const tries = [
    asOneChange(james, ({ tx }) => tx.delete(prices)),
    asOneChange(james, ({ tx }) => tx.delete(priceLists)),
    asOneChange(james, ({ tx }) => tx.update(prices).set({ months: 1 })),
    asOneChange(james, ({ tx }) => tx.update(priceLists).set({ validFrom: "2020-01-01" })),
  ];
  await Promise.allSettled(tries);
  expect((await readPriceLists(james, slug)).versions).toEqual(before);
});

test("a draft that waits cannot be edited, and one with a problem cannot be sent", async () => {
  await using market = await marketplace();
  const { james } = market.people;
  await startDraft(market.as(james), "gdppr");
  const { revision } = await draftOf(market, "gdppr");
  expect(await refusal(sendDraft(market.as(james), { slug: "gdppr", revision, reason: "Try it" }))).toBe(
    "terms_not_allowed",
  );
  await proposes(market);
  const waiting = await draftOf(market);
  expect(
    await refusal(
      saveDraftDates(market.as(james), {
        slug,
        revision: waiting.revision,
        validFrom: "2027-02-01",
        note: "",
      }),
    ),
  ).toBe("cannot_do_that_now");
});

test("what cannot be read on the form is named by its field", async () => {
  await using market = await marketplace();
  await startDraft(market.as(market.people.james), slug);
  const problems = async (rate: string, changed = {}) =>
    (await royaltyAt(market, rate, changed)).error?.issues.map(({ path, message }) => [
      path.join("."),
      message,
    ]);
  expect(await problems("four")).toEqual([["parameters.bands", "Line 1: rate: Enter a per cent, like 2.5"]]);
  expect(await problems("4", { "parameters.guarantee": "much" })).toEqual([
    ["parameters.guarantee", "Enter pounds, like 36,500.00"],
  ]);
  expect(
    await problems("4", {
      "limits.guarantee.minimum": "80,000",
      "limits.guarantee.maximum": "90,000",
      "limits.guarantee.step": "1",
    }),
  ).toEqual([["limits.guarantee.minimum", "The minimum is not above the standard"]]);
  expect(await problems("4", { "limits.guarantee.minimum": "70,000" })).toEqual([
    ["limits.guarantee.maximum", "Enter minimum, maximum and step, or none of them"],
    ["limits.guarantee.step", "Enter minimum, maximum and step, or none of them"],
  ]);
  expect(await problems("4", { standing: "approval", reason: "" })).toEqual([
    ["reason", "Say what the approval is for"],
  ]);
});

test("the list of datasets finds those without a price list and those that wait, and goes on after the last", async () => {
  await using market = await marketplace();
  await proposes(market);
  const slugs = async (filter: Partial<Parameters<typeof listPriceLists>[1]>) =>
    (
      await listPriceLists(market.as(market.people.james), {
        q: "",
        show: "all",
        after: undefined,
        ...filter,
      })
    ).rows.map((row) => row.slug);
  expect(await slugs({ show: "waiting" })).toEqual([slug]);
  expect(await slugs({ show: "none" })).not.toContain(slug);
  expect(await slugs({ show: "none" })).toContain("gdppr");
  const all = await slugs({});
  expect(await slugs({ after: all[3] })).toEqual(all.slice(4));
  expect(await slugs({ q: "100%" })).toEqual([]);
});

test("while a mandate has run out nothing is offered; once another is on record it is", async () => {
  await using market = await marketplace();
  const { james, priya, elena, samuel } = market.people;
  const asked = await applyFor(market.as(priya), wanted("royalty"));
  await asOneChange(market.as(system), async ({ tx }) => {
    const [set] = await tx.select().from(datasets).where(eq(datasets.slug, slug));
    await tx.update(mandates).set({ validTo: "2026-12-01" }).where(eq(mandates.datasetId, set!.id));
  });
  const offering = () => makeOffer(market.as(james, newYear), offerFor(asked.reference));
  expect(await refusal(offering())).toBe("not_licensable");
  const mandate = { slug, reference: "MAN-2027-001", grantedBy: "NHS England", validTo: undefined };
  const { id } = await recordMandate(market.as(elena), { ...mandate, validFrom: newYear });
  expect(await refusal(offering())).toBe("not_licensable");
  expect(await refusal(decideMandate(market.as(elena), { id, approve: true }))).toBe("not_your_own_work");
  await decideMandate(market.as(samuel), { id, approve: true });
  expect(await refusal(recordMandate(market.as(elena), { ...mandate, validFrom: newYear }))).toBe(
    "changed_meanwhile",
  );
  expect((await offering()).reference).toMatch(/^OFR-/);
});

test("one person alone puts no mandate on record, not in SQL either; two at once confirm it once", async () => {
  await using market = await marketplace();
  const { elena, samuel, farah } = market.people;
  const [set] = await asReading(market.as(system), ({ tx }) =>
    tx.select().from(datasets).where(eq(datasets.slug, slug)),
  );
  const granted = { reference: "MAN-1", grantedBy: "Nobody", validFrom: newYear };
  const alone = asOneChange(market.as(elena), ({ tx, now }) =>
    tx.insert(mandates).values({ ...granted, datasetId: set!.id, recordedAt: now }),
  );
  await expect(alone).rejects.toMatchObject({
    cause: { message: "a mandate is recorded by one person and confirmed by another" },
  });
  const { id } = await recordMandate(market.as(elena), { slug, ...granted, validTo: undefined });
  const both = await Promise.allSettled(
    [samuel, farah].map((person) => decideMandate(market.as(person), { id, approve: true })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});
