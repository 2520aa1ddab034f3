import { chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setUpWrongly } from "#server/lib/refusal.ts";
import { isOpen, isRoot, nobody } from "./data-folder.ts";

// The log between two copies: how Postgres is told to keep it, and to fetch it again.

/** How the embedded server keeps its log in a folder: a segment as soon as it is full, and at the latest after a minute. */
export const archiving = (folder: string): string[] => [
  "archive_mode=on",
  "archive_timeout=60",
  `archive_command=${archiveCommand(folder)}`,
];

/**
 * Made beside and renamed, so that half a segment is never taken for one. One that is there already is left: it is the
 * same, because Postgres asked twice, or Postgres is told no. `-p` keeps the moment of its last write, which says how
 * far the log reaches.
 */
function archiveCommand(folder: string): string {
  const kept = `${inShell(folder)}/%f`;
  const keep = [
    `cp -p "%p" ${kept}.part`,
    `sync ${kept}.part`,
    `mv ${kept}.part ${kept}`,
    `sync ${inShell(folder)}`,
  ];
  return `if test -e ${kept}; then cmp -s "%p" ${kept}; else ${keep.join(" && ")}; fi`;
}

const restoreCommand = (folder: string): string => `cp ${inShell(folder)}/%f "%p"`;

/** Between single quotes the shell reads nothing but the end of them; a per cent sign is Postgres's own. */
const inShell = (path: string) => `'${path.replaceAll("'", "'\\''").replaceAll("%", "%%")}'`;

/** The folder below `WAL_ARCHIVE` of one database: the log of another has files of the same names. */
export const archiveOf = (archive: string, system: string): string => join(resolve(archive), system);

/** Makes that folder where the server that runs on this cluster can write it. */
export function usableArchive(archive: string, cluster: string): string {
  if (process.platform === "win32")
    throw setUpWrongly("WAL_ARCHIVE is not for Windows. Use a Postgres of your own");
  const folder = archiveOf(archive, systemOf(cluster));
  try {
    mkdirSync(dirname(folder), { recursive: true });
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    if (isRoot()) chownSync(folder, nobody, nobody);
  } catch (error) {
    throw setUpWrongly(`The folder of WAL_ARCHIVE cannot be written (${(error as Error).message})`);
  }
  if (isRoot() && !isOpen(dirname(folder)))
    throw setUpWrongly(
      `Postgres, as nobody, cannot pass through to ${archive}. Choose another WAL_ARCHIVE, or start as another account than root`,
    );
  return folder;
}

/** Every cluster has a number of its own, which stands at the beginning of its control file. */
const systemOf = (cluster: string) =>
  String(readFileSync(join(cluster, "global", "pg_control")).readBigUInt64LE());

/** What the next start of a cluster replays from an archive: all that there is, or up to a moment. */
export type Replay = { archive: string; timeline: number; until: string | null };

/** Writes it where every Postgres reads it, wherever its other settings stand; having replayed, it can be written to. */
export function replayOnStart(cluster: string, { archive, timeline, until }: Replay) {
  set(cluster, {
    restore_command: restoreCommand(archive),
    recovery_target_timeline: String(timeline),
    recovery_target_action: "promote",
    // Read before Postgres knows the names of time zones, Z among them.
    ...(until && { recovery_target_time: until.replace("Z", "+00:00") }),
  });
  const signal = join(cluster, "recovery.signal");
  writeFileSync(signal, "", { mode: 0o600 });
  giveToOwnerOf(cluster, signal);
}

/** What was replayed is over: nothing of it is left for another start. */
export const forgetReplay = (cluster: string) => set(cluster, {});

function set(cluster: string, settings: Record<string, string>) {
  const file = join(cluster, "postgresql.auto.conf");
  const others = (existsSync(file) ? readFileSync(file, "utf8") : "")
    .split("\n")
    .filter((line) => line !== "" && !/^\s*(restore_command|recovery_target\w*)\b/.test(line));
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${inSettings(value)}`);
  writeFileSync(file, [...others, ...lines, ""].join("\n"), { mode: 0o600 });
  giveToOwnerOf(cluster, file);
}

function giveToOwnerOf(cluster: string, file: string) {
  const { uid, gid } = statSync(cluster);
  if (isRoot()) chownSync(file, uid, gid);
}

function inSettings(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
