import type { Details } from "../description.ts";
import { isSample } from "./coerce-kinds.ts";
import { dayOf } from "./days.ts";
import type { Fields } from "./fields.ts";
import { at, type Plain, scalar } from "./records.ts";
import { calm, cleaned, cut } from "./text.ts";

const usage = "accessibility.usage";
const access = "accessibility.access";
const formats = "accessibility.formatAndStandards";
const linkage = "enrichmentAndLinkage";

/** What a record says beside what is searched. */
export function detailsOf(fields: Fields): Details {
  const line = (...paths: string[]) => fields.text(paths).text;
  const prose = (...paths: string[]) => fields.text(paths, { most: 20_000 }).text;
  const list = (...paths: string[]) => fields.list(paths).list;
  const split = (...paths: string[]) => fields.list(paths, { split: true }).list;
  return {
    keywords: split("summary.keywords", "keywords"),
    ageRange: ageOf(fields),
    samples: split(
      "coverage.physicalSampleAvailability",
      "coverage.materialType",
      "coverage.biologicalsamples",
      "physicalSampleAvailability",
    )
      .filter(isSample)
      .map(calm),
    followUp: calm(line("coverage.followup", "coverage.followUp")),
    pathway: prose("coverage.pathway"),
    purposes: split("provenance.origin.purpose", "purpose").map(calm),
    origins: split("provenance.origin.source").map(calm),
    collection: fields
      .list(["provenance.origin.collectionSituation", "provenance.origin.collectionSource"])
      .list.map(calm),
    conformsTo: split(`${formats}.conformsTo`, "conformsTo"),
    languages: split(`${formats}.language`, `${formats}.languages`, "language"),
    formats: split(`${formats}.format`, `${formats}.formats`, "format"),
    accessRights: list(`${access}.accessRights`, "summary.publisher.accessRights", "accessRights"),
    accessService: prose(`${access}.accessService`),
    accessCost: prose(`${access}.accessRequestCost`, "accessRequestCost"),
    jurisdictions: split(`${access}.jurisdiction`, "jurisdiction"),
    controller: line(`${access}.dataController`, "dataController"),
    processor: line(`${access}.dataProcessor`, "dataProcessor"),
    creators: list(`${usage}.resourceCreator`, "creator"),
    publications: list(
      `${usage}.isReferencedBy`,
      `${linkage}.publicationAboutDataset`,
      "linkage.publicationAboutDataset",
      "citations",
    ),
    investigations: list(`${usage}.investigations`, `${linkage}.investigations`, "linkage.investigations"),
    media: list("documentation.associatedMedia", "linkage.associatedMedia"),
    linkedNames: list(
      `${linkage}.qualifiedRelation`,
      `${linkage}.linkableDatasets`,
      "linkage.datasetLinkage.linkedDatasets",
      "linkedDataset",
    ),
    derivedFrom: list(
      `${linkage}.derivation`,
      `${linkage}.derivedFrom`,
      "linkage.datasetLinkage.isDerivedFrom",
      "derivedDatasets",
    ),
    partOf: list("documentation.isPartOf", `${linkage}.isPartOf`, "linkage.datasetLinkage.isPartOf", "group"),
    tools: list(`${linkage}.tools`, "linkage.tools"),
    observations: observationsOf(fields, true),
    doi: doiOf(fields),
    contact: line(
      "summary.contactPoint",
      "summary.dataCustodian.contactPoint",
      "summary.publisher.contactPoint",
      "contactPoint",
    ),
    homepage: line("identifier", "@id", "url"),
    issued: line("issued", "required.issued", "releaseDate"),
    modified: line("modified", "required.modified"),
  };
}

function ageOf(fields: Fields): string {
  const low = fields.find(["coverage.typicalAgeRangeMin"]);
  const high = fields.find(["coverage.typicalAgeRangeMax"]);
  if (low && high) return `${scalar(low.value) ?? ""}-${scalar(high.value) ?? ""}`.slice(0, 500);
  const { path, text } = fields.text(["coverage.typicalAgeRange", "ageBand"]);
  if (text && !/^\d{1,3}-\d{1,3}$/.test(text))
    fields.note(path, "Not a range of ages like 0-150: kept as it came", text);
  return text;
}

function doiOf(fields: Fields): string {
  const { path, text } = fields.text(["summary.doiName", "doiName"]);
  if (!text) return "";
  const doi = /\b(10\.\d{4,9}\/[^\s"<>]+)/.exec(text)?.[1];
  if (doi === text) return doi;
  fields.note(path, doi ? "A DOI with something around it" : "Not a DOI: left empty", text);
  return doi ?? "";
}

/** What was counted, as it was said; only what can be told apart as an observation. */
export function observationsOf(fields: Fields, report: boolean): Details["observations"] {
  const found = fields.find(["observations"]);
  if (!found) return [];
  if (!Array.isArray(found.value)) {
    if (report) fields.note("observations", "Not a list: kept only as it came", found.value);
    return [];
  }
  return found.value.slice(0, 500).flatMap((one) => observation(fields, one, report) ?? []);
}

function observation(fields: Fields, one: Plain, report: boolean): Details["observations"][number] | null {
  const value = part(one, "measuredValue");
  if (!value) {
    if (report) fields.note("observations", "Nothing was counted: kept only as it came", one);
    return null;
  }
  const said = part(one, "observationDate");
  const day = said ? dayOf(said) : null;
  if (report && day?.sentence) fields.note("observations.observationDate", day.sentence, said);
  if (report && !/^\d{1,3}(?:,\d{3})*$|^\d+$/.test(value))
    fields.note("observations.measuredValue", "Prose where a number belongs: kept as it came", value);
  else if (report && value.includes(","))
    fields.note("observations.measuredValue", "A text where a number belongs", value);
  return {
    node: part(one, "observedNode"),
    value,
    on: day?.day ?? null,
    property: part(one, "measuredProperty"),
    note: part(one, "disambiguatingDescription"),
  };
}

const part = (one: Plain, key: string) =>
  cut(cleaned(scalar(at(one, key)) ?? "").text.replace(/\s+/g, " "), 500);
