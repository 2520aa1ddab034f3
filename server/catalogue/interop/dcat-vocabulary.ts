import type { Place, RefreshBand } from "../vocabulary.ts";

export const prefixes = {
  adms: "http://www.w3.org/ns/adms#",
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
} as const;

/** A term of a vocabulary that others keep: what it is, how it reads and where it belongs, said where it is used. */
export type Concept = { iri: string; type: string; label: string; scheme: string | null };

const authority = "http://publications.europa.eu/resource/authority";
const european =
  (list: string, type: string) =>
  (code: string, label: string): Concept => ({
    iri: `${authority}/${list}/${code}`,
    type,
    label,
    scheme: `${authority}/${list}`,
  });

const frequency = european("frequency", `${prefixes.dct}Frequency`);
/** Half-yearly and yearly share a band here, so the words of the custodian decide between them. */
const frequencies: Partial<Record<RefreshBand, Concept>> = {
  continuous: frequency("CONT", "continuous"),
  daily: frequency("DAILY", "daily"),
  weekly: frequency("WEEKLY", "weekly"),
  monthly: frequency("MONTHLY", "monthly"),
  quarterly: frequency("QUARTERLY", "quarterly"),
  irregular: frequency("IRREG", "irregular"),
  static: frequency("NEVER", "never"),
};
const yearly = frequency("ANNUAL", "annual");
const halfYearly = frequency("ANNUAL_2", "semiannual");

/** How often, where a band stands for one answer or the custodian's words do. */
export function yearlyOrHalf(words: string): "yearly" | "half_yearly" | null {
  if (/half[- ]?year|bi-?annual|semi-?annual|twice (a|per) year|(6|six) month/i.test(words))
    return "half_yearly";
  return /^\W*(every |once a |updated )?(year|yearly|annual|annually)\W*$/i.test(words) ? "yearly" : null;
}

export function frequencyOf(band: RefreshBand, words: string): Concept | null {
  if (band !== "yearly") return frequencies[band] ?? null;
  const which = yearlyOrHalf(words);
  return which && (which === "yearly" ? yearly : halfYearly);
}

const right = european("access-right", `${prefixes.dct}RightsStatement`);
/** What does not exist yet has no access to speak of. */
export const accessRights: Record<string, Concept | undefined> = {
  licensable: right("RESTRICTED", "restricted"),
  needs_decision: right("RESTRICTED", "restricted"),
  not_licensable: right("NON_PUBLIC", "non-public"),
};

export const health = european("data-theme", `${prefixes.skos}Concept`)("HEAL", "Health");

const country = european("country", `${prefixes.dct}Location`);
const geoNames = (number: number, label: string): Concept => ({
  iri: `https://sws.geonames.org/${number}/`,
  type: `${prefixes.dct}Location`,
  label,
  scheme: null,
});
export const locations: Partial<Record<Place, Concept>> = {
  united_kingdom: country("GBR", "United Kingdom"),
  england: geoNames(6269131, "England"),
  scotland: geoNames(2638360, "Scotland"),
  wales: geoNames(2634895, "Wales"),
  northern_ireland: geoNames(2641364, "Northern Ireland"),
};

const language = european("language", `${prefixes.dct}LinguisticSystem`);
export const languages: Record<string, Concept | undefined> = {
  en: language("ENG", "English"),
  cy: language("CYM", "Welsh"),
  gd: language("GLA", "Scottish Gaelic"),
  ga: language("GLE", "Irish"),
  fr: language("FRA", "French"),
  de: language("DEU", "German"),
  es: language("SPA", "Spanish"),
  it: language("ITA", "Italian"),
  nl: language("NLD", "Dutch"),
  pt: language("POR", "Portuguese"),
};

/** A term of the Data Use Ontology that restricts or asks, as a statement of rights. */
export const duoTerm = (duo: string, label: string): Concept => ({
  iri: `http://purl.obolibrary.org/obo/${duo.replace(":", "_")}`,
  type: `${prefixes.dct}RightsStatement`,
  label,
  scheme: null,
});
