import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { imports } from "#db/schema/imports.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { record } from "#server/audit/store.ts";
import { recomputeStanding } from "#server/catalogue/store/publishing.ts";
import { enqueue } from "#server/jobs/queue.ts";
import { actorName } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { type Plan, planOf } from "../plan.ts";
import { mostRowsOf, readFiles, type Sent, type SentFile } from "../readers.ts";
import { sorted } from "../sorting.ts";
import { storeColumns } from "./columns.ts";
import { knownFor, recordsOf } from "./known.ts";
import { linkByName } from "./links.ts";
import { suggestFor } from "./matches.ts";
import { storeRatings } from "./ratings.ts";
import { changeDatasets, createDatasets, keepOriginals, keepReports, type Place } from "./writing.ts";

/**
 * Imports files as one change: all of it or nothing. One import runs at a time, so that two at once create a record
 * once. Everything is planned before anything is written. Answers the counts, the reference under which people find
 * the import, and every defect.
 */
export async function importFiles(
  ask: Ask,
  source: string,
  files: readonly SentFile[],
  mostRows = mostRowsOf.page,
) {
  const sent = readFiles(files, mostRows);
  return asOneChange(ask, async (change) => {
    await change.tx.execute(sql`select pg_advisory_xact_lock(hashtext('catalogue.import'))`);
    const plan = await planned(change, source, sent);
    const reference = await nextReference(change, "IMP");
    const at: Place = { importId: crypto.randomUUID(), reference, source };
    await keepImport(change, at, files, sent, plan);
    const created = await createDatasets(change, plan.created, at);
    const published = await changeDatasets(change, plan.changed, at);
    await keepOriginals(change, plan.originals, at);
    await keepReports(change, plan, at);
    const withColumns = await storeColumns(change, source, sent);
    await storeRatings(change, source, sent.ratings);
    await linkByName(change, [...created, ...published]);
    await suggestFor(
      change,
      source,
      [...plan.created, ...plan.changed].map(({ taken }) => taken.id),
    );
    await recomputeStanding(change, withColumns);
    await recordImport(change, reference, files, plan);
    if (created.length + published.length > 0) await enqueue(change, "catalogue.alerts", {}, "import");
    return { reference, summary: plan.summary, defects: plan.defects };
  });
}

async function planned(change: Change, source: string, sent: Sent): Promise<Plan> {
  const records = await recordsOf(change, source);
  const fingerprints = new Map(records.map(({ sourceId, sha256 }) => [sourceId, sha256]));
  const into = sorted(sent.records, fingerprints, source);
  return planOf(
    into,
    await knownFor(change, into, records),
    source,
    sent.columns.map(({ key }) => key),
  );
}

const keepImport = (
  { tx, actor, now, today }: Change,
  { importId, reference, source }: Place,
  files: readonly SentFile[],
  { columns }: Sent,
  { summary }: Plan,
) =>
  tx.insert(imports).values({
    id: importId,
    reference,
    source,
    files: files.map(({ name, text }) => ({
      name: name.slice(0, 200),
      bytes: Buffer.byteLength(text),
      sha256: createHash("sha256").update(text).digest("hex"),
    })),
    ...summary,
    columnsRead: columns.length,
    madeByName: actorName(actor),
    at: now,
    businessDate: today,
  });

async function recordImport(
  change: Change,
  reference: string,
  files: readonly SentFile[],
  { summary }: Plan,
) {
  const { defects: _counts, ...counts } = summary;
  const names = files.map(({ name }) => name).join(", ");
  await record(
    change,
    reference,
    { type: "catalogue.imported", facts: { ...counts, files: names.slice(0, 500) } },
    null,
  );
}
