import { and, eq } from "drizzle-orm";
import { datasets } from "#db/schema/catalogue.ts";
import { priceListDrafts } from "#db/schema/pricing.ts";
import { proposals } from "#db/schema/proposals.ts";
import { decide, proposeWithin } from "#server/access/store/proposals.ts";
import { record } from "#server/audit/store.ts";
import { enqueue } from "#server/jobs/queue.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { type DraftPriceInput, percentOf, readPrice, readReach } from "../drafts-form.ts";
import {
  type DraftPrice,
  nothingOnOffer,
  problemsIn,
  reduced,
  suggestedDay,
  withoutPrice,
  withPrice,
} from "../list-rules.ts";
import { asWritten, type DraftBody, findDataset, type ListProposal, openDraft, versionsOf } from "./lists.ts";
import { publishPriceList } from "./prices.ts";

type Editing = Ask & { actor: Person };

/** Begins a list from the one in force, or from nothing: all nine not on offer. A dataset has one open draft. */
export const startDraft = (ask: Editing, slug: string) =>
  asOneChange(ask, async (change) => {
    const dataset = await findDataset(change, slug);
    if (dataset.retiredOn) throw new Refusal("cannot_do_that_now", "This dataset was retired");
    // Of two who begin at once the second waits here and finds the first one's draft.
    await change.tx
      .select({ id: datasets.id })
      .from(datasets)
      .where(eq(datasets.id, dataset.id))
      .for("update");
    if (await openDraft(change, dataset.id))
      throw new Refusal("changed_meanwhile", "A draft of this price list is open already. Go on with it");
    const versions = await versionsOf(change, dataset.id);
    const [latest] = versions
      .filter(({ validFrom }) => validFrom <= ask.today)
      .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
    const body: DraftBody = { prices: latest?.prices ?? nothingOnOffer(), editors: [ask.actor.personId] };
    await change.tx.insert(priceListDrafts).values({
      datasetId: dataset.id,
      validFrom: suggestedDay(
        ask.today,
        versions.map(({ validFrom }) => validFrom),
      ),
      prices: body,
      authorId: ask.actor.personId,
      authorName: ask.actor.name,
      savedAt: ask.now,
    });
  });

/** Sets the first day of the list and what the author says about it. */
export const saveDraftDates = (
  ask: Editing,
  { slug, revision, validFrom, note }: { slug: string; revision: number; validFrom: string; note: string },
) =>
  asOneChange(ask, async (change) => {
    const draft = await draftToEdit(change, slug, revision);
    await save(change, ask.actor, draft, { validFrom, note }, draft.prices);
  });

/** Puts one model's price for a kind of customer on the draft, or takes a kind of customer's own price off it. */
export const saveDraftPrice = (ask: Editing, input: DraftPriceInput) =>
  asOneChange(ask, async (change) => {
    const draft = await draftToEdit(change, input.slug, input.revision);
    await save(change, ask.actor, draft, {}, priced(draft.prices, input));
  });

function priced(list: readonly DraftPrice[], input: DraftPriceInput): DraftPrice[] {
  const { kind, customer, how, standing, reason, months } = input;
  const standard = list.find((price) => price.kind === kind && price.customerKind === "standard");
  if (customer !== "standard" && how === "standard") return withoutPrice(list, kind, customer);
  if (customer !== "standard" && how === "reduction") {
    if (!standard?.terms)
      throw new Refusal("terms_not_allowed", "There is no standard price to reduce", "reduction");
    const price = reduced(standard, customer, percentOf(input.reduction)!);
    if (JSON.stringify(price.terms) === JSON.stringify(standard.terms))
      throw new Refusal(
        "terms_not_allowed",
        "Nothing in these terms is an amount to pay, so there is nothing to reduce. Give it terms of its own",
        "reduction",
      );
    return withPrice(list, price);
  }
  const nothing = { terms: null, limits: {}, users: null, furtherYear: null, furtherUser: null };
  const read = standing === "not" ? nothing : { ...pick(readPrice(kind, input)), ...readReach(input) };
  return withPrice(list, { kind, customerKind: customer, standing, reason, months, ...read });
}

const pick = ({ terms, limits }: ReturnType<typeof readPrice>) => ({ terms, limits });

type Draft = NonNullable<Awaited<ReturnType<typeof openDraft>>>;

async function draftToEdit(change: Change, slug: string, revision: number): Promise<Draft> {
  const draft = await openDraft(change, (await findDataset(change, slug)).id);
  if (!draft) throw new Refusal("changed_meanwhile", "There is no draft of this price list any more");
  if (draft.status !== "draft")
    throw new Refusal("cannot_do_that_now", "This draft waits for approval. Withdraw it to change it");
  if (draft.revision !== revision) throw meanwhile();
  return draft;
}

const meanwhile = () =>
  new Refusal("changed_meanwhile", "Somebody saved this draft since you opened it. Open it again");

/** Guarded by the revision: of two who save at once one is told. */
async function save(
  { tx, now }: Change,
  { personId, name }: Person,
  draft: Draft,
  set: Partial<typeof priceListDrafts.$inferInsert>,
  prices: DraftPrice[],
) {
  const body: DraftBody = { prices, editors: [...new Set([...draft.editors, personId])] };
  const [saved] = await tx
    .update(priceListDrafts)
    .set({
      authorId: personId,
      authorName: name,
      ...set,
      prices: body,
      savedAt: now,
      revision: draft.revision + 1,
    })
    .where(and(eq(priceListDrafts.id, draft.id), eq(priceListDrafts.revision, draft.revision)))
    .returning({ id: priceListDrafts.id });
  if (!saved) throw meanwhile();
}

