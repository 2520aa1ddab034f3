import { and, eq, inArray, isNull } from "drizzle-orm";
import { datasets, linkages } from "#db/schema/catalogue.ts";
import { detailsSchema } from "#server/catalogue/description.ts";
import type { Change } from "#server/lib/change.ts";
import { titleKey } from "../alike.ts";

const by = "as its source says";

/** Links datasets with those that they name, where a name is the title or the short name of exactly one dataset. */
export async function linkByName({ tx }: Change, changed: readonly string[]) {
  if (changed.length === 0) return;
  const all = await tx
    .select({ id: datasets.id, slug: datasets.slug, title: datasets.title, details: datasets.details })
    .from(datasets)
    .where(isNull(datasets.retiredOn));
  const named = new Map<string, string | null>();
  for (const { id, slug, title } of all)
    for (const key of new Set([titleKey(title), titleKey(slug)])) named.set(key, named.has(key) ? null : id);
  const mine = new Set(changed);
  const links = all
    .filter(({ id }) => mine.has(id))
    .flatMap(({ id, details }) =>
      detailsSchema.parse(details).linkedNames.flatMap((name) => {
        const other = named.get(titleKey(name));
        return other && other !== id ? [{ datasetId: id, withDatasetId: other, by }] : [];
      }),
    );
  const old = [...changed];
  await tx.delete(linkages).where(and(inArray(linkages.datasetId, old), eq(linkages.by, by)));
  if (links.length) await tx.insert(linkages).values(links).onConflictDoNothing();
}
