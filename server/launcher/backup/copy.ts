import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Client } from "pg";
import type { Secrets } from "#db/data-folder.ts";
import { startPostgres } from "#db/embedded.ts";
import { setUpWrongly } from "#server/lib/refusal.ts";
import { whyLogIsNotKept } from "./archive.ts";
import { receiveBaseBackup } from "./base-backup.ts";
import { copyIn, readThrough } from "./manifest.ts";

/**
 * Copies a Postgres that runs into a new folder, over its replication protocol, and reads the copy against what Postgres
 * says it sent. What is committed when this begins is in it. `url` is of a role that may replicate.
 */
export async function backUp({ url, to }: { url: string; to: string }): Promise<void> {
  await beside(to, (fresh) => take(url, fresh));
}

/**
 * The same for the embedded database, with the passwords to it; one that does not run is started for as long as it takes.
 * Answers with a sentence where its log is not kept as it should be. Refuses `set_up_wrongly` where there is none, or the folder is taken.
 */
export async function backUpEmbedded({
  dataDir,
  to,
  archive,
}: {
  dataDir: string;
  to: string;
  archive?: string | undefined;
}): Promise<string | null> {
  let warning: string | null = null;
  if (!existsSync(join(dataDir, "postgres", "PG_VERSION")))
    throw setUpWrongly(`There is no database in ${dataDir}`);
  await beside(to, async (fresh) => {
    const url = addressOf(dataDir);
    // With its archive: what is written without would be a hole in the log.
    const ours = (await isThere(url)) ? null : await startPostgres({ dataDir, archive });
    try {
      await take(ours?.superUrl ?? url, fresh);
      if (archive) warning = await whyLogIsNotKept(ours?.superUrl ?? url, archive);
    } finally {
      await ours?.stop();
    }
    copyFileSync(join(dataDir, "connection.json"), join(fresh, "connection.json"));
  });
  return warning;
}

/** Made beside and renamed, so that what was cut short is never taken for a copy, nor for a database. */
export async function beside(folder: string, make: (fresh: string) => Promise<void>) {
  refuseTaken(folder);
  const fresh = `${folder}.part`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  try {
    await make(fresh);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
  sync(fresh);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  sync(dirname(folder));
}

function refuseTaken(folder: string) {
  if (!existsSync(folder)) return;
  if (readdirSync(folder).length > 0)
    throw setUpWrongly(`${folder} is not empty. Choose another, or move it away`);
  try {
    // Where a disk is mounted nothing can be renamed to: said now, not when everything has been copied.
    const aside = `${folder}.aside`;
    renameSync(folder, aside);
    renameSync(aside, folder);
  } catch (error) {
    throw setUpWrongly(
      `${folder} has to stay where it is (${(error as Error).message}). Name a folder in it`,
    );
  }
}

async function take(url: string, fresh: string) {
  await receiveBaseBackup(url, fresh);
  writeFileSync(join(fresh, "copy.json"), `${JSON.stringify({ endedAt: new Date().toISOString() })}\n`);
  readThrough(copyIn(fresh));
}

function addressOf(dataDir: string): string {
  const { super: password, port } = JSON.parse(
    readFileSync(join(dataDir, "connection.json"), "utf8"),
  ) as Secrets;
  return `postgres://postgres:${password}@127.0.0.1:${port ?? 1}/postgres`;
}

async function isThere(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function sync(folder: string) {
  // Windows has no such thing for folders.
  if (process.platform === "win32") return;
  const file = openSync(folder, "r");
  fsyncSync(file);
  closeSync(file);
}
