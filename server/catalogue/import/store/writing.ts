import { and, eq } from "drizzle-orm";
import { importDefects, importRejects, sourceOriginals, sourceRecords } from "#db/schema/imports.ts";
import { custodiansOf, rememberSpellings } from "#server/catalogue/store/custodians.ts";
import { publishNew, publishNext } from "#server/catalogue/store/publishing.ts";
import type { Change } from "#server/lib/change.ts";
import type { ChangedDataset, NewDataset, Plan } from "../plan.ts";
import type { Taken } from "../sorting.ts";
import { leaveDrafts, supersede } from "./waiting.ts";

/** The import that writes, and the source that it reads. */
export type Place = { importId: string; reference: string; source: string };

const chunk = 400;

function* chunksOf<One>(all: readonly One[], size = chunk): Generator<One[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

const byThis = ({ importId, reference }: Place) => ({
  note: `Import ${reference}`,
  madeByName: `Import ${reference}`,
  approvedByName: null,
  importId,
});

/** Publishes new records as datasets, and leaves drafts of what waits for a second person. Answers their ids. */
export async function createDatasets(
  change: Change,
  created: readonly NewDataset[],
  at: Place,
): Promise<string[]> {
  const ids: string[] = [];
  for (const some of chunksOf(created)) {
    await rememberCustodians(
      change,
      some.map(({ taken }) => taken),
    );
    const made = await publishNew(
      change,
      some.map(({ slug, published }) => ({ slug, description: published })),
      { publishedOn: change.today, ...byThis(at) },
    );
    await change.tx.insert(sourceRecords).values(
      some.map(({ taken: { id, sha256, schemaVersion } }, index) => ({
        source: at.source,
        sourceId: id,
        datasetId: made[index]!,
        sha256,
        schemaVersion,
        lastImportId: at.importId,
      })),
    );
    await leaveDrafts(
      change,
      at.reference,
      some.flatMap(({ slug, waits }, index) =>
        waits ? [{ datasetId: made[index]!, slug, baseVersion: 1, description: waits, why: "opens" }] : [],
      ),
    );
    for (const id of made) ids.push(id);
  }
  return ids;
}

/** Publishes what changed, or leaves a draft of it. Answers the datasets that were published. */
export async function changeDatasets(
  change: Change,
  changed: readonly ChangedDataset[],
  at: Place,
): Promise<string[]> {
  for (const some of chunksOf(changed))
    await rememberCustodians(
      change,
      some.map(({ taken }) => taken),
    );
  const published: string[] = [];
  for (const { taken, standing, becomes, supersedes } of changed) {
    const { id, sha256, schemaVersion, description } = taken;
    const { datasetId, slug, number } = standing;
    await change.tx
      .update(sourceRecords)
      .set({ sha256, schemaVersion, lastImportId: at.importId })
      .where(and(eq(sourceRecords.source, at.source), eq(sourceRecords.sourceId, id)));
    if (supersedes) await supersede(change, supersedes);
    if (becomes === "nothing") continue;
    if (becomes === "published") {
      await publishNext(change, datasetId, description, byThis(at));
      published.push(datasetId);
    } else
      await leaveDrafts(change, at.reference, [
        { datasetId, slug, baseVersion: number, description, why: becomes },
      ]);
  }
  return published;
}

/** Each spelling as it came is known from now on. */
async function rememberCustodians(change: Change, taken: readonly Taken[]) {
  const idOf = await custodiansOf(
    change,
    taken.map(({ description }) => description.custodian),
  );
  const spelled = new Map(
    taken.map(({ custodianAsCame, description }) => [custodianAsCame, idOf.get(description.custodian)!]),
  );
  await rememberSpellings(change, [...spelled]);
}

export async function keepOriginals(
  { tx }: Change,
  originals: Plan["originals"],
  { importId, source }: Place,
) {
  for (const some of chunksOf(originals))
    await tx
      .insert(sourceOriginals)
      .values(some.map(({ id, sha256, original }) => ({ source, sourceId: id, sha256, importId, original })))
      .onConflictDoNothing();
}

export async function keepReports({ tx }: Change, { defects, rejected }: Plan, { importId }: Place) {
  const numbered = <Row>(rows: readonly Row[]) =>
    rows.map((row, index) => ({ importId, position: index + 1, ...row }));
  for (const some of chunksOf(numbered(defects), 2000)) await tx.insert(importDefects).values(some);
  for (const some of chunksOf(numbered(rejected))) await tx.insert(importRejects).values(some);
}
