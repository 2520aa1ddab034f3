import { and, asc, desc, eq, sql } from "drizzle-orm";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { shortlistItems } from "#db/schema/shortlist.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import type { Shortlisted } from "../forms.ts";
import { customerAsking, leastOf, offersOf } from "./offers.ts";

type Asking = Ask & { actor: Person };

const mostKept = 100;

/** What the team has its eye on, the newest first, with where the nine stand today and what the cheapest costs. */
export const readShortlist = (ask: Asking) =>
  asReading(ask, async (reading) => {
    const rows = await reading.tx
      .select({
        dataset: datasets,
        custodian: custodians.name,
        note: shortlistItems.note,
        addedByName: shortlistItems.addedByName,
        addedAt: shortlistItems.addedAt,
      })
      .from(shortlistItems)
      .innerJoin(datasets, eq(datasets.id, shortlistItems.datasetId))
      .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
      .where(eq(shortlistItems.organisationId, ask.actor.organisationId))
      .orderBy(desc(shortlistItems.addedAt), asc(datasets.slug));
    const offers = await offersOf(
      reading,
      rows.map(({ dataset }) => dataset),
      await customerAsking(reading),
    );
    return rows.map(({ dataset, ...row }) => ({
      ...row,
      slug: dataset.slug,
      title: dataset.title,
      licensable: dataset.licensable,
      retiredReason: dataset.retiredOn ? dataset.retiredReason : null,
      offers: offers.get(dataset.id)!,
      least: leastOf(offers.get(dataset.id)!),
    }));
  });

/** Which datasets are on the team's shortlist, by their slugs. */
export const shortlistedSlugs = (ask: Asking) =>
  asReading(ask, async ({ tx }) => {
    const rows = await tx
      .select({ slug: datasets.slug })
      .from(shortlistItems)
      .innerJoin(datasets, eq(datasets.id, shortlistItems.datasetId))
      .where(eq(shortlistItems.organisationId, ask.actor.organisationId));
    return rows.map(({ slug }) => slug);
  });

/** Puts a dataset on the shortlist; twice is once, and the note that stands is kept. Refuses beyond a hundred datasets. */
export const addToShortlist = (ask: Asking, { slug, note }: Shortlisted) =>
  asOneChange(ask, async (change) => {
    const { organisationId, name } = ask.actor;
    const dataset = await findSet(change, slug);
    if (dataset.retiredOn)
      throw new Refusal("cannot_do_that_now", `This dataset was retired: ${dataset.retiredReason}`);
    // One at a time a team, so that two at once do not make it a hundred and one.
    await change.tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`shortlist ${organisationId}`}, 0))`,
    );
    const own = eq(shortlistItems.organisationId, organisationId);
    const known = await change.tx.$count(shortlistItems, and(own, eq(shortlistItems.datasetId, dataset.id)));
    if (!known && (await change.tx.$count(shortlistItems, own)) >= mostKept)
      throw new Refusal("cannot_do_that_now", "A shortlist holds a hundred datasets. Take one off first");
    await change.tx
      .insert(shortlistItems)
      .values({ organisationId, datasetId: dataset.id, note, addedByName: name, addedAt: change.now })
      .onConflictDoNothing();
  });

/** Writes the team's note on a dataset anew. */
export const noteOnShortlist = (ask: Asking, { slug, note }: Shortlisted) =>
  asOneChange(ask, async (change) => {
    const dataset = await findSet(change, slug);
    const noted = await change.tx
      .update(shortlistItems)
      .set({ note })
      .where(itemOf(ask, dataset.id))
      .returning({ id: shortlistItems.datasetId });
    if (noted.length === 0)
      throw new Refusal("changed_meanwhile", "A colleague has taken this dataset off the shortlist");
  });

/** Takes a dataset off; one that is gone already is no mistake. */
export const removeFromShortlist = (ask: Asking, { slug }: { slug: string }) =>
  asOneChange(ask, async (change) => {
    const dataset = await findSet(change, slug);
    await change.tx.delete(shortlistItems).where(itemOf(ask, dataset.id));
  });

const itemOf = ({ actor }: Asking, datasetId: string) =>
  and(eq(shortlistItems.organisationId, actor.organisationId), eq(shortlistItems.datasetId, datasetId));

async function findSet({ tx }: Change, slug: string) {
  const [dataset] = await tx.select().from(datasets).where(eq(datasets.slug, slug));
  if (!dataset) throw new Refusal("not_found", "We cannot find that dataset");
  return dataset;
}
