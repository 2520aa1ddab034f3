import { chmodSync, copyFileSync, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { archiveOf, forgetReplay, type Replay, replayOnStart } from "#db/archiving.ts";
import { isRoot, nobody } from "#db/data-folder.ts";
import { startPostgres } from "#db/embedded.ts";
import { Refusal, setUpWrongly } from "#server/lib/refusal.ts";
import { replayFrom } from "./archive.ts";
import { beside } from "./copy.ts";
import { copyIn } from "./manifest.ts";
import { type Owner, unpack } from "./unpack.ts";

/**
 * Puts a copy of the embedded database where the data folder was, with everything that the archive of its log holds, or
 * with what it holds up to a moment. Nothing is written over: refuses `set_up_wrongly` where the folder is taken, the
 * copy is not whole, or the log does not reach.
 */
export async function restoreEmbedded({
  from,
  dataDir,
  archive,
  until = null,
}: {
  from: string;
  dataDir: string;
  archive?: string | undefined;
  until?: string | null;
}): Promise<void> {
  const copy = copyIn(from);
  if (!existsSync(join(from, "connection.json")))
    throw setUpWrongly(`${from} is a copy of a Postgres of your own. Say where it goes: --into FOLDER`);
  if (until && !archive) throw setUpWrongly("Set WAL_ARCHIVE to the folder in which the log was kept");
  const replay = archive ? replayFrom(copy, archiveOf(archive, copy.system!), until) : null;
  mkdirSync(dirname(dataDir), { recursive: true });
  await beside(dataDir, async (fresh) => {
    const cluster = join(fresh, "postgres");
    copyFileSync(join(from, "connection.json"), join(fresh, "connection.json"));
    unpack(copy, cluster, isRoot() ? { uid: nobody, gid: nobody } : null);
    if (isRoot()) chmodSync(fresh, 0o711);
    if (replay) await goOn(fresh, replay, archive!);
  });
}

/** Replays the log before the folder gets its name: what stands there in the end is a database that runs. */
async function goOn(dataDir: string, replay: Replay, archive: string) {
  const cluster = join(dataDir, "postgres");
  replayOnStart(cluster, replay);
  const start = () => startPostgres({ dataDir, archive });
  const postgres = await start().catch((error) => {
    // The log reaches beyond the moment, but nothing was committed in between: all of it is what there was then.
    if (!(error instanceof Refusal) || !error.message.includes("before configured recovery target"))
      throw error;
    replayOnStart(cluster, { ...replay, until: null });
    return start();
  });
  await postgres.stop();
  forgetReplay(cluster);
}

/**
 * Unpacks a copy into an empty folder, for a Postgres of one's own to be started on; with an archive of its log, for it
 * to go on by that. As root the files belong to whom the folder belongs to, or the one above it.
 */
export async function restoreInto({
  from,
  into,
  archive,
  until = null,
}: {
  from: string;
  into: string;
  archive?: string | undefined;
  until?: string | null;
}): Promise<void> {
  const copy = copyIn(from);
  if (until && !archive) throw setUpWrongly("Say where the log was kept: --archive FOLDER");
  const replay = archive ? replayFrom(copy, resolve(archive), until) : null;
  const owner = isRoot() ? ownerOf(into) : null;
  await beside(into, async (fresh) => {
    unpack(copy, fresh, owner);
    if (replay) replayOnStart(fresh, replay);
  });
}

function ownerOf(into: string): Owner {
  const there = existsSync(into);
  const { uid, gid } = statSync(there ? into : dirname(into));
  if (uid === 0)
    throw setUpWrongly(
      `Postgres does not run as root. Do this as the account that it runs as, or give that account ${there ? into : dirname(into)} first`,
    );
  return { uid, gid };
}
