import type { UseTerm } from "../use-terms.ts";
import type { DataType } from "../vocabulary.ts";

/** Lists of HDR UK 4.0.0, and what of our keys is the same thing as one of theirs. What only resembles one is not here. */
export const limitationWords: Partial<Record<UseTerm, string>> = {
  general_research: "General research use",
  commercial_research: "Commercial research use",
  genetic_studies: "Genetic studies only",
  no_general_methods: "No general methods research",
  no_restriction: "No restriction",
  geographical: "Geographical restrictions",
  institution: "Institution-specific restrictions",
  not_for_profit: "Not for profit use",
  project: "Project-specific restrictions",
  research_specific: "Research-specific restrictions",
  user: "User-specific restrictions",
  research_use_only: "Research use only",
  no_linkage: "No linkage",
};

export const requirementWords: Partial<Record<UseTerm, string>> = {
  collaboration: "Collaboration required",
  project: "Project-specific restrictions",
  ethics: "Ethics approval required",
  institution: "Institution-specific restrictions",
  geographical: "Geographical restrictions",
  moratorium: "Publication moratorium",
  publication: "Publication required",
  return_to_source: "Return to database or resource",
  time_limit: "Time limit on use",
  disclosure_control: "Disclosure control",
  not_for_profit: "Not for profit use",
  user: "User-specific restriction",
};

export const purposeOf: Partial<Record<DataType, string>> = {
  care_records: "Care",
  administrative: "Administrative",
  financial: "Financial",
  registry: "Disease registry",
  audit: "Audit",
  study: "Study",
  trial: "Trial",
};

/** Their types of data; sub-types are not known to us. */
export const datasetTypeOf: Partial<Record<DataType, string>> = {
  registry: "Registry",
  omics: "Omics",
  imaging: "Imaging types",
  measurements: "Measurements/Tests",
  socioeconomic: "Socioeconomic",
};

export const purposes = [
  "Research cohort",
  "Study",
  "Disease registry",
  "Trial",
  "Care",
  "Audit",
  "Administrative",
  "Financial",
  "Statutory",
  "Other",
];
export const lags = [
  "Less than 1 week",
  "1-2 weeks",
  "2-4 weeks",
  "1-2 months",
  "2-6 months",
  "More than 6 months",
  "Variable",
  "Not applicable",
  "Other",
];
export const followUps = [
  "0 - 6 Months",
  "6 - 12 Months",
  "1 - 10 Years",
  "> 10 Years",
  "Unknown",
  "Continuous",
  "Other",
];
export const collectionPlaces = [
  "Cohort, study, trial",
  "Clinic",
  "Primary care - Referrals",
  "Primary care - Clinic",
  "Primary care - Out of hours",
  "Secondary care - Accident and Emergency",
  "Secondary care - Outpatients",
  "Secondary care - In-patients",
  "Secondary care - Ambulance",
  "Secondary care - ICU",
  "Prescribing - Community pharmacy",
  "Prescribing - Hospital",
  "Patient report outcome",
  "Wearables",
  "Local authority",
  "National government",
  "Community",
  "Services",
  "Home",
  "Private",
  "Social care - Health care at home",
  "Social care - Other social data",
  "Census",
  "Other",
];
export const origins = [
  "EPR",
  "Electronic survey",
  "LIMS",
  "Paper-based",
  "Free text NLP",
  "Machine generated",
  "Other",
];
export const materials = [
  "None/not available",
  "Bone marrow",
  "Cancer cell lines",
  "CDNA/MRNA",
  "Core biopsy",
  "DNA",
  "Entire body organ",
  "Faeces",
  "Immortalized cell lines",
  "Isolated pathogen",
  "MicroRNA",
  "Peripheral blood cells",
  "Plasma",
  "PM Tissue",
  "Primary cells",
  "RNA",
  "Saliva",
  "Serum",
  "Swabs",
  "Tissue",
  "Urine",
  "Whole blood",
  "Availability to be confirmed",
  "Other",
];
export const dataModels = [
  "HL7 FHIR",
  "HL7 V2",
  "HL7 CDA",
  "HL7 CCOW",
  "LOINC",
  "DICOM",
  "I2B2",
  "IHE",
  "OMOP",
  "OPENEHR",
  "SENTINEL",
  "PCORNET",
  "CDISC",
  "NHS DATA DICTIONARY",
  "NHS SCOTLAND DATA DICTIONARY",
  "NHS WALES DATA DICTIONARY",
  "LOCAL",
  "OTHER",
];
export const observedNodes = ["Persons", "Events", "Findings", "Number of scans per modality"];

/** Two-letter codes that the specification lists. */
export const languageCodes =
  "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split(
    " ",
  );

const key = (text: string) => text.toUpperCase().replace(/[^A-Z0-9>]+/g, "");

/** The word of a list that a text spells, whatever its case and punctuation; null when it spells none. */
export const wordIn = (list: readonly string[], text: string): string | null =>
  list.find((word) => key(word) === key(text)) ?? null;

export const wordsIn = (list: readonly string[], texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => wordIn(list, text) ?? [])),
];
