import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

// Apart from the launcher of Postgres: the web server reads addresses here and must not be built with the binaries.

/** Where a folder's data really lives: as root below a closed home directory, Postgres (as nobody) could not reach it. */
export function dataFolder(wanted: string): string {
  const folder = resolve(wanted);
  if (!isRoot() || isOpen(dirname(folder))) return folder;
  return join(
    "/var/lib/health-data-marketplace",
    createHash("sha256").update(folder).digest("hex").slice(0, 12),
  );
}

/** The addresses of a Postgres that a launcher runs in this folder; null when there was never one. */
export function addressesIn(dataDir: string): { ownerUrl: string; appUrl: string } | null {
  const file = join(dataFolder(dataDir), "connection.json");
  if (!existsSync(file)) return null;
  const { owner, app, port } = JSON.parse(readFileSync(file, "utf8")) as Secrets;
  return port === null
    ? null
    : {
        ownerUrl: `postgres://hdm_owner:${owner}@127.0.0.1:${port}/hdm`,
        appUrl: `postgres://hdm_app:${app}@127.0.0.1:${port}/hdm`,
      };
}

/** What stands in a data folder's connection.json, which only its owner may read. */
export type Secrets = { super: string; owner: string; app: string; port: number | null };

/** Postgres refuses to run as root; nobody exists everywhere and owns nothing else. */
export const nobody = 65_534;

export const isRoot = () => process.getuid?.() === 0;

/** Whether everybody may pass through every folder of the path. */
export function isOpen(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
