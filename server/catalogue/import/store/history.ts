import { and, asc, desc, eq, gt, inArray, isNotNull, like, sql } from "drizzle-orm";
import { datasets } from "#db/schema/catalogue.ts";
import { datasetDrafts, datasetVersions } from "#db/schema/descriptions.ts";
import { importDefects, importRejects, imports, sourceOriginals, sourceRecords } from "#db/schema/imports.ts";
import { descriptionSchema } from "#server/catalogue/description.ts";
import { openDraft } from "#server/catalogue/desk/store/drafts.ts";
import { type Difference, differences } from "#server/catalogue/difference.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";

const pageSize = 100;

/** Every import, newest first. */
export const listImports = (ask: Ask, before: string | undefined) =>
  asReading(ask, async ({ tx }) => {
    const rows = await tx
      .select()
      .from(imports)
      .where(before ? sql`${imports.at} < (select at from imports where reference = ${before})` : undefined)
      .orderBy(desc(imports.at))
      .limit(50);
    return { rows, next: rows.length === 50 ? rows.at(-1)!.reference : null };
  });

async function importOf({ tx }: Reading, reference: string) {
  const [found] = await tx.select().from(imports).where(eq(imports.reference, reference));
  if (!found) throw notFound();
  return found;
}

/** One import: what it counted, what it could not take, and one page of what it changed, by the slug after which it begins. */
export const readImport = (
  ask: Ask,
  { reference, after = "" }: { reference: string; after?: string | undefined },
) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const found = await importOf(reading, reference);
    const changed = await tx
      .select({
        id: datasets.id,
        slug: datasets.slug,
        title: datasets.title,
        number: datasetVersions.number,
        description: datasetVersions.description,
      })
      .from(datasetVersions)
      .innerJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
      .where(and(eq(datasetVersions.importId, found.id), gt(datasets.slug, after)))
      .orderBy(asc(datasets.slug))
      .limit(pageSize);
    return {
      ...found,
      counts: found.defects as Record<string, number>,
      names: (found.files as { name: string }[]).map(({ name }) => name),
      changes: await withDifferences(reading, changed),
      next: changed.length === pageSize ? changed.at(-1)!.slug : null,
      rejects: await tx
        .select()
        .from(importRejects)
        .where(eq(importRejects.importId, found.id))
        .orderBy(asc(importRejects.position))
        .limit(pageSize),
      drafts: await tx
        .select({ slug: datasetDrafts.slug, status: datasetDrafts.status })
        .from(datasetDrafts)
        .where(and(like(datasetDrafts.note, `Import ${reference}:%`), openDraft))
        .orderBy(asc(datasetDrafts.slug)),
      atSource: await tx
        .select({ slug: datasets.slug, title: datasets.title, sourceId: sourceRecords.sourceId })
        .from(sourceOriginals)
        .innerJoin(
          sourceRecords,
          and(
            eq(sourceRecords.source, sourceOriginals.source),
            eq(sourceRecords.sourceId, sourceOriginals.sourceId),
          ),
        )
        .innerJoin(datasets, eq(datasets.id, sourceRecords.datasetId))
        .where(
          and(
            eq(sourceOriginals.importId, found.id),
            isNotNull(sourceRecords.linkedByName),
            sql`${found.at} > ${sourceRecords.linkedAt}`,
          ),
        ),
    };
  });

type Changed = { id: string; slug: string; title: string; number: number; description: unknown };

async function withDifferences(
  { tx }: Reading,
  changed: readonly Changed[],
): Promise<(Pick<Changed, "slug" | "title" | "number"> & { differences: Difference[] })[]> {
  const later = changed.filter(({ number }) => number > 1);
  const before = later.length
    ? await tx
        .select({
          id: datasetVersions.datasetId,
          number: datasetVersions.number,
          description: datasetVersions.description,
        })
        .from(datasetVersions)
        .where(
          inArray(
            datasetVersions.datasetId,
            later.map(({ id }) => id),
          ),
        )
    : [];
  const versionOf = new Map(before.map((one) => [`${one.id} ${one.number}`, one.description]));
  return changed.map(({ id, slug, title, number, description }) => {
    const earlier = versionOf.get(`${id} ${number - 1}`);
    return {
      slug,
      title,
      number,
      differences: earlier
        ? differences(descriptionSchema.parse(earlier), descriptionSchema.parse(description))
        : [],
    };
  });
}

/** Defects of an import, record by record, after a place; all of them for a file when `limit` says so. */
export const listDefects = (
  ask: Ask,
  {
    reference,
    field,
    after = 0,
    limit = pageSize,
  }: { reference: string; field?: string | undefined; after?: number | undefined; limit?: number },
) =>
  asReading(ask, async (reading) => {
    const found = await importOf(reading, reference);
    const rows = await reading.tx
      .select()
      .from(importDefects)
      .where(
        and(
          eq(importDefects.importId, found.id),
          gt(importDefects.position, after),
          field ? eq(importDefects.field, field) : undefined,
        ),
      )
      .orderBy(asc(importDefects.position))
      .limit(limit);
    return { rows, next: rows.length === limit ? rows.at(-1)!.position : null };
  });
