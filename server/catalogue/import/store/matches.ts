import { and, asc, eq, inArray, isNull, notExists, sql } from "drizzle-orm";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { recordMatches, sourceRecords } from "#db/schema/imports.ts";
import { record } from "#server/audit/store.ts";
import { actorName } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { alike } from "../alike.ts";

/** Remembers which of our own sets these records look like; what was suggested before, or decided, stays as it is. */
export async function suggestFor({ tx }: Change, source: string, ids: readonly string[]) {
  if (ids.length === 0) return;
  const rows = () =>
    tx
      .select({ id: datasets.id, title: datasets.title, custodian: custodians.name })
      .from(datasets)
      .innerJoin(custodians, eq(custodians.id, datasets.custodianId));
  const ours = await rows().where(
    and(
      isNull(datasets.retiredOn),
      notExists(
        tx.select({ one: sql`1` }).from(sourceRecords).where(eq(sourceRecords.datasetId, datasets.id)),
      ),
    ),
  );
  const imported = await tx
    .select({ sourceId: sourceRecords.sourceId, title: datasets.title, custodian: custodians.name })
    .from(sourceRecords)
    .innerJoin(datasets, eq(datasets.id, sourceRecords.datasetId))
    .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
    .where(
      and(
        eq(sourceRecords.source, source),
        inArray(sourceRecords.sourceId, [...ids]),
        isNull(sourceRecords.linkedByName),
      ),
    );
  const found = imported.flatMap((one) =>
    ours.flatMap((set) => {
      const because = alike(one, set);
      return because ? [{ source, sourceId: one.sourceId, datasetId: set.id, because }] : [];
    }),
  );
  if (found.length) await tx.insert(recordMatches).values(found).onConflictDoNothing();
}

/** Suggestions that nobody has decided on; a dataset that was retired since stands for no record. */
export const openMatches = (ask: Ask) =>
  asReading(ask, async ({ tx }) => {
    const rows = await tx
      .select({
        source: recordMatches.source,
        sourceId: recordMatches.sourceId,
        because: recordMatches.because,
        slug: datasets.slug,
        title: datasets.title,
        importedId: sourceRecords.datasetId,
      })
      .from(recordMatches)
      .innerJoin(datasets, eq(datasets.id, recordMatches.datasetId))
      .innerJoin(
        sourceRecords,
        and(
          eq(sourceRecords.source, recordMatches.source),
          eq(sourceRecords.sourceId, recordMatches.sourceId),
        ),
      )
      .where(and(isNull(recordMatches.same), isNull(sourceRecords.linkedByName), isNull(datasets.retiredOn)))
      .orderBy(asc(datasets.title), asc(recordMatches.sourceId))
      .limit(200);
    if (rows.length === 0) return [];
    const imported = await tx
      .select({ id: datasets.id, slug: datasets.slug, title: datasets.title })
      .from(datasets)
      .where(
        inArray(
          datasets.id,
          rows.map((row) => row.importedId),
        ),
      );
    const of = new Map(imported.map((one) => [one.id, one]));
    return rows.map(({ importedId, ...row }) => ({ ...row, imported: of.get(importedId)! }));
  });

/**
 * A person says whether a record is one of our own datasets. If so, ours stands and the imported one is retired; later
 * imports keep what comes but no longer write it.
 */
export const decideMatch = (
  ask: Ask,
  wanted: { source: string; sourceId: string; slug: string; same: "yes" | "no" },
) =>
  asOneChange(ask, async (change) => {
    const { tx, now, today } = change;
    const [ours] = await tx.select().from(datasets).where(eq(datasets.slug, wanted.slug)).for("update");
    if (!ours) throw notFound();
    if (wanted.same === "yes" && ours.retiredOn)
      throw new Refusal(
        "cannot_do_that_now",
        "This set was retired meanwhile, so it cannot stand for the record. Restore it first",
      );
    const isMatch = and(
      eq(recordMatches.source, wanted.source),
      eq(recordMatches.sourceId, wanted.sourceId),
      eq(recordMatches.datasetId, ours.id),
    );
    const [match] = await tx.select().from(recordMatches).where(isMatch).for("update");
    const isRecord = and(
      eq(sourceRecords.source, wanted.source),
      eq(sourceRecords.sourceId, wanted.sourceId),
    );
    const [known] = await tx.select().from(sourceRecords).where(isRecord).for("update");
    if (!match || !known) throw notFound();
    if (match.same !== null || known.linkedByName !== null)
      throw new Refusal("changed_meanwhile", "Somebody has decided this already");
    const name = actorName(change.actor);
    await tx
      .update(recordMatches)
      .set({ same: wanted.same, decidedByName: name, decidedAt: now })
      .where(isMatch);
    await record(
      change,
      ours.slug,
      {
        type: "dataset.matched",
        facts: { source: wanted.source, sourceId: wanted.sourceId, same: wanted.same },
      },
      null,
    );
    if (wanted.same === "no") return;
    const reason = `It is the same as ${ours.title}, which ${name} confirmed`;
    await tx
      .update(sourceRecords)
      .set({ datasetId: ours.id, linkedByName: name, linkedAt: now })
      .where(isRecord);
    const [retired] = await tx
      .update(datasets)
      .set({ retiredOn: today, retiredReason: reason, sameAsId: ours.id })
      .where(eq(datasets.id, known.datasetId))
      .returning({ slug: datasets.slug });
    await record(change, retired!.slug, { type: "dataset.retired", facts: { reason } }, null);
  });
