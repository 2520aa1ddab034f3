import { type Coerced, coerce } from "./coerce.ts";
import { fingerprint, identityOf, type RawRecord, stateOf } from "./records.ts";
import type { Defect } from "./text.ts";

type Taken = Exclude<Coerced, { reason: string }> & { sha256: string; original: string };
/** A state of a record that a later one of the same run overtook, or that an open draft is in the way of: kept, not published. */
type Overtaken = { id: string; sha256: string; original: string };
type Rejected = { file: string; line: number; sentence: string; original: string };
export type Plan = {
  read: number;
  created: Taken[];
  updated: Taken[];
  /** Includes what was overtaken within the run: it changes nothing. */
  unchanged: number;
  overtaken: Overtaken[];
  rejected: Rejected[];
  defects: (Defect & { record: string })[];
};

/**
 * What an import will do, given the fingerprints that are known by identity. Every record that was read is created,
 * updated, unchanged or rejected; of several with one identity the one that its source changed last counts, and the
 * others are unchanged and kept.
 */
export function planOf(
  records: readonly RawRecord[],
  known: ReadonlyMap<string, string>,
  source: string,
): Plan {
  const plan: Plan = {
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
        reject(plan, record, record.fault ?? "It has no identity: neither pid, id nor identifier");
      continue;
    }
    let winner = group[0]!;
    for (const record of group.slice(1)) if (stateOf(record.value) >= stateOf(winner.value)) winner = record;
    for (const record of group) {
      if (record === winner) continue;
      plan.unchanged++;
      plan.overtaken.push({ id, sha256: fingerprint(record.value!), original: record.original });
      plan.defects.push({
        record: id,
        field: "pid",
        sentence: "Same identity twice: the state that its source changed last counts, this one is kept",
        value: `${record.file}, line ${record.line}`.slice(0, 300),
      });
    }
    take(plan, winner, known, source);
  }
  return plan;
}

function take(plan: Plan, record: RawRecord, known: ReadonlyMap<string, string>, source: string) {
  const coerced = coerce(record.value, source);
  if ("reason" in coerced) return reject(plan, record, coerced.reason);
  for (const defect of coerced.defects) plan.defects.push({ record: coerced.id, ...defect });
  const sha256 = fingerprint(record.value!);
  const before = known.get(coerced.id);
  if (before === sha256) plan.unchanged++;
  else
    plan[before === undefined ? "created" : "updated"].push({
      ...coerced,
      sha256,
      original: record.original,
    });
}

function reject(plan: Plan, { file, line, original }: RawRecord, sentence: string) {
  plan.rejected.push({ file, line, sentence, original });
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

/** How many defects each field had. */
export function countByField(defects: readonly { field: string }[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { field } of defects) counts.set(field, (counts.get(field) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
}
