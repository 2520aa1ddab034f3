import type { Description } from "../description.ts";
import { differences } from "../difference.ts";
import { opensCommercialUse, withoutTerms } from "./opening.ts";
import { slugOf } from "./records.ts";
import type { RejectedRecord, ReportedDefect, Sorted, Taken } from "./sorting.ts";
import { spelledAlike } from "./spellings.ts";

/** A dataset that one record of the source stands for, as the catalogue has it before the import. */
export type Standing = {
  datasetId: string;
  slug: string;
  number: number;
  description: Description;
  /** Published by an import, and not by people. */
  byImport: boolean;
  /** A person said that it is one of our own: what its source says is kept, and no longer published. */
  isOurs: boolean;
  open: OpenDraft | null;
  /** Terms over which somebody refused commercial use. */
  refused: readonly string[];
};
export type OpenDraft = { id: string; authorName: string; ofImport: boolean };

/** What the plan has to know of the world. */
export type Known = {
  /** By the record's identity at its source: each whose fingerprint changed. */
  standing: ReadonlyMap<string, Standing>;
  /** The custodian's own name by the key of its spelling. */
  custodians: ReadonlyMap<string, { name: string }>;
  /** Identities that the source was known by before. */
  identities: Iterable<string>;
  /** A person's file opens nothing to commercial use by itself; the service's own import publishes what a source states. */
  byPerson: boolean;
};

/** What is published as it came, and what waits in a draft for a person, with the reason. */
export type Waiting = "edited" | "opens";
export type NewDataset = {
  taken: Taken;
  slug: string;
  published: Description;
  /** As it came, where its terms wait for a second person. */
  waits: Description | null;
};
export type ChangedDataset = {
  taken: Taken;
  standing: Standing;
  becomes: "nothing" | "published" | Waiting;
  /** What an earlier import left for a person: what came now stands in its place. */
  supersedes: OpenDraft | null;
};

type Summary = {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  defects: Record<string, number>;
};

/** All that an import will do, to the last row. */
export type Plan = {
  readonly summary: Summary;
  readonly created: readonly NewDataset[];
  readonly changed: readonly ChangedDataset[];
  /** Every state of a record that is kept as it came. */
  readonly originals: readonly Pick<Taken, "id" | "sha256" | "original">[];
  readonly rejected: readonly RejectedRecord[];
  readonly defects: readonly ReportedDefect[];
};

/**
 * What becomes of each record that was taken. A new one is published, a changed one is too, except where a person wrote
 * the version that stands, or where one person's file alone would open it to commercial use: then a draft waits. Where
 * somebody else's draft is open, the record is named, kept, and not known as taken, so that it comes again.
 */
export function planOf(sorted: Sorted, known: Known, source: string, columnKeys: readonly string[]): Plan {
  const ownName = spelledAlike(
    [...sorted.created, ...sorted.updated].map(({ description }) => description.custodian),
    known.custodians,
  );
  const spelled = (taken: Taken): Taken => ({
    ...taken,
    description: { ...taken.description, custodian: ownName(taken.description.custodian) },
  });
  const created = sorted.created.map((taken) => newDataset(spelled(taken), known.byPerson, source));
  const decided = sorted.updated.map((taken) =>
    changedDataset(spelled(taken), known.standing.get(taken.id)!, known.byPerson),
  );
  const changed = decided.filter((one) => "becomes" in one);
  const left = decided.filter((one) => "inTheWay" in one);
  const defects = [
    ...sorted.defects,
    ...left.map(({ taken, inTheWay }) => ({
      record: taken.id,
      field: "draft",
      sentence:
        "Somebody has an open draft of this dataset: the change is left out and comes with the next import",
      value: inTheWay.authorName.slice(0, 300),
    })),
    ...unknownColumns(columnKeys, [...known.identities, ...created.map(({ taken }) => taken.id)]),
  ];
  return {
    summary: {
      read: sorted.read,
      created: created.length,
      updated: changed.length,
      unchanged: sorted.unchanged + left.length,
      rejected: sorted.rejected.length,
      defects: countByField(defects),
    },
    created,
    changed,
    originals: [...sorted.created, ...sorted.updated, ...sorted.overtaken],
    rejected: sorted.rejected,
    defects,
  };
}

function newDataset(taken: Taken, byPerson: boolean, source: string): NewDataset {
  const { id, description } = taken;
  const opens = byPerson && opensCommercialUse(description, null, []);
  return {
    taken,
    slug: slugOf(description.title, source, id),
    published: opens ? withoutTerms(description) : description,
    waits: opens ? description : null,
  };
}

function changedDataset(
  taken: Taken,
  standing: Standing,
  byPerson: boolean,
): ChangedDataset | { taken: Taken; inTheWay: OpenDraft } {
  const open = standing.isOurs ? null : standing.open;
  const becomes = becomesOf(taken, standing, byPerson);
  if (open && !open.ofImport && (becomes === "edited" || becomes === "opens"))
    return { taken, inTheWay: open };
  return { taken, standing, becomes, supersedes: open?.ofImport ? open : null };
}

function becomesOf({ description }: Taken, standing: Standing, byPerson: boolean): ChangedDataset["becomes"] {
  const { description: before, byImport, isOurs, refused } = standing;
  if (isOurs || differences(before, description).length === 0) return "nothing";
  if (!byImport) return "edited";
  return byPerson && opensCommercialUse(description, before, refused) ? "opens" : "published";
}

function unknownColumns(keys: readonly string[], ids: readonly string[]): ReportedDefect[] {
  const known = new Set(ids);
  return [...new Set(keys)]
    .filter((key) => !known.has(key))
    .map((key) => ({
      record: key.slice(0, 200),
      field: "dataset_key",
      sentence: "Columns of a dataset that is not known: left out",
      value: key.slice(0, 300),
    }));
}

/** How many defects each field had. */
function countByField(defects: readonly { field: string }[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { field } of defects) counts.set(field, (counts.get(field) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
}
