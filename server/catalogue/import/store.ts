import { createHash } from "node:crypto";
import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import {
  custodianSpellings,
  custodians,
  datasetDrafts,
  datasets,
  datasetVersions,
  importDefects,
  importRejects,
  imports,
  sourceOriginals,
  sourceRecords,
} from "#db/schema/catalogue.ts";
import { nextReference } from "#server/audit/references.ts";
import { record } from "#server/audit/store.ts";
import { enqueue } from "#server/jobs/queue.ts";
import { actorName } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { custodiansOf, spellingKey } from "../custodians.ts";
import { type Description, descriptionSchema } from "../description.ts";
import { differences } from "../difference.ts";
import { publishNew, publishNext, restand } from "../publishing.ts";
import { storeColumns } from "./columns.ts";
import { linkByName } from "./links.ts";
import { suggestFor } from "./matches.ts";
import { countByField, type Plan, planOf } from "./plan.ts";
import { storeRatings } from "./ratings.ts";
import { readFiles, type SentFile } from "./readers.ts";
import { properName } from "./spellings.ts";

const chunk = 400;
const nobody = "00000000-0000-0000-0000-000000000000";

export type Summary = {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  defects: Record<string, number>;
};

/**
 * Imports files as one change: all of it or nothing. One import runs at a time, so that two at once create a record
 * once. Answers the counts, the reference under which people find the import, and every defect.
 */
