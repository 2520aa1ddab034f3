import type { Details } from "#server/catalogue/description.ts";
import type { DataType } from "#server/catalogue/vocabulary.ts";

type Facts = {
  dataTypes: readonly DataType[];
  vocabularies?: readonly string[];
  details?: Partial<Details>;
};

const england = { jurisdictions: ["GB-ENG"], languages: ["en"], controller: "NHS England" };
const inEpisodes: Partial<Details> = {
  ...england,
  formats: ["CSV"],
  purposes: ["Care", "Financial"],
  origins: ["EPR"],
  collection: ["Secondary care - In-patients"],
  accessRights: ["Through the Data Access Request Service of NHS England"],
};

/** More public facts about the datasets, in our own words, for their pages. What is not here is not stated. */
export const seedFacts: Readonly<Record<string, Facts>> = {
  "hes-apc": {
    dataTypes: ["care_records", "administrative"],
    vocabularies: ["ICD10", "OPCS4", "NHS NATIONAL CODES"],
    details: {
      ...inEpisodes,
      keywords: ["admissions", "inpatients", "day cases", "diagnoses", "procedures", "hospital episodes"],
      ageRange: "0-150",
      followUp: "As long as somebody is admitted again",
      pathway: "Secondary care in full: from admission to discharge, each consultant's part of it.",
    },
  },
  "hes-op": {
    dataTypes: ["care_records", "administrative"],
    vocabularies: ["ICD10", "OPCS4", "NHS NATIONAL CODES"],
    details: {
      ...inEpisodes,
      collection: ["Secondary care - Outpatients"],
      keywords: ["outpatients", "appointments", "referrals", "waiting", "hospital episodes"],
      ageRange: "0-150",
      pathway: "Appointments in secondary care; general practice and admissions are elsewhere.",
    },
  },
  "hes-ae": {
    dataTypes: ["care_records", "administrative"],
    vocabularies: ["NHS NATIONAL CODES"],
    details: {
      ...inEpisodes,
      collection: ["Secondary care - Accident and Emergency"],
      keywords: ["emergency care", "attendances", "triage", "hospital episodes"],
    },
  },
  "hes-cc": {
    dataTypes: ["care_records"],
    vocabularies: ["NHS NATIONAL CODES"],
    details: {
      ...inEpisodes,
      collection: ["Secondary care - ICU"],
      keywords: ["critical care", "intensive care", "organ support", "hospital episodes"],
    },
  },
  ecds: {
    dataTypes: ["care_records", "administrative"],
    vocabularies: ["SNOMED CT", "NHS NATIONAL CODES"],
    details: {
      ...inEpisodes,
      collection: ["Secondary care - Accident and Emergency"],
      keywords: ["emergency care", "attendances", "chief complaint", "injury"],
    },
  },
  did: {
    dataTypes: ["measurements", "administrative"],
    vocabularies: ["SNOMED CT", "OTHER"],
    details: { ...england, keywords: ["imaging tests", "radiology", "waiting", "cancer"], formats: ["CSV"] },
  },
  "medicines-dispensed": {
    dataTypes: ["care_records", "financial"],
    vocabularies: ["DM+D", "OTHER"],
    details: {
      ...england,
      keywords: ["prescriptions", "medicines", "dispensing", "pharmacy"],
      purposes: ["Financial"],
      collection: ["Prescribing - Community pharmacy"],
      formats: ["CSV"],
    },
  },
  deaths: {
    dataTypes: ["registry"],
    vocabularies: ["ICD10", "ICD9"],
    details: {
      keywords: ["mortality", "causes of death", "civil registration"],
      controller: "Office for National Statistics",
      jurisdictions: ["GB-ENG", "GB-WLS"],
      languages: ["en"],
      formats: ["CSV"],
      purposes: ["Statutory"],
    },
  },
  ncrd: {
    dataTypes: ["registry"],
    vocabularies: ["ICD10", "ICDO3", "OPCS4"],
    details: {
      ...england,
      keywords: ["cancer", "tumours", "stage", "survival", "registration"],
      purposes: ["Disease registry"],
      formats: ["CSV"],
    },
  },
  sact: {
    dataTypes: ["registry", "care_records"],
    vocabularies: ["ICD10", "OPCS4", "DM+D"],
    details: {
      ...england,
      keywords: ["cancer", "chemotherapy", "regimen", "cycles", "drug treatment"],
      purposes: ["Disease registry"],
      formats: ["CSV"],
      pathway: "Drug treatment of cancer in hospitals, from the decision to treat to the end of the regimen.",
    },
  },
  "cprd-aurum": {
    dataTypes: ["care_records"],
    vocabularies: ["SNOMED CT", "DM+D", "READ"],
    details: {
      keywords: ["primary care", "consultations", "prescriptions", "tests"],
      languages: ["en"],
      collection: ["Primary care - Clinic"],
      formats: ["Text"],
    },
  },
  "uk-biobank": {
    dataTypes: ["study", "samples", "omics", "imaging", "survey"],
    vocabularies: ["ICD10", "OPCS4", "READ"],
    details: {
      keywords: ["cohort", "genomes", "imaging", "volunteers"],
      ageRange: "40-69",
      languages: ["en"],
      samples: ["Whole blood", "Urine", "Saliva"],
    },
  },
  nnrd: {
    dataTypes: ["care_records", "registry"],
    vocabularies: ["LOCAL"],
    details: {
      keywords: ["neonatal care", "newborn babies", "growth", "prematurity"],
      collection: ["Secondary care - In-patients"],
      languages: ["en"],
    },
  },
};
