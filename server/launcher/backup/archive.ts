import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { Replay } from "#db/archiving.ts";
import { setUpWrongly } from "#server/lib/refusal.ts";
import { type Copy, placeOf, segmentAt, segmentName } from "./manifest.ts";

/**
 * How to go on from a copy by the log in an archive: everything in it, or up to a moment. Refuses `set_up_wrongly` a
 * moment before the copy or after the end of the log, and a log with a hole, which Postgres would take for its end.
 */
export function replayFrom(copy: Copy, archive: string, until: string | null): Replay {
  if (until && new Date(until) < new Date(copy.endedAt))
    throw setUpWrongly(`The copy is of ${copy.endedAt}, after ${until}. Use an older one`);
  const names = existsSync(archive) ? readdirSync(archive) : [];
  const line = lineFor(copy, archive, names, until);
  const log = segmentsOf(archive, names, line);
  const { timeline, from } = copy.needs[0]!;
  const first = log.size === 0 ? 0 : segmentAt(from, log.size);
  const reached = [...log.written].filter(([number]) => number >= first);
  const last = Math.max(first, ...reached.map(([number]) => number));
  if (reached.length > 0)
    for (let number = first; number <= last; number++)
      if (!log.written.has(number))
        throw setUpWrongly(
          `The log in ${archive} has a hole: ${segmentName(timeline, number, log.size)} is missing. Use a newer copy, or restore this one without its log`,
        );
  const end = log.written.get(last);
  if (until && !end)
    throw setUpWrongly(`The log in ${archive} holds nothing after the copy of ${copy.endedAt}`);
  if (until && end! < new Date(until))
    throw setUpWrongly(
      `The log in ${archive} reaches to ${end!.toISOString()}. Name a moment before that, or leave --until out for all of it`,
    );
  return { archive, timeline: line[0]!.timeline, until };
}

/** Says why the log of a server that runs does not come into its archive; null where it does. */
export async function whyLogIsNotKept(superUrl: string, archive: string): Promise<string | null> {
  const client = new Client({ connectionString: superUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ off: boolean; failed: string | null }>(
      `select current_setting('archive_mode') = 'off' as off,
         case when last_failed_time > coalesce(last_archived_time, '-infinity') then last_failed_wal end as failed
       from pg_stat_archiver`,
    );
    const { off, failed } = rows[0]!;
    if (off) return "Its log is not kept: it was started without WAL_ARCHIVE. Start it again";
    if (failed)
      return `Its log does not come into ${archive}: ${failed} was refused. The disk may be full, or a restored database may not write there what another wrote: then name a new folder`;
    return null;
  } finally {
    await client.end();
  }
}

/** A timeline, and the place after which it is left for the one before it in the list. */
type Stretch = { timeline: number; to: string | null };

/**
 * Whoever came back to a moment began a new timeline there. The one that counts is the one that was lived in at the
 * moment that is wanted: so a second try, to a later moment, finds what happened before the first.
 */
function lineFor(copy: Copy, archive: string, names: string[], until: string | null): Stretch[] {
  const { timeline, to } = copy.needs.at(-1)!;
  const goesOnFromIt = (stretch: Stretch) =>
    stretch.timeline === timeline && (stretch.to === null || placeOf(stretch.to) >= placeOf(to));
  const lines = names
    .filter((name) => /^[0-9A-F]{8}\.history$/.test(name))
    .filter((name) => !until || statSync(join(archive, name)).mtime <= new Date(until))
    .map((name): Stretch[] => [
      { timeline: Number.parseInt(name, 16), to: null },
      ...forksIn(readFileSync(join(archive, name), "utf8")).reverse(),
    ])
    // One that was begun before the copy does not lead on from it.
    .filter((line) => line.some(goesOnFromIt))
    .sort((one, other) => other[0]!.timeline - one[0]!.timeline);
  return lines[0] ?? [{ timeline, to: null }];
}

/** A history names, a line each, the timelines before, where each was left, and why. */
const forksIn = (history: string): Stretch[] =>
  history.split("\n").flatMap((line) => {
    const [timeline, to] = line.trim().split("\t");
    return timeline && to && /^\d+$/.test(timeline) ? [{ timeline: Number(timeline), to }] : [];
  });

/** The segments along a line, by number, with the moment when each was last written. */
function segmentsOf(archive: string, names: string[], line: Stretch[]) {
  const segments = names
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .map((name) => ({ name, ...statSync(join(archive, name)) }));
  // Half a one may lie there, where an archive is not filled by renaming.
  const size = segments.reduce((most, one) => Math.max(most, one.size), 0);
  const written = new Map<number, Date>();
  for (const { name, mtime } of segments) {
    const [timeline, high, low] = [0, 8, 16].map((at) => Number.parseInt(name.slice(at, at + 8), 16));
    const number = high! * (2 ** 32 / size) + low!;
    const stretch = line.find((one) => one.timeline === timeline);
    if (stretch && (stretch.to === null || number <= segmentAt(stretch.to, size))) written.set(number, mtime);
  }
  return { size, written };
}