/** Asks a second person to publish the list. Refuses `terms_not_allowed` with the first problem while there is one. */
export const sendDraft = (
  ask: Editing,
  { slug, revision, reason }: { slug: string; revision: number; reason: string },
) =>
  asOneChange(ask, async (change) => {
    const draft = await draftToEdit(change, slug, revision);
    const taken = (await versionsOf(change, draft.datasetId)).map(({ validFrom }) => validFrom);
    const [problem] = problemsIn(draft.prices, { validFrom: draft.validFrom, today: ask.today, taken });
    if (problem) throw new Refusal("terms_not_allowed", problem.sentence);
    const body: ListProposal = {
      draftId: draft.id,
      datasetId: draft.datasetId,
      validFrom: draft.validFrom,
      note: draft.note,
      prices: draft.prices,
      editors: [...new Set([...draft.editors, ask.actor.personId])],
      authorName: ask.actor.name,
    };
    const { id } = await proposeWithin(
      { ...change, actor: ask.actor },
      { kind: "price_list", subject: slug, organisationId: null, body, reason },
    );
    await save(change, ask.actor, draft, { status: "proposed", proposalId: id }, draft.prices);
  });

/**
 * A second person's yes publishes the next version in the same transaction; a no gives the draft back to its author
 * with the reason. Nobody who wrote any of it decides, whatever roles they hold.
 */
export const decideList = (
  ask: Editing,
  { id, approve, reason }: { id: string; approve: boolean; reason: string },
) =>
  decide(ask, { id, approve, reason, kind: "price_list" }, publish, async (change, proposal) => {
    const body = proposal.body as ListProposal;
    refuseOwn(ask.actor, body);
    await change.tx
      .update(proposals)
      .set({ body: { ...body, refused: reason } })
      .where(eq(proposals.id, id));
    await change.tx
      .update(priceListDrafts)
      .set({ status: "draft" })
      .where(and(eq(priceListDrafts.id, body.draftId), eq(priceListDrafts.status, "proposed")));
    return null;
  });

async function publish(change: Change, proposal: typeof proposals.$inferSelect) {
  const written = proposal.body as ListProposal;
  const body = { ...written, prices: written.prices.map(asWritten) };
  const { actor } = change;
  if (actor.kind !== "person") throw new Error("A person approves a price list");
  refuseOwn(actor, body);
  const versions = await versionsOf(change, body.datasetId);
  const taken = versions.map(({ validFrom }) => validFrom);
  const [problem] = problemsIn(body.prices, { validFrom: body.validFrom, today: change.today, taken });
  if (problem)
    throw new Refusal(
      "cannot_do_that_now",
      `${problem.sentence}. Refuse it with that reason, so that the author can mend it`,
    );
  const version = Math.max(0, ...versions.map((list) => list.version)) + 1;
  await publishPriceList(change, {
    datasetId: body.datasetId,
    version,
    validFrom: civil(body.validFrom),
    authorName: body.authorName,
    approverName: actor.name,
    prices: body.prices.map(({ reductionBp: _kept, ...price }) => price),
  });
  await change.tx
    .update(priceListDrafts)
    .set({ status: "published" })
    .where(eq(priceListDrafts.id, body.draftId));
  await enqueue(change, "catalogue.alerts", {}, "prices");
  return { slug: proposal.subject };
}

function refuseOwn(actor: Person, { editors }: ListProposal) {
  if (editors.includes(actor.personId))
    throw new Refusal("not_your_own_work", "You wrote part of this list, so somebody else has to decide it");
}

/** Takes a draft back: one that waits returns to its author, one that is written is put away. */
export const withdrawDraft = (ask: Editing, { slug, revision }: { slug: string; revision: number }) =>
  asOneChange(ask, async (change) => {
    const draft = await openDraft(change, (await findDataset(change, slug)).id);
    if (!draft) throw notFound();
    if (draft.revision !== revision) throw meanwhile();
    if (draft.status === "proposed") await withdrawProposal(change, slug, draft.proposalId!);
    const [closed] = await change.tx
      .update(priceListDrafts)
      .set({
        status: draft.status === "proposed" ? "draft" : "withdrawn",
        revision: draft.revision + 1,
        proposalId: null,
      })
      .where(and(eq(priceListDrafts.id, draft.id), eq(priceListDrafts.revision, draft.revision)))
      .returning({ id: priceListDrafts.id });
    if (!closed) throw meanwhile();
  });

async function withdrawProposal(change: Change, slug: string, id: string) {
  const [withdrawn] = await change.tx
    .update(proposals)
    .set({ status: "withdrawn" })
    .where(and(eq(proposals.id, id), eq(proposals.status, "waiting")))
    .returning({ id: proposals.id });
  if (!withdrawn) throw new Refusal("changed_meanwhile", "A second person decided this meanwhile");
  await record(
    change,
    slug,
    { type: "proposal.decided", facts: { kind: "price_list", outcome: "withdrawn" } },
    null,
  );
}
