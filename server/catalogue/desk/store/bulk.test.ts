import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { datasets } from "#db/schema/catalogue.ts";
import { datasetDrafts } from "#db/schema/descriptions.ts";
import { descriptionSchema } from "#server/catalogue/description.ts";
import { publishNew, publishNext } from "#server/catalogue/store/publishing.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { bulkChange, changed } from "../bulk.ts";
import { deskFilter } from "../filter.ts";
import { makeBulk, previewBulk } from "./bulk.ts";
import { findSet, startDraft } from "./drafts.ts";
import { readDesk } from "./list.ts";
import { decideProposal, withdrawProposal } from "./proposing.ts";
import { readForDesk } from "./read.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;
const note = "The helpdesk has a new mailbox";
const change = bulkChange.parse({ change: "contact", contact: "data@nhs.example" });
const elena = (market: Market) => market.as(market.people.elena);
const slugs = ["hes-apc", "gdppr", "sact"];
const contactOf = async (market: Market, slug: string) =>
  (await readForDesk(elena(market), slug)).description.details.contact;

test("one change to three datasets is previewed one by one, and one second person publishes all three", async () => {
  await using market = await marketplace();
  const preview = await previewBulk(elena(market), { choice: { slugs }, change });
  expect(
    preview.changes.map(({ differences }) => differences.map(({ label, after }) => [label, after])),
  ).toEqual(slugs.map(() => [["Contact", "data@nhs.example"]]));
  const { proposal, made } = await makeBulk(elena(market), { slugs, change, note });
  expect(made).toBe(3);
  await expect(
    decideProposal(elena(market), { id: proposal, approve: true, reason: "" }),
  ).rejects.toMatchObject({
    code: "not_your_own_work",
  });
  const outcome = await decideProposal(market.as(market.people.samuel), {
    id: proposal,
    approve: true,
    reason: "",
  });
  expect(outcome!.published.sort()).toEqual([...slugs].sort());
  for (const slug of slugs) expect(await contactOf(market, slug)).toBe("data@nhs.example");
});

test("a dataset with an open draft, and one that says so already, are named and left out", async () => {
  await using market = await marketplace();
  await startDraft(elena(market), "gdppr");
  const { made, leftOut } = await makeBulk(elena(market), {
    slugs,
    change: bulkChange.parse({ change: "custodian", custodian: "NHS England" }),
    note,
  });
  expect(made).toBe(1);
  expect(leftOut).toEqual([
    expect.objectContaining({ slug: "gdppr", because: "Elena Novak has an open draft of it" }),
    expect.objectContaining({ slug: "hes-apc", because: "It says so already" }),
  ]);
});

test("a dataset that was published anew meanwhile stays as a draft and is named; the others are published", async () => {
  await using market = await marketplace();
  const { proposal } = await makeBulk(elena(market), { slugs, change, note });
  await asOneChange(market.as(system), async (given) => {
    const set = await findSet(given, eq(datasets.slug, "gdppr"));
    await publishNext(
      given,
      set!.row.id,
      { ...set!.published, lag: "Five weeks" },
      {
        note: "An import",
        madeByName: "Importer",
        approvedByName: null,
      },
    );
  });
  const outcome = await decideProposal(market.as(market.people.farah), {
    id: proposal,
    approve: true,
    reason: "",
  });
  expect(outcome!.published.sort()).toEqual(["hes-apc", "sact"]);
  expect(outcome!.stayed).toEqual([
    expect.objectContaining({ slug: "gdppr", because: expect.stringContaining("Version 2") }),
  ]);
  const left = await readForDesk(elena(market), "gdppr");
  expect(left.draft).toMatchObject({ status: "draft", batch: false, mine: true });
  expect(left.draft!.conflict).not.toBeNull();
});

test("a refused or withdrawn bulk edit leaves no dataset with an open draft", async () => {
  await using market = await marketplace();
  const first = await makeBulk(elena(market), { slugs, change, note });
  await decideProposal(market.as(market.people.samuel), {
    id: first.proposal,
    approve: false,
    reason: "The mailbox is not open yet",
  });
  const again = await makeBulk(elena(market), { slugs, change, note });
  await withdrawProposal(elena(market), again.proposal);
  const drafts = await asReading(market.as(system), ({ tx }) => tx.select().from(datasetDrafts));
  expect(drafts.map(({ status }) => status).sort()).toEqual([
    ...slugs.map(() => "refused"),
    ...slugs.map(() => "withdrawn"),
  ]);
});

test("words are added once and taken away in whatever case; a dataset is never left without a setting", async () => {
  await using market = await marketplace();
  const { description } = await readForDesk(elena(market), "csds");
  const make = (given: unknown, to = description) => changed(to, bulkChange.parse(given));
  const once = make({ change: "add_keyword", word: "Admissions" });
  expect(make({ change: "add_keyword", word: "ADMISSIONS" }, once).details.keywords).toEqual(["Admissions"]);
  expect(make({ change: "remove_keyword", word: "admissions" }, once).details.keywords).toEqual([]);
  expect(make({ change: "remove_setting", setting: "community" }).settings).toEqual(["not_stated"]);
  expect(
    make({ change: "use_terms", limitations: "not_for_profit", requirements: ["project", "ethics"] }),
  ).toMatchObject({
    useTerms: ["Not-for-profit use only", "Only for an approved project", "Approval by an ethics committee"],
  });
});

test("five hundred datasets are listed by pages without a gap, edited at once, and published by one decision", async () => {
  await using market = await marketplace();
  const { description } = await readForDesk(elena(market), "hes-apc");
  const many = Array.from({ length: 500 }, (_, index) => `many-${index}`);
  await asOneChange(market.as(system), (given) =>
    publishNew(
      given,
      many.map((slug) => ({
        slug,
        description: descriptionSchema.parse({ ...description, title: `Many ${slug}` }),
      })),
      { note: "An import", madeByName: "Importer", approvedByName: null, publishedOn: market.today },
    ),
  );
  for (const sort of ["title", "completeness", "changed"] as const) {
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await readDesk(elena(market), deskFilter.parse({ q: "many", sort, after }));
      expect(page.matching).toBe(500);
      seen.push(...page.rows.map(({ slug }) => slug));
      if (!page.next) break;
      after = page.next;
    }
    expect(seen.sort()).toEqual([...many].sort());
  }
  const filter = deskFilter.parse({ q: "many" });
  const began = performance.now();
  const preview = await previewBulk(elena(market), { choice: { filter }, change });
  expect(preview.changes).toHaveLength(500);
  const previewed = performance.now();
  const { proposal } = await makeBulk(elena(market), { slugs: many, change, note });
  const made = performance.now();
  const outcome = await decideProposal(market.as(market.people.samuel), {
    id: proposal,
    approve: true,
    reason: "",
  });
  const done = performance.now();
  expect(outcome!.published).toHaveLength(500);
  const ms = (from: number, to: number) => `${Math.round(to - from)} ms`;
  process.stdout.write(
    `500 sets: previewed in ${ms(began, previewed)}, made in ${ms(previewed, made)}, published in ${ms(made, done)}\n`,
  );
});
