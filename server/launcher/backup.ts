import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Client } from "pg";
import { isRoot, type Secrets } from "#db/data-folder.ts";
import { Refusal } from "#server/lib/refusal.ts";

// As in the folder of a running server: nobody exists everywhere and owns nothing else.
const nobody = 65_534;

/** What a copy does without: what belongs to the process that runs, and what a start makes anew. */
const leftOut = new Set(["postmaster.pid", "postmaster.opts", "pg_stat_tmp", "pg_replslot", "pg_wal"]);
const keptEmpty = ["pg_stat_tmp", "pg_replslot"];

/**
 * Copies the embedded database into a new folder while it runs, by Postgres's own base backup (PostgreSQL manual,
 * 26.3.4): what is committed when this begins is in the copy, and the log that makes it whole is as well. A server that
 * does not run is copied as it lies. Refuses `set_up_wrongly` where there is no database, or the folder is taken.
 */
export async function backUp({ dataDir, to }: { dataDir: string; to: string }): Promise<void> {
  const cluster = join(dataDir, "postgres");
  if (!existsSync(join(cluster, "PG_VERSION"))) throw wrong(`There is no database in ${dataDir}`);
  refuseTaken(to);
  // Made beside and renamed, so that a backup that was cut short is never taken for one.
  const fresh = `${to}.part`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  copyFileSync(join(dataDir, "connection.json"), join(fresh, "connection.json"));
  const copy = join(fresh, "postgres");
  const walOf = (folder: string) => join(folder, "pg_wal");
  if (existsSync(join(cluster, "postmaster.pid"))) {
    const client = await connected(dataDir);
    try {
      // Held by this session: no segment of the log that the copy needs goes before it has been copied.
      await client.query(
        "select pg_create_physical_replication_slot('backup_' || pg_backend_pid(), true, true)",
      );
      await client.query("select pg_backup_start('backup', true)");
      copyTree(cluster, copy, leftOut);
      const { rows } = await client.query<{ labelfile: string; spcmapfile: string }>(
        "select labelfile, spcmapfile from pg_backup_stop(false)",
      );
      writeFileSync(join(copy, "backup_label"), rows[0]!.labelfile);
      copyTree(walOf(cluster), walOf(copy), new Set());
    } finally {
      await client.end();
    }
  } else {
    copyTree(cluster, copy, leftOut);
    copyTree(walOf(cluster), walOf(copy), new Set());
  }
  for (const name of keptEmpty) mkdirSync(join(copy, name), { recursive: true, mode: 0o700 });
  renameSync(fresh, to);
}

/**
 * Puts a backup where the data folder was. The next start replays its log and goes on from there. Refuses
 * `set_up_wrongly` where the folder still holds a database: nothing is ever written over.
 */
export function restore({ from, dataDir }: { from: string; dataDir: string }): void {
  if (!existsSync(join(from, "postgres", "PG_VERSION"))) throw wrong(`${from} is no backup`);
  refuseTaken(dataDir);
  const fresh = `${dataDir}.part`;
  rmSync(fresh, { recursive: true, force: true });
  copyTree(from, fresh, new Set());
  if (isRoot()) {
    chmodSync(fresh, 0o711);
    owned(join(fresh, "postgres"));
  }
  mkdirSync(dirname(dataDir), { recursive: true });
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(fresh, dataDir);
}

function refuseTaken(folder: string) {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw wrong(`${folder} is not empty. Choose another, or move it away`);
}

const wrong = (sentence: string) => new Refusal("set_up_wrongly", sentence);

async function connected(dataDir: string): Promise<Client> {
  const { super: password, port } = JSON.parse(
    readFileSync(join(dataDir, "connection.json"), "utf8"),
  ) as Secrets;
  const client = new Client({
    connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
  });
  await client.connect();
  return client;
}

/** A file may go while others are copied: then the log knows that it did. */
function copyTree(from: string, to: string, without: ReadonlySet<string>) {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (without.has(entry.name) || entry.name.startsWith("pgsql_tmp")) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target, new Set());
    else if (entry.isFile())
      try {
        copyFileSync(source, target);
        chmodSync(target, 0o600);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
  }
}

function owned(path: string) {
  chownSync(path, nobody, nobody);
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) owned(join(path, name));
}
