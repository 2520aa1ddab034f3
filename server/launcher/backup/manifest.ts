import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { setUpWrongly } from "#server/lib/refusal.ts";
import { type Member, membersOf } from "./tar.ts";

const manifestSchema = z.object({
  Files: z.array(
    z.object({
      Path: z.string().optional(),
      "Encoded-Path": z.string().optional(),
      Size: z.int(),
      Checksum: z.string(),
    }),
  ),
  "WAL-Ranges": z
    .array(z.object({ Timeline: z.int(), "Start-LSN": z.string(), "End-LSN": z.string() }))
    .min(1),
});
const copySchema = z.object({ endedAt: z.iso.datetime() });

/** What a copy says of itself. */
export type Copy = {
  folder: string;
  /** From this moment on it can be brought further. */
  endedAt: string;
  /** The number of the cluster; newer Postgres writes it down. */
  system: string | null;
  /** The log that it needs, and holds. */
  needs: { timeline: number; from: string; to: string }[];
  files: Map<string, { size: number; checksum: string }>;
};

/** Refuses `set_up_wrongly` what is no copy, and one whose manifest is not as Postgres wrote it. */
export function copyIn(folder: string): Copy {
  if (["base.tar", "backup_manifest", "copy.json"].some((name) => !existsSync(join(folder, name))))
    throw setUpWrongly(`${folder} is no copy that npm run backup made`);
  const text = readFileSync(join(folder, "backup_manifest"), "utf8");
  const end = text.lastIndexOf('"Manifest-Checksum"');
  const said = /"([0-9a-f]{64})"\s*\}\s*$/.exec(text.slice(end))?.[1];
  if (said !== createHash("sha256").update(text.slice(0, end)).digest("hex"))
    throw setUpWrongly(`The manifest of ${folder} is not as Postgres wrote it. Use another copy`);
  const manifest = manifestSchema.parse(JSON.parse(text));
  return {
    folder,
    endedAt: copySchema.parse(JSON.parse(readFileSync(join(folder, "copy.json"), "utf8"))).endedAt,
    // Read as text: it is larger than the whole numbers that JSON has here.
    system: /"System-Identifier":\s*(\d+)/.exec(text)?.[1] ?? null,
    needs: manifest["WAL-Ranges"]
      .map((range) => ({ timeline: range.Timeline, from: range["Start-LSN"], to: range["End-LSN"] }))
      .sort((one, other) => one.timeline - other.timeline),
    files: new Map(
      manifest.Files.map(({ Path, "Encoded-Path": encoded, Size, Checksum }) => [
        Path ?? Buffer.from(encoded!, "hex").toString("utf8"),
        { size: Size, checksum: Checksum },
      ]),
    ),
  };
}

/**
 * Reads a copy from its first byte to its last and holds every file against the manifest, and the log against what the
 * copy needs of it. `keep` is given each member on the way, and what is in it.
 */
export function readThrough(
  copy: Copy,
  keep: (member: Member) => ((chunk: Buffer) => void) | null = () => null,
) {
  const missing = new Set(copy.files.keys());
  const log = new Map<string, number>();
  for (const member of membersOf(join(copy.folder, "base.tar"))) {
    const write = keep(member);
    if (member.isFolder) continue;
    const hash = createHash("sha256");
    for (const chunk of member.content()) {
      hash.update(chunk);
      write?.(chunk);
    }
    const segment = /^pg_wal\/([0-9A-F]{24})$/.exec(member.name)?.[1];
    if (segment) {
      // The manifest leaves the log out: each of its records has a checksum of its own.
      log.set(segment, member.size);
      continue;
    }
    const said = copy.files.get(member.name);
    if (said?.size !== member.size || said.checksum !== hash.digest("hex"))
      throw setUpWrongly(`${member.name} in ${copy.folder} is not what the manifest says. Use another copy`);
    missing.delete(member.name);
  }
  const gone = [...missing, ...segmentsNeeded(copy, log)];
  if (gone.length > 0) throw setUpWrongly(`${gone[0]} is missing in ${copy.folder}. Use another copy`);
}

function segmentsNeeded({ needs }: Copy, log: Map<string, number>): string[] {
  const size = Math.max(...log.values(), 0) || 1 << 24;
  return needs.flatMap(({ timeline, from, to }) => {
    const names: string[] = [];
    // An end that is the first byte of a segment needs nothing of it.
    for (let at = segmentAt(from, size); at <= segmentAt(to, size, 1n); at++) {
      const name = segmentName(timeline, at, size);
      if (!log.has(name)) names.push(name);
    }
    return names;
  });
}

/** A place in the log as Postgres writes it, `0/2000028`, as a number. */
export function placeOf(place: string): bigint {
  const [high, low] = place.split("/").map((part) => BigInt(`0x${part}`));
  return (high! << 32n) + low!;
}

/** The number of the segment of the log in which a place lies, or the byte so many before it. */
export const segmentAt = (place: string, size: number, before = 0n): number =>
  Number((placeOf(place) - before) / BigInt(size));

/** A segment's name: its timeline, and its number in two parts. */
export function segmentName(timeline: number, number: number, size: number): string {
  const each = 2 ** 32 / size;
  return [timeline, Math.floor(number / each), number % each]
    .map((part) => part.toString(16).toUpperCase().padStart(8, "0"))
    .join("");
}
