import type { z } from "zod";
import { isCivil } from "#server/lib/dates.ts";
import { lowered } from "#server/lib/words.ts";
import { type Description, descriptionSchema, detailsSchema, licensableWords } from "../description.ts";
import { detailLabels, fieldLabels } from "../difference.ts";
import { isUseTerm, type UseTerm, useTerms } from "../use-terms.ts";
import {
  codingSystems,
  dataTypeWords,
  leadTimeWords,
  placeWords,
  refreshWords,
  settingWords,
} from "../vocabulary.ts";
import type { FieldKind, Patch, TypedField } from "./field-text.ts";

export type Option = { value: string; label: string; hint?: string };
export type FormField = TypedField & { label: string; hint?: string; options?: readonly Option[] };
type SectionKey = (typeof sectionKeys)[number];
export type Section = { key: SectionKey; title: string; lead: string; fields: readonly FormField[] };

const sectionKeys = ["what", "who", "when", "use-terms", "access", "standards", "counts"] as const;

const perLine = "One a line";
const optionsOf = (words: Record<string, string>): Option[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const termOptions = (does: readonly string[]): Option[] =>
  (Object.entries(useTerms) as [UseTerm, (typeof useTerms)[UseTerm]][])
    .filter(([, term]) => does.includes(term.does))
    .map(([value, { words, duo }]) => ({ value, label: words, ...(duo && { hint: duo }) }));

function of(
  field: keyof Description | `details.${keyof Description["details"]}`,
  kind: FieldKind,
  more: { hint?: string; options?: readonly Option[] } = {},
): FormField {
  const label = field.startsWith("details.")
    ? detailLabels[field.slice(8) as keyof typeof detailLabels]
    : fieldLabels[field as keyof typeof fieldLabels];
  return { field, kind, label, ...more };
}

/** The description one thing at a time: each section is a form of its own. */
export const sections: readonly Section[] = [
  {
    key: "what",
    title: "What it is",
    lead: "Its name, what it holds, and who answers for it.",
    fields: [
      of("title", "line"),
      of("summary", "prose", { hint: "What a buyer reads in a list of results: two sentences" }),
      of("description", "prose"),
      of("custodian", "line", { hint: "As it is known; a spelling that we know already is recognised" }),
      of("settings", "ticks", { options: optionsOf(settingWords) }),
      of("dataTypes", "ticks", { options: optionsOf(dataTypeWords) }),
      of("details.keywords", "list", { hint: perLine }),
      of("details.contact", "line", { hint: "A mailbox or a page of the custodian" }),
      of("details.doi", "line"),
      of("details.homepage", "line"),
    ],
  },
  {
    key: "who",
    title: "Who and where",
    lead: "The people in it and the places they come from.",
    fields: [
      of("population", "number", { hint: "A whole number; leave it empty when it is not known" }),
      of("populationNote", "line"),
      of("details.ageRange", "line", { hint: "For example 0-150" }),
      of("details.samples", "list", { hint: `${perLine}, for example Blood` }),
      of("details.followUp", "line"),
      of("details.pathway", "prose"),
      of("geography", "line"),
      of("places", "ticks", { options: optionsOf(placeWords) }),
      of("details.origins", "list", { hint: perLine }),
      of("details.collection", "list", { hint: perLine }),
    ],
  },
  {
    key: "when",
    title: "When and how often",
    lead: "The time that it covers, how fresh it is, and where these facts come from.",
    fields: [
      of("periodFrom", "day"),
      of("periodTo", "day", { hint: "Leave it empty while it is still growing" }),
      of("refresh", "line", { hint: "In words, as the custodian says it" }),
      of("refreshBand", "choice", { options: optionsOf(refreshWords) }),
      of("lag", "line", { hint: "From what happened to when it stands in the data" }),
      of("leadTime", "line", { hint: "From an approved request to the data, in words" }),
      of("leadTimeBand", "choice", { options: optionsOf(leadTimeWords) }),
      of("details.purposes", "list", { hint: perLine }),
      of("version", "line"),
      of("sources", "line"),
    ],
  },
  {
    key: "use-terms",
    title: "Terms of use",
    lead: "What the custodian lets others do. These terms decide which models may be offered, and to whom.",
    fields: [
      of("limitations", "ticks", { options: termOptions(["permits", "limits"]) }),
      of("requirements", "ticks", { options: termOptions(["condition"]) }),
      of("useTerms", "list", { hint: `${perLine}, as a contract says them` }),
      of("bar", "bar", {
        options: [
          { value: "none", label: "No bar: as the terms say" },
          {
            value: "not_licensable",
            label: licensableWords.not_licensable,
            hint: "No decision lifts this, for example a legal bar",
          },
          { value: "proposed", label: licensableWords.proposed, hint: "The data does not exist yet" },
        ],
      }),
    ],
  },
  {
    key: "access",
    title: "Access",
    lead: "How it is got, where it is used, and whom to name.",
    fields: [
      of("details.accessRights", "list", { hint: `${perLine}: pages or words` }),
      of("details.accessService", "prose", { hint: "Where the data is worked with" }),
      of("details.accessCost", "prose"),
      of("details.jurisdictions", "list", { hint: `${perLine}, for example GB-ENG` }),
      of("details.controller", "line"),
      of("details.processor", "line"),
      of("details.creators", "list", { hint: perLine }),
      of("details.publications", "list", { hint: perLine }),
      of("details.investigations", "list", { hint: perLine }),
      of("details.media", "list", { hint: perLine }),
    ],
  },
  {
    key: "standards",
    title: "Standards and linkage",
    lead: "How it is coded and shaped, and what it goes with.",
    fields: [
      of("vocabularies", "list", { hint: `${perLine}, for example ${codingSystems.slice(1, 6).join(", ")}` }),
      of("details.conformsTo", "list", { hint: perLine }),
      of("details.languages", "list", { hint: perLine }),
      of("details.formats", "list", { hint: perLine }),
      of("details.linkedNames", "list", { hint: perLine }),
      of("details.derivedFrom", "list", { hint: perLine }),
      of("details.partOf", "list", { hint: perLine }),
      of("details.tools", "list", { hint: perLine }),
    ],
  },
  {
    key: "counts",
    title: "Counts",
    lead: "What was counted in it, and when.",
    fields: [
      of("details.observations", "counts", {
        hint: "One a line: what | how many | day | property | note. Persons | 120000 | 2025-04-01 | Count | All ages",
      }),
    ],
  },
];

export const sectionOf = (key: string): Section | undefined =>
  sections.find((section) => section.key === key);
const editable = new Set(sections.flatMap(({ fields }) => fields.map(({ field }) => field)));

/** In which section a field is written. */
export const sectionOfField = (field: string): Section | undefined =>
  sections.find(({ fields }) => fields.some((one) => one.field === field));
const labelOf = (field: string) =>
  sections.flatMap(({ fields }) => fields).find((one) => one.field === field)?.label ?? field;

/** What is wrong with the values of a patch, one sentence a field; a field that nobody may write is one of them. */
export function problemsOf(patch: Patch): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const [field, value] of Object.entries(patch)) {
    if (!editable.has(field)) {
      problems[field] = "This cannot be changed here";
      continue;
    }
    const schema: z.ZodType = field.startsWith("details.")
      ? detailsSchema.shape[field.slice(8) as keyof typeof detailsSchema.shape]
      : descriptionSchema.shape[field as keyof typeof descriptionSchema.shape];
    const parsed = schema.safeParse(value);
    if (!parsed.success) problems[field] = sentenceOf(field, parsed.error.issues[0]!);
  }
  return problems;
}

