import { and, eq } from "drizzle-orm";
import { datasets, linkages } from "#db/schema/catalogue.ts";
import { record } from "#server/audit/store.ts";
import { asOneChange } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { type Editing, findSet } from "./drafts.ts";

/**
 * Takes a dataset out of the catalogue with the reason that its page then shows, and the dataset that it turned out to be,
 * when it did. Licences in force go on.
 */
export const retireSet = (
  ask: Editing,
  { slug, reason, sameAs }: { slug: string; reason: string; sameAs: string },
) =>
  asOneChange(ask, async (change) => {
    const set = await findSet(change, eq(datasets.slug, slug), true);
    if (!set) throw notFound();
    if (set.row.retiredOn) throw new Refusal("changed_meanwhile", "This dataset was retired already");
    const other = sameAs ? await findSet(change, eq(datasets.slug, sameAs)) : null;
    if (sameAs && (!other || other.row.retiredOn || other.row.id === set.row.id))
      throw new Refusal("bad_input", "Choose another dataset that is in the catalogue", "sameAs");
    await change.tx
      .update(datasets)
      .set({ retiredOn: ask.today, retiredReason: reason, sameAsId: other?.row.id ?? null })
      .where(eq(datasets.id, set.row.id));
    await record(change, slug, { type: "dataset.retired", facts: { reason } }, null);
  });

/** Puts a retired dataset back. */
export const restoreSet = (ask: Editing, { slug, reason }: { slug: string; reason: string }) =>
  asOneChange(ask, async (change) => {
    const set = await findSet(change, eq(datasets.slug, slug), true);
    if (!set) throw notFound();
    if (!set.row.retiredOn) throw new Refusal("changed_meanwhile", "This set is in the catalogue already");
    await change.tx
      .update(datasets)
      .set({ retiredOn: null, retiredReason: "", sameAsId: null })
      .where(eq(datasets.id, set.row.id));
    await record(change, slug, { type: "dataset.restored", facts: { reason } }, null);
  });

/** Says that two datasets can be linked, and by what; it holds at once and for both, and belongs to no version. */
export const linkSets = (
  ask: Editing,
  { slug, withSlug, by }: { slug: string; withSlug: string; by: string },
) =>
  asOneChange(ask, async (change) => {
    const [one, other] = [
      await findSet(change, eq(datasets.slug, slug)),
      await findSet(change, eq(datasets.slug, withSlug)),
    ];
    if (!one) throw notFound();
    if (!other || other.row.id === one.row.id)
      throw new Refusal("bad_input", "Enter the address of another dataset", "withSlug");
    const [a, b] = [one.row.id, other.row.id];
    await change.tx
      .insert(linkages)
      .values([
        { datasetId: a, withDatasetId: b, by },
        { datasetId: b, withDatasetId: a, by },
      ])
      .onConflictDoUpdate({ target: [linkages.datasetId, linkages.withDatasetId], set: { by } });
    await record(
      change,
      slug,
      { type: "dataset.linked", facts: { with: withSlug, by, outcome: "added" } },
      null,
    );
  });

export const unlinkSets = (ask: Editing, { slug, withSlug }: { slug: string; withSlug: string }) =>
  asOneChange(ask, async (change) => {
    const [one, other] = [
      await findSet(change, eq(datasets.slug, slug)),
      await findSet(change, eq(datasets.slug, withSlug)),
    ];
    if (!one || !other) throw notFound();
    const [a, b] = [one.row.id, other.row.id];
    const gone = await change.tx
      .delete(linkages)
      .where(and(eq(linkages.datasetId, a), eq(linkages.withDatasetId, b)))
      .returning({ by: linkages.by });
    await change.tx.delete(linkages).where(and(eq(linkages.datasetId, b), eq(linkages.withDatasetId, a)));
    if (gone[0])
      await record(
        change,
        slug,
        { type: "dataset.linked", facts: { with: withSlug, by: gone[0].by, outcome: "removed" } },
        null,
      );
  });
