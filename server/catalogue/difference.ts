import { formatDate } from "#server/lib/dates.ts";
import { type Description, type Details, licensableWords } from "./description.ts";
import { isUseTerm, useTerms } from "./use-terms.ts";
import { dataTypeWords, leadTimeWords, placeWords, refreshWords, settingWords } from "./vocabulary.ts";

/** How people call each field of a description, in the order in which they read it. */
export const fieldLabels: Record<Exclude<keyof Description, "details">, string> = {
  title: "Title",
  summary: "Summary",
  description: "Description",
  custodian: "Custodian",
  settings: "Setting",
  dataTypes: "Kind of data",
  periodFrom: "Begins",
  periodTo: "Ends",
  refresh: "Refresh",
  refreshBand: "Refresh, as it is filtered",
  lag: "How far behind",
  leadTime: "Lead time",
  leadTimeBand: "Lead time, as it is filtered",
  geography: "Where",
  places: "Countries",
  population: "People",
  populationNote: "Who is in it",
  vocabularies: "Vocabularies",
  useTerms: "Terms of use, in words",
  limitations: "What it may be used for",
  requirements: "What is asked of users",
  bar: "Bar on licensing",
  version: "Version at its source",
  sources: "Source of these facts",
};

export const detailLabels: Record<keyof Details, string> = {
  keywords: "Keywords",
  ageRange: "Age range",
  samples: "Samples",
  followUp: "Follow-up",
  pathway: "Pathway",
  purposes: "Collected for",
  origins: "Origin",
  collection: "Where it is collected",
  conformsTo: "Data model",
  languages: "Language",
  formats: "Format",
  accessRights: "How to get access",
  accessService: "Environment",
  accessCost: "What access costs, as the custodian says",
  jurisdictions: "Jurisdiction",
  controller: "Data controller",
  processor: "Data processor",
  creators: "Creators to cite",
  publications: "Publications",
  investigations: "Investigations",
  media: "Documents",
  linkedNames: "Linkable with, as its source names them",
  derivedFrom: "Derived from",
  partOf: "Part of",
  tools: "Tools",
  observations: "What was counted",
  doi: "DOI",
  contact: "Contact",
  homepage: "Page at its source",
  issued: "Issued at its source",
  modified: "Changed at its source",
};

export type Difference = { field: string; label: string; before: string; after: string };

/** What changed between two descriptions, field by field, in words; nothing when they say the same. */
export function differences(before: Description, after: Description): Difference[] {
  const found: Difference[] = [];
  const compare = (field: string, label: string, a: string, b: string) => {
    if (a !== b) found.push({ field, label, before: a, after: b });
  };
  for (const [field, label] of Object.entries(fieldLabels) as [keyof typeof fieldLabels, string][])
    compare(field, label, inWords(field, before[field]), inWords(field, after[field]));
  for (const [field, label] of Object.entries(detailLabels) as [keyof Details, string][])
    compare(
      `details.${field}`,
      label,
      inWords(field, before.details[field]),
      inWords(field, after.details[field]),
    );
  return found;
}

/** Everything that a description says, field by field, in words; what it leaves out is left out. */
export const describedFields = (given: Description): { label: string; value: string }[] =>
  [
    ...Object.entries(fieldLabels).map(([field, label]) => ({
      label,
      value: inWords(field, given[field as keyof typeof fieldLabels]),
    })),
    ...Object.entries(detailLabels).map(([field, label]) => ({
      label,
      value: inWords(field, given.details[field as keyof Details]),
    })),
  ].filter(({ value }) => value !== "");

const words: Partial<Record<string, Record<string, string>>> = {
  settings: settingWords,
  dataTypes: dataTypeWords,
  refreshBand: refreshWords,
  leadTimeBand: leadTimeWords,
  places: placeWords,
};

/** One value of a description as people read it; "" when it says nothing. */
export function inWords(field: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((one) => inWords(field, one)).join("; ");
  if (field === "limitations" || field === "requirements")
    return isUseTerm(String(value)) ? useTerms[String(value) as keyof typeof useTerms].words : String(value);
  if (field === "bar") {
    const { kind, reason } = value as NonNullable<Description["bar"]>;
    return `${licensableWords[kind]}: ${reason}`;
  }
  if (field === "observations") {
    const { node, value: counted, on, property, note } = value as Details["observations"][number];
    return [`${counted} ${node}`, property, note, on && formatDate(on)].filter(Boolean).join(", ");
  }
  if (field === "periodFrom" || field === "periodTo") return formatDate(String(value));
  return words[field]?.[String(value)] ?? String(value);
}
