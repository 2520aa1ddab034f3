import { type Coerced, coerce } from "./coerce.ts";
import { fingerprint, identityOf, type RawRecord, stateOf } from "./records.ts";
import type { Defect } from "./text.ts";

export type Taken = Exclude<Coerced, { reason: string }> & { sha256: string; original: string };
/** A state of a record that a later one of the same run overtook: kept, not published. */
type Overtaken = Pick<Taken, "id" | "sha256" | "original">;
export type RejectedRecord = { file: string; line: number; sentence: string; original: string };
export type ReportedDefect = Defect & { record: string };
/** Every record that was read, in one of the four. */
export type Sorted = {
  read: number;
  created: Taken[];
  updated: Taken[];
  /** Includes what was overtaken within the run: it changes nothing. */
  unchanged: number;
  overtaken: Overtaken[];
  rejected: RejectedRecord[];
  defects: ReportedDefect[];
};

/**
 * Sorts records into new, changed, unchanged and rejected, given the fingerprints that are known by identity. Of
 * several with one identity the one that its source changed last counts, and the others are unchanged and kept; if that
 * one cannot be taken, none is: an older state is not what the source says.
 */
export function sorted(
  records: readonly RawRecord[],
  known: ReadonlyMap<string, string>,
  source: string,
): Sorted {
  const into: Sorted = {
    read: records.length,
    created: [],
    updated: [],
    unchanged: 0,
    overtaken: [],
    rejected: [],
    defects: [],
  };
  for (const [id, group] of byIdentity(records)) {
    if (id === null) {
      for (const record of group)
        reject(into, record, record.fault ?? "It has no identity: neither pid, id nor identifier");
      continue;
    }
    let last = group[0]!;
    for (const record of group.slice(1)) if (stateOf(record.value) >= stateOf(last.value)) last = record;
    const older = group.filter((record) => record !== last);
    const coerced = coerce(last.value, source);
    if ("reason" in coerced) {
      reject(into, last, coerced.reason);
      for (const record of older)
        reject(
          into,
          record,
          `The state of ${id} that its source changed last was rejected, so this one is too`,
        );
      continue;
    }
    for (const record of older) overtake(into, id, record);
    take(into, last, coerced, known);
  }
  return into;
}

function overtake(into: Sorted, id: string, { value, original, file, line }: RawRecord) {
  into.unchanged++;
  into.overtaken.push({ id, sha256: fingerprint(value!), original });
  into.defects.push({
    record: id,
    field: "pid",
    sentence: "Same identity twice: the state that its source changed last counts, this one is kept",
    value: `${file}, line ${line}`.slice(0, 300),
  });
}

function take(
  into: Sorted,
  { value, original }: RawRecord,
  coerced: Exclude<Coerced, { reason: string }>,
  known: ReadonlyMap<string, string>,
) {
  for (const defect of coerced.defects) into.defects.push({ record: coerced.id, ...defect });
  const sha256 = fingerprint(value!);
  const before = known.get(coerced.id);
  if (before === sha256) into.unchanged++;
  else into[before === undefined ? "created" : "updated"].push({ ...coerced, sha256, original });
}

function reject(into: Sorted, { file, line, original }: RawRecord, sentence: string) {
  into.rejected.push({ file, line, sentence, original });
}

function byIdentity(records: readonly RawRecord[]): Map<string | null, RawRecord[]> {
  const groups = new Map<string | null, RawRecord[]>();
  for (const record of records) {
    const id = record.value === null ? null : identityOf(record.value);
    const group = groups.get(id);
    if (group) group.push(record);
    else groups.set(id, [record]);
  }
  return groups;
}
