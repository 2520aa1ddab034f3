import {
  and,
  asc,
  desc,
  eq,
  exists,
  gt,
  ilike,
  inArray,
  isNull,
  lte,
  not,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { custodians, datasets, mandates } from "#db/schema/catalogue.ts";
import { priceListDrafts, priceLists, prices } from "#db/schema/pricing.ts";
import { proposals } from "#db/schema/proposals.ts";
import { type Ask, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";
import { standingsOf } from "#server/pricing/standings.ts";
import type { ListFilter } from "../drafts-form.ts";
import { type DraftPrice, inOrder, problemsIn, suggestedDay } from "../list-rules.ts";
import type { Limit } from "../rules.ts";
import { priceListsOn } from "./prices.ts";

const pageSize = 50;

/** What a draft's row holds: its prices, and who wrote any of it, none of whom may approve it. */
export type DraftBody = { prices: DraftPrice[]; editors: string[] };
/** What a second person decides on: the whole list, word for word. */
export type ListProposal = DraftBody & {
  draftId: string;
  datasetId: string;
  validFrom: string;
  note: string;
  authorName: string;
  refused?: string;
};

/** Datasets with where their price list stands, fifty a page, by title. */
export const listPriceLists = (ask: Ask, filter: ListFilter) =>
  asReading(ask, async (reading) => {
    const rows = await datasetsOf(reading, filter, pageSize + 1);
    const shown = rows.slice(0, pageSize);
    return {
      rows: await withLists(reading, shown),
      next: rows.length > pageSize ? shown.at(-1)!.slug : null,
    };
  });

/** The same of every dataset under the filter, for a table to take away. */
export const everyPriceList = (ask: Ask, filter: ListFilter) =>
  asReading(ask, async (reading) =>
    withLists(reading, await datasetsOf(reading, { ...filter, after: undefined }, 100_000)),
  );

function datasetsOf({ tx, today }: Reading, { q, show, after }: ListFilter, limit: number) {
  const like = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const drafts = (status: "draft" | "proposed") =>
    exists(
      tx
        .select({ one: sql`1` })
        .from(priceListDrafts)
        .where(and(eq(priceListDrafts.datasetId, datasets.id), eq(priceListDrafts.status, status))),
    );
  const inForce = exists(
    tx
      .select({ one: sql`1` })
      .from(priceLists)
      .where(and(eq(priceLists.datasetId, datasets.id), lte(priceLists.validFrom, today))),
  );
  const shown: Record<ListFilter["show"], SQL | undefined> = {
    all: undefined,
    none: not(inForce),
    draft: drafts("draft"),
    waiting: drafts("proposed"),
  };
  return tx
    .select({ id: datasets.id, slug: datasets.slug, title: datasets.title, custodian: custodians.name })
    .from(datasets)
    .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
    .where(
      and(
        isNull(datasets.retiredOn),
        ...q
          .split(/\s+/)
          .filter(Boolean)
          .map((word) =>
            or(
              ilike(datasets.title, like(word)),
              ilike(datasets.slug, like(word)),
              ilike(custodians.name, like(word)),
            ),
          ),
        shown[show],
        after
          ? sql`(${datasets.title}, ${datasets.slug}) > (select d.title, d.slug from datasets d where d.slug = ${after})`
          : undefined,
      ),
    )
    .orderBy(asc(datasets.title), asc(datasets.slug))
    .limit(limit);
}

async function withLists(reading: Reading, found: Awaited<ReturnType<typeof datasetsOf>>) {
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return [];
  const lists = await priceListsOn(reading, ids, reading.today);
  const later = await reading.tx
    .select({ datasetId: priceLists.datasetId, from: sql<string>`min(${priceLists.validFrom})::text` })
    .from(priceLists)
    .where(and(inArray(priceLists.datasetId, ids), gt(priceLists.validFrom, reading.today)))
    .groupBy(priceLists.datasetId);
  const drafts = await reading.tx
    .select({
      datasetId: priceListDrafts.datasetId,
      status: priceListDrafts.status,
      author: priceListDrafts.authorName,
    })
    .from(priceListDrafts)
    .where(
      and(inArray(priceListDrafts.datasetId, ids), inArray(priceListDrafts.status, ["draft", "proposed"])),
    );
  return found.map((dataset) => ({
    ...dataset,
    list: lists.get(dataset.id) ?? null,
    standings: standingsOf(lists.get(dataset.id)?.prices ?? []),
    nextFrom: later.find(({ datasetId }) => datasetId === dataset.id)?.from ?? null,
    draft: drafts.find(({ datasetId }) => datasetId === dataset.id) ?? null,
  }));
}

/** One dataset's price lists: every version whole, newest first, the mandate, and the draft that is open. */
export const readPriceLists = (ask: Ask, slug: string) =>
  asReading(ask, async (reading) => {
    const set = await findDataset(reading, slug);
    const versions = await versionsOf(reading, set.id);
    const draft = await openDraft(reading, set.id);
    return {
      set,
      versions,
      inForce:
        versions.find(
          ({ validFrom, version }) => validFrom <= ask.today && version === inForceOf(versions, ask.today),
        ) ?? null,
      mandates: await reading.tx
        .select()
        .from(mandates)
        .where(eq(mandates.datasetId, set.id))
        .orderBy(desc(mandates.validFrom)),
      draft: draft && {
        ...draft,
        problems: problemsIn(draft.prices, {
          validFrom: draft.validFrom,
          today: ask.today,
          taken: versions.map(({ validFrom }) => validFrom),
        }),
      },
      suggestedDay: suggestedDay(
        ask.today,
        versions.map(({ validFrom }) => validFrom),
      ),
    };
  });

/** The version of the list that is in force on a day: the one that began last. */
const inForceOf = (versions: readonly { version: number; validFrom: string }[], today: string) =>
  versions
    .filter(({ validFrom }) => validFrom <= today)
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0]?.version;

export async function findDataset({ tx }: Change | Reading, slug: string) {
  const [row] = await tx
    .select({ dataset: datasets, custodian: custodians.name })
    .from(datasets)
    .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
    .where(eq(datasets.slug, slug));
  if (!row) throw notFound();
  const { id, title, licensable, retiredOn } = row.dataset;
  return { id, slug, title, licensable, retiredOn, custodian: row.custodian };
}

/** Every list that was ever published for a dataset, whole, newest version first. */
export async function versionsOf({ tx }: Change | Reading, datasetId: string) {
  const lists = await tx
    .select()
    .from(priceLists)
    .where(eq(priceLists.datasetId, datasetId))
    .orderBy(desc(priceLists.version));
  if (lists.length === 0) return [];
  const rows = await tx
    .select()
    .from(prices)
    .where(
      inArray(
        prices.priceListId,
        lists.map(({ id }) => id),
      ),
    );
  return lists.map((list) => ({
    ...list,
    prices: inOrder(
      rows
        .filter(({ priceListId }) => priceListId === list.id)
        .map(
          ({ priceListId: _list, ...row }): DraftPrice => ({
            ...row,
            terms: row.terms as DraftPrice["terms"],
            limits: row.limits as Record<string, Limit>,
          }),
        ),
    ),
  }));
}

/** The draft of a dataset that is written or waits, with why the last one of it was refused. */
export async function openDraft({ tx }: Change | Reading, datasetId: string) {
  const [draft] = await tx
    .select()
    .from(priceListDrafts)
    .where(
      and(eq(priceListDrafts.datasetId, datasetId), inArray(priceListDrafts.status, ["draft", "proposed"])),
    );
  if (!draft) return null;
  const [proposal] = draft.proposalId
    ? await tx.select().from(proposals).where(eq(proposals.id, draft.proposalId))
    : [];
  const body = draft.prices as DraftBody;
  return {
    ...draft,
    prices: body.prices.map(asWritten),
    editors: body.editors,
    refused:
      proposal?.status === "refused"
        ? { by: proposal.decidedByName ?? "", reason: (proposal.body as ListProposal).refused ?? "" }
        : null,
  };
}

/** A draft of before lists said for whom and how long a fee stands says nothing of it. */
export const asWritten = (price: DraftPrice): DraftPrice => ({
  ...price,
  users: price.users ?? null,
  furtherYear: price.furtherYear ?? null,
  furtherUser: price.furtherUser ?? null,
});

/** A proposed list beside the one that it follows: the list in force on its first day. */
export const readProposedList = (ask: Ask, id: string) =>
  asReading(ask, async (reading) => {
    const [proposal] = await reading.tx
      .select()
      .from(proposals)
      .where(and(eq(proposals.id, id), eq(proposals.kind, "price_list")));
    if (!proposal) throw notFound();
    const written = proposal.body as ListProposal;
    const body = { ...written, prices: written.prices.map(asWritten) };
    const versions = await versionsOf(reading, body.datasetId);
    const before = versions.find(({ version }) => version === inForceOf(versions, body.validFrom));
    return {
      ...proposal,
      body,
      set: await findDataset(reading, proposal.subject),
      before: before ?? null,
      mine: ask.actor.kind === "person" && body.editors.includes(ask.actor.personId),
    };
  });

/** Lists that wait for a second person, oldest first. */
export const waitingLists = (ask: Ask) =>
  asReading(ask, ({ tx }) =>
    tx
      .select({
        id: proposals.id,
        slug: proposals.subject,
        title: datasets.title,
        reason: proposals.reason,
        by: proposals.proposedByName,
        at: proposals.proposedAt,
        validFrom: sql<string>`${proposals.body} ->> 'validFrom'`,
      })
      .from(proposals)
      .innerJoin(datasets, eq(datasets.slug, proposals.subject))
      .where(and(eq(proposals.kind, "price_list"), eq(proposals.status, "waiting")))
      .orderBy(asc(proposals.proposedAt))
      .limit(200),
  );