/** Problems that one field alone does not show, by field: days that do not exist, an end before the beginning, a term that nobody knows. */
export function contradictionsIn(description: Description): Record<string, string> {
  const { periodFrom, periodTo, bar, details } = description;
  const problems: Record<string, string> = {};
  if (periodFrom && !isCivil(periodFrom)) problems.periodFrom = "There is no such day";
  if (periodTo && !isCivil(periodTo)) problems.periodTo = "There is no such day";
  if (periodFrom && periodTo && periodTo < periodFrom) problems.periodTo = "It ends before it begins";
  if (details.observations.some(({ on }) => on !== null && !isCivil(on)))
    problems["details.observations"] = "One of the days does not exist; write days like 2025-04-01";
  if (bar && bar.reason.length < 10) problems.bar = "Say in at least 10 characters why it is barred";
  return problems;
}

function sentenceOf(field: string, issue: z.core.$ZodIssue): string {
  if (field === "bar") return "Say in at least 10 characters why it is barred";
  if (field === "details.observations")
    return "Write each line as what | how many | day like 2025-04-01 | property | note";
  const place = issue.path.find((step) => typeof step === "number");
  const where = typeof place === "number" ? ` (line ${place + 1})` : "";
  return issue.code === "custom" || issue.message.startsWith("Enter") || issue.message.startsWith("Choose")
    ? `${labelOf(field)}${where}: ${lowered(issue.message)}`
    : `${labelOf(field)}${where} cannot be read`;
}

/** A whole description is right, or says what is wrong by field. */
export function wrongIn(description: unknown): Record<string, string> {
  const parsed = descriptionSchema.safeParse(description);
  if (parsed.success) return contradictionsIn(parsed.data);
  const problems: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const [first, second] = issue.path.map(String);
    const field = first === "details" ? `details.${second}` : (first ?? "title");
    problems[field] ??= sentenceOf(field, issue);
  }
  return problems;
}

/** Terms that came from a source and are none of ours stay to be ticked, so that saving loses nothing. */
export const withUnknown = (options: readonly Option[], chosen: readonly string[]): Option[] => [
  ...options,
  ...chosen
    .filter((key) => !options.some(({ value }) => value === key))
    .map((value) => ({
      value,
      label: isUseTerm(value) ? useTerms[value].words : value,
      ...(!isUseTerm(value) && { hint: "Came from its source" }),
    })),
];
