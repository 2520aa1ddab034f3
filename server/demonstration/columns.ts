import type { datasetColumns } from "#db/schema/columns-of-datasets.ts";

type Column = readonly [
  name: string,
  dataType: string,
  identifier: (typeof datasetColumns.$inferInsert)["identifierClass"],
  description: string,
];

const episodes: readonly Column[] = [
  ["EPIKEY", "Number", "none", "Key of the episode within its year"],
  [
    "TOKEN_PERSON_ID",
    "Text",
    "indirect",
    "Pseudonym that is the same person in every year and set of the episodes",
  ],
  ["FYEAR", "Text", "none", "Financial year to which the episode is counted"],
  [
    "STARTAGE",
    "Number",
    "indirect",
    "Age in whole years when the episode began; babies have their own codes",
  ],
  ["SEX", "Code", "none", "Sex as the hospital recorded it"],
  ["ETHNOS", "Code", "indirect", "Ethnic group as the person stated it"],
  ["LSOA11", "Code", "indirect", "Small area of the home address, as the census of 2011 drew it"],
  ["IMD04_DECILE", "Code", "none", "Tenth of all small areas by deprivation"],
  ["GPPRAC", "Code", "indirect", "General practice with which the person is registered"],
  ["PROCODE3", "Code", "none", "Organisation that gave the care"],
  ["SITETRET", "Code", "none", "Site at which the person was treated"],
  ["ADMIDATE", "Date", "indirect", "Day of the admission to hospital"],
  ["ADMIMETH", "Code", "none", "Whether the admission was planned, an emergency, a birth or a transfer"],
  ["ADMISORC", "Code", "none", "Where the person was before the admission"],
  ["CLASSPAT", "Code", "none", "Ordinary admission, day case, regular attender, or mother and baby"],
  ["ELECDATE", "Date", "none", "Day on which it was decided to admit"],
  ["ELECDUR", "Number", "none", "Days from the decision to the admission"],
  ["EPISTART", "Date", "indirect", "Day on which the consultant took over"],
  ["EPIEND", "Date", "indirect", "Day on which the consultant's part ended"],
  ["EPIORDER", "Number", "none", "Place of the episode within the stay, from 1"],
  ["SPELBGIN", "Code", "none", "Whether the episode begins a stay"],
  ["TRETSPEF", "Code", "none", "Specialty under which the person was treated"],
  ["MAINSPEF", "Code", "none", "Specialty in which the consultant is contracted"],
  ["DIAG_01", "Code", "none", "Main diagnosis of the episode, ICD-10"],
  ["DIAG_02 to DIAG_20", "Code", "none", "Other diagnoses, in the order in which they were coded"],
  ["OPERTN_01", "Code", "none", "Main procedure of the episode, OPCS-4"],
  ["OPDATE_01", "Date", "indirect", "Day of the main procedure"],
  ["DISDATE", "Date", "indirect", "Day on which the person left hospital"],
  ["DISMETH", "Code", "none", "How the stay ended: sent home, left, or died"],
  ["DISDEST", "Code", "none", "Where the person went after the stay"],
];

const deaths: readonly Column[] = [
  ["NHS_NUMBER", "Text", "direct", "NHS number of the person; replaced by a pseudonym before release"],
  ["REG_DATE", "Date", "indirect", "Day on which the death was registered"],
  ["REG_DATE_OF_DEATH", "Date", "indirect", "Day of the death"],
  ["DEC_SEX", "Code", "none", "Sex of the person"],
  ["DEC_AGEC", "Number", "indirect", "Age at death in whole years"],
  ["POD_NHS_ESTABLISHMENT", "Code", "none", "Whether somebody died in a place of the NHS"],
  ["S_UNDERLYING_COD_ICD10", "Code", "none", "Underlying cause of death, ICD-10"],
  ["S_COD_CODE_1 to S_COD_CODE_15", "Code", "none", "Causes on the certificate, in their order, ICD-10"],
];

const tumours: readonly Column[] = [
  ["PATIENTID", "Number", "indirect", "Pseudonym of the person, made for the project"],
  ["TUMOURID", "Number", "none", "Pseudonym of the tumour; a person may have several"],
  ["DIAGNOSISDATEBEST", "Date", "indirect", "Best known day of the diagnosis"],
  ["SITE_ICD10_O2", "Code", "none", "Where the tumour began"],
  ["MORPH_ICD10_O2", "Code", "none", "What kind of cell it is of"],
  ["STAGE_BEST", "Code", "none", "Best known stage at diagnosis"],
  ["GRADE", "Code", "none", "How unlike healthy tissue the cells are"],
  ["AGE", "Number", "indirect", "Age at diagnosis in whole years"],
  ["ROUTE", "Code", "none", "How the person came to the diagnosis: screening, referral, emergency"],
];

/** Short data dictionaries in our own words: table and columns in their order, by dataset. */
export const seedColumns: Readonly<Record<string, { table: string; columns: readonly Column[] }>> = {
  "hes-apc": { table: "Episodes", columns: episodes },
  deaths: { table: "Deaths", columns: deaths },
  ncrd: { table: "Tumours", columns: tumours },
};
