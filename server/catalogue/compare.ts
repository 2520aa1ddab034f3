import { type Kind, kinds, models } from "#server/commercial-models/index.ts";
import { formatDate } from "#server/lib/dates.ts";
import type { Standing } from "#server/pricing/rules.ts";
import { qualityBandOf, qualityWords } from "./completeness.ts";
import { type Licensable, licensableWords } from "./description.ts";
import { type DataType, dataTypeWords, type Setting, settingWords } from "./vocabulary.ts";

/** A dataset as it is held against others. */
export type Compared = {
  slug: string;
  title: string;
  custodian: string;
  settings: readonly string[];
  dataTypes: readonly string[];
  populationNote: string;
  population: bigint | null;
  periodFrom: string | null;
  periodTo: string | null;
  refresh: string;
  lag: string;
  leadTime: string;
  geography: string;
  vocabularies: readonly string[];
  columns: number;
  completenessBp: number;
  useTerms: readonly string[];
  licensable: Licensable;
  licensableReason: string;
  retiredReason: string | null;
  mandate: string | null;
  version: string;
  versionNumber: number;
  publishedOn: string;
  offers: readonly { kind: Kind; standing: Standing; because: string; headline: string }[];
  /** What joins it to each of the other datasets, by their slugs. */
  links: Readonly<Record<string, { by: string | null; sharedColumns: number }>>;
};

/** One fact over all datasets, in lines of words; `differs` is null where it says how datasets stand to each other. */
export type FactRow = {
  key: string;
  label: string;
  /** Set for a row about one of the nine. */
  kind?: Kind;
  cells: string[][];
  differs: boolean | null;
};

const notStated = "Not stated";
const said = (text: string) => [text.trim() || notStated];
const several = (words: readonly string[]) => (words.length ? [...words] : [notStated]);
const inOrder = (words: readonly string[]) => several([...words].sort((a, b) => a.localeCompare(b, "en-GB")));

const facts: readonly { key: string; label: string; says: (set: Compared) => string[] }[] = [
  { key: "custodian", label: "Custodian", says: ({ custodian }) => said(custodian) },
  {
    key: "setting",
    label: "Setting",
    says: ({ settings }) => inOrder(settings.map((key) => settingWords[key as Setting] ?? key)),
  },
  {
    key: "data-types",
    label: "Kind of data",
    says: ({ dataTypes }) => inOrder(dataTypes.map((key) => dataTypeWords[key as DataType] ?? key)),
  },
  { key: "who", label: "Who is in it", says: ({ populationNote }) => said(populationNote) },
  {
    key: "people",
    label: "People",
    says: ({ population }) => [population === null ? notStated : population.toLocaleString("en-GB")],
  },
  { key: "period", label: "Period", says: (set) => [periodInWords(set)] },
  { key: "refresh", label: "Refresh", says: ({ refresh }) => said(refresh) },
  { key: "lag", label: "How far behind", says: ({ lag }) => said(lag) },
  { key: "lead-time", label: "From approval to data", says: ({ leadTime }) => said(leadTime) },
  { key: "geography", label: "Where", says: ({ geography }) => said(geography) },
  { key: "vocabularies", label: "Vocabularies", says: ({ vocabularies }) => inOrder(vocabularies) },
  {
    key: "columns",
    label: "Columns described",
    says: ({ columns }) => [columns === 0 ? "None" : columns.toLocaleString("en-GB")],
  },
  {
    key: "quality",
    label: "How complete the description is",
    says: ({ completenessBp }) => [
      `${Math.floor(completenessBp / 100)}%`,
      qualityWords[qualityBandOf(completenessBp)],
    ],
  },
  { key: "terms", label: "Terms of use", says: ({ useTerms }) => inOrder(useTerms) },
  {
    key: "commercial",
    label: "Commercial use",
    says: ({ licensable, licensableReason, retiredReason }) =>
      retiredReason !== null
        ? ["Retired", retiredReason]
        : [licensableWords[licensable], licensableReason].filter(Boolean),
  },
];

