import { createHash } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import { custodianSpellings, custodians, datasets } from "#db/schema/catalogue.ts";
import { datasetVersions } from "#db/schema/descriptions.ts";
import { importDefects, importRejects, imports, sourceOriginals, sourceRecords } from "#db/schema/imports.ts";
import { nextReference } from "#server/audit/reference-store.ts";
import { record } from "#server/audit/store.ts";
import { descriptionSchema } from "#server/catalogue/description.ts";
import { differences } from "#server/catalogue/difference.ts";
import { custodiansOf, spellingKey } from "#server/catalogue/store/custodians.ts";
import { publishNew, publishNext, recomputeStanding } from "#server/catalogue/store/publishing.ts";
import { enqueue } from "#server/jobs/queue.ts";
import { actorName } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { countByField, type Plan, planOf } from "../plan.ts";
import { readFiles, type SentFile } from "../readers.ts";
import { properName } from "../spellings.ts";
import { storeColumns } from "./columns.ts";
import { linkByName } from "./links.ts";
import { suggestFor } from "./matches.ts";
import { opensCommercialUse, refusedTerms, withoutTerms } from "./opening.ts";
import { storeRatings } from "./ratings.ts";
import { type because, leaveDrafts, type OpenDraft, openDraftsOf, supersede } from "./waiting.ts";

const chunk = 400;

type Summary = {
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
    await spellCustodians(change, plan);
    const updates = await updatesOf(change, plan, known);
    leaveUntouched(plan, updates);
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
    const created = await createSets(change, plan, at);
    const written = await updateSets(change, updates, at);
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
    await recomputeStanding(change, withColumns);
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
function slugOf(title: string, source: string, id: string): string {
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

/**
 * Publishes new records as sets. One whose terms would open commercial use by one person's file is published without
 * its terms; they wait in a draft for a second person.
 */
async function createSets(
  change: Change,
  plan: Plan,
  { importId, reference, source }: Place,
): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < plan.created.length; from += chunk) {
    const some = plan.created.slice(from, from + chunk);
    const sets = some.map(({ id, description }) => ({
      slug: slugOf(description.title, source, id),
      description,
      opens: isByPerson(change) && opensCommercialUse(description, null, []),
    }));
    const made = await publishNew(
      change,
      sets.map(({ slug, description, opens }) => ({
        slug,
        description: opens ? withoutTerms(description) : description,
      })),
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
    await leaveDrafts(
      change,
      reference,
      sets.flatMap(({ slug, description, opens }, index) =>
        opens ? [{ datasetId: made[index]!, slug, baseVersion: 1, description, why: "opens" as const }] : [],
      ),
    );
    ids.push(...made);
  }
  return ids;
}

type Standing = Awaited<ReturnType<typeof standingVersions>>[number];
type Update = {
  taken: Plan["updated"][number];
  standing: Standing;
  open: OpenDraft | undefined;
  /** `wait`: somebody has an open draft, so that the change comes again with the next import. */
  does: "nothing" | "publish" | "wait" | keyof typeof because;
};

/**
 * What becomes of each changed record. It is published, except where a person wrote the version that stands, or where
 * one person alone would open commercial use by a file: then a draft waits.
 */
async function updatesOf(change: Change, plan: Plan, known: readonly Known[]): Promise<Update[]> {
  const knownOf = new Map(known.map((one) => [one.sourceId, one]));
  const ids = plan.updated.map(({ id }) => knownOf.get(id)!.datasetId);
  const standing = new Map((await standingVersions(change, ids)).map((one) => [one.datasetId, one]));
  const drafts = await openDraftsOf(change, ids);
  const refused = await refusedTerms(change, ids);
  return plan.updated.map((taken) => {
    const { datasetId, linkedByName } = knownOf.get(taken.id)!;
    const now = standing.get(datasetId)!;
    const open = linkedByName ? undefined : drafts.get(datasetId);
    const before = descriptionSchema.parse(now.description);
    const wanted = (): Update["does"] => {
      if (linkedByName || differences(before, taken.description).length === 0) return "nothing";
      if (now.importId === null && now.approvedByName !== null) return "edited";
      const opens = opensCommercialUse(taken.description, before, refused.get(datasetId) ?? []);
      return opens && isByPerson(change) ? "opens" : "publish";
    };
    const does = wanted();
    const inTheWay = open && !open.ofImport && (does === "edited" || does === "opens");
    return { taken, standing: now, open, does: inTheWay ? "wait" : does };
  });
}

const isByPerson = ({ actor }: Change) => actor.kind === "person";

/** Takes out of the plan what somebody's open draft is in the way of: kept and named, and not known as taken. */
function leaveUntouched(plan: Plan, updates: readonly Update[]) {
  const waiting = updates.filter(({ does }) => does === "wait");
  for (const { taken, open } of waiting) {
    plan.unchanged++;
    plan.overtaken.push(taken);
    plan.defects.push({
      record: taken.id,
      field: "draft",
      sentence:
        "Somebody has an open draft of this dataset: the change is left out and comes with the next import",
      value: open!.authorName.slice(0, 300),
    });
  }
  const left = new Set(waiting.map(({ taken }) => taken));
  plan.updated = plan.updated.filter((taken) => !left.has(taken));
}

/** Publishes what changed, or leaves a draft of it. Answers the sets that were published. */
async function updateSets(change: Change, updates: readonly Update[], at: Place): Promise<string[]> {
  const written: string[] = [];
  for (const { taken, standing, open, does } of updates) {
    if (does === "wait") continue;
    const { id, sha256, schemaVersion, description } = taken;
    const { datasetId, slug, number } = standing;
    await change.tx
      .update(sourceRecords)
      .set({ sha256, schemaVersion, lastImportId: at.importId })
      .where(and(eq(sourceRecords.source, at.source), eq(sourceRecords.sourceId, id)));
    if (open?.ofImport) await supersede(change, open);
    if (does === "nothing") continue;
    if (does === "publish") {
      await publishNext(change, datasetId, description, {
        note: `Import ${at.reference}`,
        madeByName: `Import ${at.reference}`,
        approvedByName: null,
        importId: at.importId,
      });
      written.push(datasetId);
    } else
      await leaveDrafts(change, at.reference, [
        { datasetId, slug, baseVersion: number, description, why: does },
      ]);
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