export async function importFiles(ask: Ask, source: string, files: readonly SentFile[]) {
  const sent = readFiles(files);
  return asOneChange(ask, async (change) => {
    const { tx } = change;
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('catalogue.import'))`);
    const known = await tx.select().from(sourceRecords).where(eq(sourceRecords.source, source));
    const plan = planOf(sent.records, new Map(known.map((one) => [one.sourceId, one.sha256])), source);
    const reference = await nextReference(change, "IMP");
    const importId = crypto.randomUUID();
    const unknownKeys = unknownColumns(sent.columns, [
      ...known.map((one) => one.sourceId),
      ...plan.created.map(({ id }) => id),
    ]);
    const defects = [...plan.defects, ...unknownKeys];
    const summary: Summary = {
      read: plan.read,
      created: plan.created.length,
      updated: plan.updated.length,
      unchanged: plan.unchanged,
      rejected: plan.rejected.length,
      defects: countByField(defects),
    };
    await tx.insert(imports).values({
      id: importId,
      reference,
      source,
      files: files.map(({ name, text }) => ({
        name: name.slice(0, 200),
        bytes: Buffer.byteLength(text),
        sha256: createHash("sha256").update(text).digest("hex"),
      })),
      ...summary,
      columnsRead: sent.columns.length,
      madeByName: actorName(ask.actor),
      at: ask.now,
      businessDate: ask.today,
    });
    const at: Place = { importId, reference, source };
    await spellCustodians(change, plan);
    const created = await createSets(change, plan, at);
    const written = await updateSets(change, plan, at, known);
    await keepOriginals(change, plan, at);
    await keepReports(change, importId, plan, defects);
    const changed = [...created, ...written];
    const withColumns = await storeColumns(change, source, sent);
    await storeRatings(change, source, sent.ratings);
    await linkByName(change, changed);
    await suggestFor(
      change,
      source,
      [...plan.created, ...plan.updated].map(({ id }) => id),
    );
    await restand(change, withColumns);
    const { defects: _counts, ...counts } = summary;
    await record(
      change,
      reference,
      {
        type: "catalogue.imported",
        facts: {
          ...counts,
          files: files
            .map(({ name }) => name)
            .join(", ")
            .slice(0, 500),
        },
      },
      null,
    );
    if (changed.length) await enqueue(change, "catalogue.alerts", {}, "import");
    return { reference, summary, defects };
  });
}

type Place = { importId: string; reference: string; source: string };
type Known = typeof sourceRecords.$inferSelect;

function unknownColumns(columns: readonly { key: string }[], ids: readonly string[]) {
  const known = new Set(ids);
  return [...new Set(columns.map(({ key }) => key))]
    .filter((key) => !known.has(key))
    .map((key) => ({
      record: key.slice(0, 200),
      field: "dataset_key",
      sentence: "Columns of a dataset that is not known: left out",
      value: key.slice(0, 300),
    }));
}

/** Gives every record the custodian's own name, and remembers each spelling. */
async function spellCustodians(change: Change, plan: Plan) {
  const all = [...plan.created, ...plan.updated];
  if (all.length === 0) return;
  const ids = await custodiansOf(
    change,
    all.map(({ custodianAsCame }) => custodianAsCame),
    properName,
  );
  const rows = await change.tx
    .select({ id: custodians.id, name: custodians.name })
    .from(custodians)
    .where(inArray(custodians.id, [...new Set(ids.values())]));
  const nameOf = new Map(rows.map(({ id, name }) => [id, name]));
  for (const one of all) one.description.custodian = nameOf.get(ids.get(one.custodianAsCame)!)!;
  await change.tx
    .insert(custodianSpellings)
    .values(
      [...ids].map(([spelling, custodianId]) => ({
        key: spellingKey(spelling) || spelling,
        spelling,
        custodianId,
      })),
    )
    .onConflictDoNothing();
}

/** Readable, and the record's own for good: from the title it came with first, and its identity. */
export function slugOf(title: string, source: string, id: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  const mark = createHash("sha256").update(`${source}\n${id}`).digest("hex").slice(0, 8);
  return `${words || "dataset"}-${mark}`;
}

async function createSets(
  change: Change,
  plan: Plan,
  { importId, reference, source }: Place,
): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < plan.created.length; from += chunk) {
    const some = plan.created.slice(from, from + chunk);
    const made = await publishNew(
      change,
      some.map(({ id, description }) => ({ slug: slugOf(description.title, source, id), description })),
      {
        publishedOn: change.today,
        note: `Import ${reference}`,
        madeByName: `Import ${reference}`,
        approvedByName: null,
        importId,
      },
    );
    await change.tx.insert(sourceRecords).values(
      some.map(({ id, sha256, schemaVersion }, index) => ({
        source,
        sourceId: id,
        datasetId: made[index]!,
        sha256,
        schemaVersion,
        lastImportId: importId,
      })),
    );
    ids.push(...made);
  }
  return ids;
}

/** Publishes what changed; where a person wrote the version that stands, their words are not overwritten: a draft waits. */
async function updateSets(change: Change, plan: Plan, at: Place, known: readonly Known[]): Promise<string[]> {
  const { tx } = change;
  const knownOf = new Map(known.map((one) => [one.sourceId, one]));
  const standing = new Map(
    (
      await standingVersions(
        change,
        plan.updated.map(({ id }) => knownOf.get(id)!.datasetId),
      )
    ).map((one) => [one.datasetId, one]),
  );
  const written: string[] = [];
  for (const { id, sha256, schemaVersion, description } of plan.updated) {
    const { datasetId, linkedByName } = knownOf.get(id)!;
    await tx
      .update(sourceRecords)
      .set({ sha256, schemaVersion, lastImportId: at.importId })
      .where(and(eq(sourceRecords.source, at.source), eq(sourceRecords.sourceId, id)));
    const now = standing.get(datasetId)!;
    if (linkedByName || differences(descriptionSchema.parse(now.description), description).length === 0)
      continue;
    if (now.importId === null && now.approvedByName !== null)
      await draft(change, at, datasetId, now, description);
    else {
      await publishNext(change, datasetId, description, {
        note: `Import ${at.reference}`,
        madeByName: `Import ${at.reference}`,
        approvedByName: null,
        importId: at.importId,
      });
      written.push(datasetId);
    }
  }
  return written;
}

async function standingVersions({ tx }: Change, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx
    .select({
      datasetId: datasets.id,
      slug: datasets.slug,
      number: datasets.versionNumber,
      description: datasetVersions.description,
      importId: datasetVersions.importId,
      approvedByName: datasetVersions.approvedByName,
    })
    .from(datasets)
    .innerJoin(
      datasetVersions,
      and(eq(datasetVersions.datasetId, datasets.id), eq(datasetVersions.number, datasets.versionNumber)),
    )
    .where(inArray(datasets.id, [...new Set(ids)]))
    .for("update", { of: datasets });
}

const draft = (
  change: Change,
  { reference }: Place,
  datasetId: string,
  now: { slug: string; number: number },
  description: Description,
) =>
  change.tx.insert(datasetDrafts).values({
    datasetId,
    slug: now.slug,
    description,
    baseVersion: now.number,
    note: `Import ${reference}: its source changed it after a person had edited it here`,
    authorId: change.actor.kind === "person" ? change.actor.personId : nobody,
    authorName: `Import ${reference}`,
    savedAt: change.now,
  });

async function keepOriginals({ tx }: Change, plan: Plan, { importId, source }: Place) {
  const all = [...plan.created, ...plan.updated, ...plan.overtaken];
  for (let from = 0; from < all.length; from += chunk)
    await tx
      .insert(sourceOriginals)
      .values(
        all
          .slice(from, from + chunk)
          .map(({ id, sha256, original }) => ({ source, sourceId: id, sha256, importId, original })),
      )
      .onConflictDoNothing();
}

async function keepReports({ tx }: Change, importId: string, plan: Plan, defects: Plan["defects"]) {
  for (let from = 0; from < defects.length; from += 2000)
    await tx
      .insert(importDefects)
      .values(
        defects
          .slice(from, from + 2000)
          .map((one, index) => ({ importId, position: from + index + 1, ...one })),
      );
  for (let from = 0; from < plan.rejected.length; from += chunk)
    await tx
      .insert(importRejects)
      .values(
        plan.rejected
          .slice(from, from + chunk)
          .map((one, index) => ({ importId, position: from + index + 1, ...one })),
      );
}

/** Sets that a person said a record describes: their own words stand. */
export const linkedSets = ({ tx }: Pick<Change, "tx">, source: string) =>
  tx
    .select({ datasetId: sourceRecords.datasetId })
    .from(sourceRecords)
    .where(and(eq(sourceRecords.source, source), isNotNull(sourceRecords.linkedByName)));
