import { and, desc, eq } from "drizzle-orm";
import { datasets } from "#db/schema/catalogue.ts";
import { datasetVersions } from "#db/schema/descriptions.ts";
import { descriptionSchema } from "#server/catalogue/description.ts";
import { describedFields, differences } from "#server/catalogue/difference.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";

/**
 * The versions of a dataset, newest first; the difference between two of them (by default the last two), and one of them
 * whole where it is asked for. A number that there is not is `not_found`.
 */
export const readVersions = (
  ask: Ask,
  {
    slug,
    from,
    to,
    show,
  }: { slug: string; from?: number | undefined; to?: number | undefined; show?: number | undefined },
) =>
  asReading(ask, async ({ tx }) => {
    const [row] = await tx
      .select({ id: datasets.id, slug: datasets.slug, title: datasets.title, latest: datasets.versionNumber })
      .from(datasets)
      .where(eq(datasets.slug, slug));
    if (!row) throw notFound();
    const versions = await tx
      .select({
        number: datasetVersions.number,
        note: datasetVersions.note,
        madeByName: datasetVersions.madeByName,
        approvedByName: datasetVersions.approvedByName,
        publishedOn: datasetVersions.publishedOn,
      })
      .from(datasetVersions)
      .where(eq(datasetVersions.datasetId, row.id))
      .orderBy(desc(datasetVersions.number));
    const whole = async (number: number) => {
      const [version] = await tx
        .select({ number: datasetVersions.number, description: datasetVersions.description })
        .from(datasetVersions)
        .where(and(eq(datasetVersions.datasetId, row.id), eq(datasetVersions.number, number)));
      if (!version) throw notFound();
      return descriptionSchema.parse(version.description);
    };
    const later = to ?? row.latest;
    const earlier = from ?? Math.max(1, later - 1);
    return {
      slug: row.slug,
      title: row.title,
      versions,
      compared:
        versions.length > 1
          ? { from: earlier, to: later, differences: differences(await whole(earlier), await whole(later)) }
          : null,
      shown: show === undefined ? null : { number: show, fields: describedFields(await whole(show)) },
    };
  });
