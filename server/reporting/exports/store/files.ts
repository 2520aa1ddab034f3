import { and, count, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { exportFiles } from "#db/schema/exports.ts";
import { record } from "#server/audit/store.ts";
import { enqueue } from "#server/jobs/queue.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import type { ExportRequest } from "../form.ts";

type Asking = Ask & { actor: Person };
export type ExportFile = typeof exportFiles.$inferSelect;

/** So many files of one person may be unfinished, and so many of all together. */
const mostOfOne = 3;
const mostInAll = 12;
const shown = 20;

const unfinished = inArray(exportFiles.status, ["waiting", "being_made"]);
const isKept = (ask: Ask) => or(isNull(exportFiles.expiresAt), gt(exportFiles.expiresAt, ask.now));

/**
 * Asks for a file, which the worker then makes. One that waits for the same days already is theirs as well: what it will
 * hold is read when its making begins. Refuses `busy` when too many are unfinished.
 */
export const askForFile = (ask: Asking, wanted: ExportRequest): Promise<{ id: string }> =>
  asOneChange(ask, async (change) => {
    await change.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('export files', 0))`);
    const same = await alreadyAsked(change, wanted);
    if (same) return same;
    await refuseTooMany(change);
    const { from: fromDay, to: toDay, name, requestKey } = wanted;
    const [file] = await change.tx
      .insert(exportFiles)
      .values({
        name,
        fromDay,
        toDay,
        asOf: ask.today,
        askedBy: ask.actor.personId,
        askedByName: ask.actor.name,
        askedAt: ask.now,
        requestKey,
        status: "waiting",
      })
      .returning({ id: exportFiles.id });
    await enqueue(change, "export.make", { fileId: file!.id }, file!.id);
    return file!;
  });

async function alreadyAsked({ tx, actor, today }: Change, { name, from, to, requestKey }: ExportRequest) {
  const sentBefore = and(
    eq(exportFiles.askedBy, (actor as Person).personId),
    eq(exportFiles.requestKey, requestKey),
  );
  const waits = and(
    eq(exportFiles.status, "waiting"),
    eq(exportFiles.name, name),
    eq(exportFiles.fromDay, from),
    eq(exportFiles.toDay, to),
    eq(exportFiles.asOf, today),
  );
  const [same] = await tx
    .select({ id: exportFiles.id })
    .from(exportFiles)
    .where(or(sentBefore, waits))
    .limit(1);
  return same;
}

async function refuseTooMany({ tx, actor }: Change) {
  const counts = await tx
    .select({ by: exportFiles.askedBy, files: count() })
    .from(exportFiles)
    .where(unfinished)
    .groupBy(exportFiles.askedBy);
  const own = counts.find(({ by }) => by === (actor as Person).personId)?.files ?? 0;
  const all = counts.reduce((sum, { files }) => sum + files, 0);
  if (own < mostOfOne && all < mostInAll) return;
  const sentence =
    own < mostOfOne
      ? "Many files are being made at the moment. Try again in a minute"
      : `${mostOfOne} of your files are still being made. Ask for another when one of them is ready`;
  throw new Refusal("busy", sentence, undefined, { retryAfter: 60 });
}

/** The files of the last days, newest first, whoever asked for them. */
export const listFiles = (ask: Ask) =>
  asReading(ask, ({ tx }) =>
    tx.select().from(exportFiles).where(isKept(ask)).orderBy(desc(exportFiles.askedAt)).limit(shown),
  );

/** A file as it stands now. What is over, or was never asked for, is not found. */
export async function readFile(ask: Ask, id: string): Promise<ExportFile> {
  const [file] = await asReading(ask, ({ tx }) =>
    tx
      .select()
      .from(exportFiles)
      .where(and(eq(exportFiles.id, id), isKept(ask))),
  );
  if (!file) throw notFound();
  return file;
}

/** That somebody takes a file is on record, with its rows and fingerprint, before they get any of it. */
export const recordTaken = (ask: Ask, { name, rowsDone, sha256 }: ExportFile) =>
  asOneChange(ask, (change) =>
    record(
      change,
      name,
      { type: "export.taken", facts: { name, rows: rowsDone, sha256: sha256 ?? "" } },
      null,
    ),
  );
