import { and, eq, inArray, lt, lte, ne, type SQL, sql } from "drizzle-orm";
import { exportFiles, exportParts } from "#db/schema/exports.ts";
import { type Ask, asOneChange, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import type { ExportFile } from "./files.ts";
import { BegunAgain, keepParts } from "./parts.ts";
import { type Control, newFile } from "./sheet-file.ts";

const dayMilliseconds = 86_400_000;
const keptMilliseconds = 7 * dayMilliseconds;
/** All ready files together; beyond it the oldest go before their time. */
const mostKeptBytes = 2 * 1024 ** 3;

const isUnfinished = inArray(exportFiles.status, ["waiting", "being_made"]);

/**
 * Makes a file that was asked for: its rows come through a cursor from one snapshot, a thousand in memory, and are kept in
 * parts as they come. Begins anew where a worker died in the middle; one that is ready is left alone.
 */
export async function makeFile(ask: Ask, fileId: string): Promise<void> {
  const file = await begin(ask, fileId);
  if (!file) return;
  try {
    const made = await asReading({ ...ask, today: civil(file.asOf) }, (reading) => write(ask, file, reading));
    await finish(ask, file, made);
  } catch (error) {
    if (!(error instanceof BegunAgain)) throw error;
  }
}

const begin = (ask: Ask, fileId: string) =>
  asOneChange(ask, async ({ tx }) => {
    const [file] = await tx
      .update(exportFiles)
      .set({ status: "being_made", attempt: sql`attempt + 1`, knownAt: ask.now, rowsDone: 0 })
      .where(and(eq(exportFiles.id, fileId), isUnfinished))
      .returning();
    if (file) await tx.delete(exportParts).where(eq(exportParts.fileId, fileId));
    return file;
  });

type Made = Control & { sizeBytes: number };

async function write(ask: Ask, file: ExportFile, reading: Reading): Promise<Made> {
  const range = { from: civil(file.fromDay), to: civil(file.toDay) };
  const sheet = newFile(file.name);
  await say(ask, file, { rowsExpected: await sheet.expected(reading, range) });
  const parts = keepParts(ask, file);
  for await (const bytes of sheet.rows(reading, range)) await parts.append(bytes, sheet.done());
  await parts.append(sheet.end(), sheet.done());
  return { ...sheet.control(), sizeBytes: await parts.end(sheet.done()) };
}

async function finish(ask: Ask, file: ExportFile, { rows, sha256, totals, sizeBytes }: Made) {
  await say(ask, file, {
    status: "ready",
    rowsDone: rows,
    sizeBytes,
    sha256,
    totals: Object.fromEntries(Object.entries(totals).map(([name, total]) => [name, String(total)])),
    expiresAt: new Date(ask.now.getTime() + keptMilliseconds),
  });
  await makeRoom(ask, file);
}

/** Says something of a file whose making is still ours. */
const say = (ask: Ask, { id, attempt }: ExportFile, said: Partial<ExportFile>) =>
  asOneChange(ask, async ({ tx }) => {
    const isOurs = and(eq(exportFiles.id, id), eq(exportFiles.attempt, attempt), isUnfinished);
    const { rowCount } = await tx.update(exportFiles).set(said).where(isOurs);
    if (rowCount === 0) throw new BegunAgain();
  });

const makeRoom = (ask: Ask, { id }: ExportFile) =>
  asOneChange(ask, ({ tx }) =>
    tx.delete(exportFiles).where(
      and(
        ne(exportFiles.id, id),
        sql`${exportFiles.id} in (select kept.id from (select f.id,
          sum(f.size_bytes) over (order by f.known_at desc, f.id) as bytes
          from export_files f where f.status = 'ready') as kept where kept.bytes > ${mostKeptBytes})`,
      ),
    ),
  );

/** A file that cannot be made says so to whoever waits for it, and is asked for again by a person. */
export const giveUp = (ask: Ask, fileId: string) =>
  asOneChange(ask, (change) =>
    fail(
      change,
      eq(exportFiles.id, fileId),
      "It could not be made. Ask for it again; if that fails too, tell us",
    ),
  );

/** Every night: what is kept long enough goes, and what nobody made in a day is given up. */
export const clearAway = (ask: Ask) =>
  asOneChange(ask, async (change) => {
    await change.tx.delete(exportFiles).where(lte(exportFiles.expiresAt, ask.now));
    const aDayAgo = new Date(ask.now.getTime() - dayMilliseconds);
    await fail(change, lt(exportFiles.askedAt, aDayAgo), "It was not made within a day. Ask for it again");
  });

async function fail({ tx, now }: Change, which: SQL, problem: string) {
  const given = await tx
    .update(exportFiles)
    .set({ status: "failed", problem, expiresAt: new Date(now.getTime() + keptMilliseconds) })
    .where(and(which, isUnfinished))
    .returning({ id: exportFiles.id });
  const ids = given.map(({ id }) => id);
  await tx.delete(exportParts).where(inArray(exportParts.fileId, ids));
}
