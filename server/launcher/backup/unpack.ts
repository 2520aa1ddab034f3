import { chmodSync, chownSync, closeSync, mkdirSync, openSync, rmSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { setUpWrongly } from "#server/lib/refusal.ts";
import { writeWhole } from "./base-backup.ts";
import { type Copy, readThrough } from "./manifest.ts";
import type { Member } from "./tar.ts";

/** To whom files are given; null leaves them with who makes them. */
export type Owner = { uid: number; gid: number } | null;

/** Makes a cluster of a copy: every file as it was, but for what would make a server wait for another. */
export function unpack(copy: Copy, cluster: string, owner: Owner) {
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  own(cluster, owner);
  let open: number | null = null;
  const close = () => {
    if (open !== null) closeSync(open);
    open = null;
  };
  readThrough(copy, (member) => {
    close();
    const path = inside(cluster, member);
    if (member.isFolder) mkdirSync(path, { recursive: true });
    else open = openSync(path, "wx");
    chmodSync(path, member.mode & 0o770);
    own(path, owner);
    const file = open;
    return file === null ? null : (chunk) => writeWhole(file, chunk);
  });
  close();
  for (const name of ["standby.signal", "recovery.signal"]) rmSync(join(cluster, name), { force: true });
}

function inside(cluster: string, { name }: Member): string {
  const path = resolve(cluster, name);
  if (!path.startsWith(cluster + sep)) throw setUpWrongly(`The copy holds a file outside of itself: ${name}`);
  return path;
}

function own(path: string, owner: Owner) {
  if (owner) chownSync(path, owner.uid, owner.gid);
}
