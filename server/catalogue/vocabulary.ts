import type { Setting } from "#db/enums.ts";

export type { Setting } from "#db/enums.ts";

/** The words of the catalogue: every key that a description may use, and how people read it. */
export const settingWords: Record<Setting, string> = {
  hospital: "Hospital",
  general_practice: "General practice",
  pharmacy: "Pharmacy",
  medical_devices: "Medical devices",
  registry: "Registry",
  genomic: "Genomic",
  mental_health: "Mental health",
  community: "Community",
  maternity: "Maternity",
  linked_national: "Linked national record",
  research: "Research study",
  not_stated: "Not stated",
};

/** What kind of data it is, by what it was collected for and of. */
export const dataTypeWords = {
  care_records: "Care records",
  administrative: "Administrative",
  financial: "Financial",
  registry: "Disease registry",
  audit: "Clinical audit",
  study: "Study or cohort",
  trial: "Trial",
  samples: "Biological samples",
  omics: "Genomics and other omics",
  imaging: "Imaging",
  measurements: "Measurements and tests",
  survey: "Survey",
  socioeconomic: "Social and economic",
  not_stated: "Not stated",
} as const;

export const refreshWords = {
  continuous: "Continuous",
  daily: "Daily",
  weekly: "Weekly",
  monthly: "Monthly",
  quarterly: "Quarterly",
  yearly: "Yearly or half-yearly",
  irregular: "Irregular",
  static: "Closed, never refreshed",
  not_stated: "Not stated",
} as const;

/** From an approved request to the data. */
export const leadTimeWords = {
  week: "Up to a week",
  month: "Up to a month",
  two_months: "1 to 2 months",
  six_months: "2 to 6 months",
  longer: "More than 6 months",
  varies: "Varies",
  not_stated: "Not stated",
} as const;

export const placeWords = {
  england: "England",
  scotland: "Scotland",
  wales: "Wales",
  northern_ireland: "Northern Ireland",
  united_kingdom: "United Kingdom",
  elsewhere: "Outside the United Kingdom",
  not_stated: "Not stated",
} as const;

export type DataType = keyof typeof dataTypeWords;
export type RefreshBand = keyof typeof refreshWords;
export type LeadTimeBand = keyof typeof leadTimeWords;
export type Place = keyof typeof placeWords;

/** Coding systems as HDR UK 4.0.0 spells them; anything else is OTHER. */
export const codingSystems = [
  "LOCAL",
  "OPCS4",
  "READ",
  "SNOMED CT",
  "SNOMED RT",
  "DM+D",
  "NHS NATIONAL CODES",
  "NHS SCOTLAND NATIONAL CODES",
  "NHS WALES NATIONAL CODES",
  "ODS",
  "LOINC",
  "ICD10",
  "ICD9",
  "ICDO3",
  "ATC",
  "HPO",
  "RXNORM",
  "OTHER",
] as const;

export const keysOf = <Words extends Record<string, string>>(words: Words) =>
  Object.keys(words) as [keyof Words & string, ...(keyof Words & string)[]];