const closing: typeof facts = [
  { key: "mandate", label: "Mandate", says: ({ mandate }) => [mandate ?? "None in force"] },
  {
    key: "version",
    label: "Version",
    says: ({ version, versionNumber, publishedOn }) => [
      `${version.trim() || versionNumber}, published ${formatDate(publishedOn)}`,
    ],
  },
];

const standingWords: Record<Standing, string> = {
  list: "At list terms",
  approval: "On approval",
  not: "Not on offer",
};

/**
 * Sets side by side, one row a fact. A row differs when its cells do not all say the same; words that only stand in
 * another order or case are the same. Rows about how datasets go together are never a difference.
 */
export function compare(sets: readonly Compared[]): FactRow[] {
  const row = (key: string, label: string, cells: string[][], kind?: Kind): FactRow => ({
    key,
    label,
    ...(kind && { kind }),
    cells,
    differs: new Set(cells.map(sameness)).size > 1,
  });
  return [
    ...facts.map(({ key, label, says }) => row(key, label, sets.map(says))),
    ...together(sets),
    ...kinds.map((kind) =>
      row(
        kind,
        models[kind].title,
        sets.map((set) => offerInWords(set, kind)),
        kind,
      ),
    ),
    ...closing.map(({ key, label, says }) => row(key, label, sets.map(says))),
  ];
}

const sameness = (lines: readonly string[]) =>
  lines
    .map((line) => line.toLowerCase().replace(/\s+/g, " ").trim())
    .sort()
    .join("\n");

/** Where one of the nine stands; a reason that bars the whole dataset stands beside its commercial use, not nine times. */
function offerInWords({ offers, licensableReason, retiredReason }: Compared, kind: Kind): string[] {
  const offer = offers.find((candidate) => candidate.kind === kind);
  if (!offer) return [standingWords.not];
  if (offer.standing !== "not") return [standingWords[offer.standing], offer.headline].filter(Boolean);
  const said = retiredReason !== null || offer.because === licensableReason;
  return [standingWords.not, said ? "" : offer.because].filter(Boolean);
}

/** How each dataset goes with each of the others: a recorded link, a period they share, columns of the same name. */
function together(sets: readonly Compared[]): FactRow[] {
  const row = (key: string, label: string, says: (set: Compared, other: Compared) => string): FactRow => ({
    key,
    label,
    cells: sets.map((set) =>
      sets.filter(({ slug }) => slug !== set.slug).map((other) => `${other.title}: ${says(set, other)}`),
    ),
    differs: null,
  });
  return [
    row("linked", "Can be linked with", (set, other) => {
      const by = set.links[other.slug]?.by;
      return by ? `yes, by ${by}` : "no link on record";
    }),
    row("overlap", "Period in common with", sharedPeriod),
    row("shared-columns", "Columns of the same name as", (set, other) =>
      set.columns === 0 || other.columns === 0
        ? "not known, columns are not described"
        : (set.links[other.slug]?.sharedColumns ?? 0).toLocaleString("en-GB"),
    ),
  ];
}

const periodInWords = ({ periodFrom, periodTo }: Pick<Compared, "periodFrom" | "periodTo">) =>
  periodFrom
    ? `${formatDate(periodFrom)} to ${periodTo ? formatDate(periodTo) : "today"}`
    : periodTo
      ? `Until ${formatDate(periodTo)}`
      : notStated;

/** The days that both datasets cover; a dataset without an end is still growing. */
export function sharedPeriod(
  a: Pick<Compared, "periodFrom" | "periodTo">,
  b: Pick<Compared, "periodFrom" | "periodTo">,
): string {
  if (!a.periodFrom || !b.periodFrom) return "not known, a period is not stated";
  const from = a.periodFrom > b.periodFrom ? a.periodFrom : b.periodFrom;
  const ends = [a.periodTo, b.periodTo].filter((day) => day !== null).sort();
  const to = ends[0] ?? null;
  if (to !== null && to < from) return "none";
  return `${formatDate(from)} to ${to ? formatDate(to) : "today"}`;
}
