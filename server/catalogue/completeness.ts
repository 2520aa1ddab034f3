import type { Description } from "./description.ts";

/**
 * How complete a description is, by the published weights of the national gateway's metadata quality score (2022):
 * a field counts its weight when it says something. Weights are units of 1/149; what the gateway weighs with nothing
 * is left out. Columns weigh seven units together.
 */
const heavy = 4;
const light = 1;

type Field = { field: string; group: string; weight: number; says: (what: Described) => boolean };
export type Described = { description: Description; columns: number };

const unsaid =
  /^(not (available|stated|known|specified|applicable|yet)|in progress|unknown|other|null|none|n\/a|tbc|-)\.?$/i;
const text = (value: string) => value.trim() !== "" && !unsaid.test(value.trim());
const some = (values: readonly string[]) => values.some(text);
const by = (group: string, weight: number, field: string, says: (given: Description) => boolean): Field => ({
  group,
  weight,
  field,
  says: ({ description }) => says(description),
});

export const weighedFields: readonly Field[] = [
  by("Summary", heavy, "Title", ({ title }) => text(title)),
  by("Summary", heavy, "Summary", ({ summary }) => text(summary)),
  by("Summary", heavy, "Contact", ({ details }) => text(details.contact)),
  by("Summary", heavy, "Keywords", ({ details }) => some(details.keywords)),
  by("Summary", heavy, "DOI", ({ details }) => text(details.doi)),
  by("Summary", heavy, "Custodian", ({ custodian }) => text(custodian)),
  by("Documentation", heavy, "Description", ({ description }) => text(description)),
  by("Coverage", heavy, "Geography", ({ geography }) => text(geography)),
  by("Coverage", heavy, "Age range", ({ details }) => text(details.ageRange)),
  by("Coverage", heavy, "Samples", ({ details }) => details.samples.length > 0),
  by("Coverage", light, "Follow-up", ({ details }) => text(details.followUp)),
  by("Coverage", light, "Pathway", ({ details }) => text(details.pathway)),
  by("Provenance", light, "Purpose", ({ details }) => some(details.purposes)),
  by("Provenance", light, "Origin", ({ details }) => some(details.origins)),
  by("Provenance", light, "Where it is collected", ({ details }) => some(details.collection)),
  by("Provenance", heavy, "Refresh", ({ refreshBand }) => refreshBand !== "not_stated"),
  by("Provenance", heavy, "Begins", ({ periodFrom }) => periodFrom !== null),
  by("Provenance", light, "How far behind", ({ lag }) => text(lag)),
  by("Access", heavy, "What it may be used for", ({ limitations }) => limitations.length > 0),
  by("Access", heavy, "What is asked of users", ({ requirements }) => requirements.length > 0),
  by("Access", heavy, "Creators to cite", ({ details }) => some(details.creators)),
  by("Access", light, "Investigations", ({ details }) => some(details.investigations)),
  by("Access", light, "Publications", ({ details }) => some(details.publications)),
  by("Access", heavy, "How to get access", ({ details }) => some(details.accessRights)),
  by("Access", light, "Environment", ({ details }) => text(details.accessService)),
  by("Access", heavy, "What access costs", ({ details }) => text(details.accessCost)),
  by("Access", heavy, "Lead time", ({ leadTimeBand }) => leadTimeBand !== "not_stated"),
  by("Access", heavy, "Jurisdiction", ({ details }) => some(details.jurisdictions)),
  by("Access", heavy, "Data controller", ({ details }) => text(details.controller)),
  by("Standards", heavy, "Vocabularies", ({ vocabularies }) => some(vocabularies)),
  by("Standards", heavy, "Data model", ({ details }) => some(details.conformsTo)),
  by("Standards", heavy, "Language", ({ details }) => some(details.languages)),
  by("Standards", heavy, "Format", ({ details }) => some(details.formats)),
  by("Linkage", light, "Linkable with", ({ details }) => some(details.linkedNames)),
  by("Linkage", light, "Derived from", ({ details }) => some(details.derivedFrom)),
  by("Linkage", light, "Tools", ({ details }) => some(details.tools)),
  by("Counts", heavy, "What was counted", ({ details }) => details.observations.length > 0),
  by("Counts", heavy, "People", ({ population }) => population !== null),
  { group: "Columns", weight: 7 * heavy, field: "Data dictionary", says: ({ columns }) => columns > 0 },
];

const whole = weighedFields.reduce((total, { weight }) => total + weight, 0);

/** The share of the weight that the description fills, in basis points, rounded down. */
export function completenessBp(what: Described): number {
  const filled = weighedFields.reduce((total, { weight, says }) => total + (says(what) ? weight : 0), 0);
  return Math.floor((filled * 10_000) / whole);
}

/** Fields that say nothing yet, the weightiest first. */
export const missingFields = (what: Described): Field[] =>
  weighedFields.filter(({ says }) => !says(what)).sort((a, b) => b.weight - a.weight);

export const qualityWords = {
  platinum: "Platinum, above 90%",
  gold: "Gold, 80 to 90%",
  silver: "Silver, 70 to 80%",
  bronze: "Bronze, 60 to 70%",
  not_rated: "Below 60%",
} as const;
export type QualityBand = keyof typeof qualityWords;

/** The gateway's medals: a score above the lower bound, up to and with the upper. */
export const qualityBandOf = (bp: number): QualityBand =>
  bp > 9000 ? "platinum" : bp > 8000 ? "gold" : bp > 7000 ? "silver" : bp > 6000 ? "bronze" : "not_rated";
