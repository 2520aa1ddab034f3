import { isReadable } from "#server/lib/names.ts";
import { leadTimeBandOf, placesOf, refreshBandOf } from "../bands.ts";
import { type Description, descriptionSchema } from "../description.ts";
import { termsInWords } from "../use-terms.ts";
import { detailsOf, observationsOf } from "./coerce-details.ts";
import { kindsOf, settingsOf } from "./coerce-kinds.ts";
import { dayOf } from "./days.ts";
import { type Fields, fieldsOf } from "./fields.ts";
import { identityOf, type Plain, scalar, schemaVersionOf } from "./records.ts";
import { properName } from "./spellings.ts";
import { termsOf } from "./terms.ts";
import { calm, type Defect } from "./text.ts";

export type Coerced =
  | {
      id: string;
      schemaVersion: string;
      description: Description;
      custodianAsCame: string;
      defects: Defect[];
    }
  | { reason: string };

/**
 * One record of any version of the HDR UK metadata as a description, with every defect by its field. Rejected only
 * when it has no identity or no title. Nothing is invented: what cannot be read is left empty and reported.
 */
export function coerce(record: Plain | null, source: string): Coerced {
  const id = identityOf(record);
  if (id === null) return { reason: "It has no identity: neither pid, id nor identifier" };
  const fields = fieldsOf(record);
  const title = fields.text(["summary.title", "title", "name", "summary.name"], { keepEmpty: true });
  if (!title.text) return { reason: "It has no title" };
  if (!isReadable(title.text)) return { reason: "Its title has no letter that can be seen" };
  const custodian = custodianOf(fields);
  const description = descriptionSchema.parse({
    title: title.text,
    ...proseOf(fields),
    custodian: custodian.name,
    ...periodOf(fields),
    ...regularityOf(fields),
    ...coverageOf(fields),
    settings: settingsOf(fields),
    dataTypes: kindsOf(fields),
    vocabularies: vocabulariesOf(fields),
    ...usageOf(fields),
    bar: null,
    version: fields.text(["version", "required.version"]).text,
    sources: `Imported from ${source}: ${id}`.slice(0, 500),
    details: detailsOf(fields),
  });
  shapeOf(fields);
  return {
    id,
    schemaVersion: schemaVersionOf(record),
    description,
    custodianAsCame: custodian.asCame,
    defects: fields.defects,
  };
}

function custodianOf(fields: Fields) {
  const given = fields.text(
    [
      "summary.publisher.name",
      "summary.dataCustodian.name",
      "summary.publisher",
      "publisher.name",
      "publisher",
      "custodian",
    ],
    { most: 180 },
  );
  if (isReadable(given.text)) {
    const name = properName(given.text);
    if (name !== given.text) fields.note(given.path, `Spelled as "${name}" here`, given.text);
    return { name, asCame: given.text };
  }
  fields.note(given.path, "No custodian is named", "");
  return { name: "Custodian not stated", asCame: "Custodian not stated" };
}

const proseOf = (fields: Fields) => ({
  summary: fields.text(["summary.abstract", "abstract", "summary.description"], { most: 20_000 }).text,
  description: fields.text(["documentation.description", "summary.description", "description"], {
    most: 20_000,
  }).text,
});

function periodOf(fields: Fields) {
  const read = (paths: readonly string[]) => {
    const { path, text } = fields.text(paths);
    if (!text) return null;
    const { day, sentence } = dayOf(text);
    if (sentence) fields.note(path, sentence, text);
    return day;
  };
  const periodFrom = read([
    "provenance.temporal.startDate",
    "coverage.startDate",
    "datasetStartDate",
    "startDate",
  ]);
  const periodTo = read(["provenance.temporal.endDate", "coverage.endDate", "datasetEndDate", "endDate"]);
  if (periodFrom && periodTo && periodTo < periodFrom) {
    fields.note(
      "provenance.temporal.endDate",
      "Ends before it begins: both days are left empty",
      `${periodFrom} to ${periodTo}`,
    );
    return { periodFrom: null, periodTo: null };
  }
  return { periodFrom, periodTo };
}

const orNotStated = (text: string) => (text ? calm(text) : "Not stated");

function regularityOf(fields: Fields) {
  const refresh = fields.text([
    "provenance.temporal.accrualPeriodicity",
    "provenance.temporal.publishingFrequency",
    "accrualPeriodicity",
    "periodicity",
  ]).text;
  const lead = fields.text([
    "accessibility.access.deliveryLeadTime",
    "summary.publisher.deliveryLeadTime",
    "accessRequestDuration",
    "deliveryLeadTime",
  ]).text;
  return {
    refresh: orNotStated(refresh),
    refreshBand: refreshBandOf(refresh),
    lag: orNotStated(fields.text(["provenance.temporal.timeLag", "timeLag"]).text),
    leadTime: orNotStated(lead),
    leadTimeBand: leadTimeBandOf(lead),
  };
}

function coverageOf(fields: Fields) {
  const where = fields.text(["coverage.spatial", "geographicCoverage", "spatial"]).text;
  if (where && !/^https?:\/\/\S+$/.test(where))
    fields.note("coverage.spatial", "Not the address of a place: read as words", where);
  const places = placesOf(where);
  const people = populationOf(fields);
  return {
    geography: where || "Not stated",
    places: places.length ? places : ["not_stated" as const],
    ...people,
  };
}

/** People, only from a plain number said of persons; of several the newest, and of those the largest, with what it counts. */
function populationOf(fields: Fields): { population: string | null; populationNote: string } {
  const size = fields.find(["summary.populationSize"]);
  const said = size && wholeNumber(scalar(size.value) ?? "");
  if (size && !said && !/^(?:-1|0)$/.test(scalar(size.value) ?? ""))
    fields.note(size.path, "Not a whole number of people: left empty", size.value);
  if (said) return { population: said, populationNote: "Stated by the custodian" };
  const persons = observationsOf(fields, false)
    .filter(({ node }) => /^persons$/i.test(node))
    .flatMap((one) => {
      const people = wholeNumber(one.value);
      return people ? [{ ...one, people }] : [];
    })
    .sort(
      (a, b) =>
        (b.on ?? "").localeCompare(a.on ?? "") ||
        b.people.length - a.people.length ||
        b.people.localeCompare(a.people),
    );
  const [first] = persons;
  return first
    ? { population: first.people, populationNote: (first.note || "Stated by the custodian").slice(0, 500) }
    : { population: null, populationNote: "" };
}

/** "71,800" and " 9,476 " are whole numbers of people; prose, zero and decimals are not. */
export function wholeNumber(text: string): string | null {
  const plain = text.trim();
  if (!/^(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})$/.test(plain)) return null;
  const digits = plain.replaceAll(",", "").replace(/^0+/, "");
  return digits || null;
}

function vocabulariesOf(fields: Fields): string[] {
  const { path, list } = fields.list(
    [
      "accessibility.formatAndStandards.vocabularyEncodingScheme",
      "accessibility.formatAndStandards.vocabularyEncodingSchemes",
      "controlledVocabulary",
    ],
    { split: true },
  );
  const links = list.filter((one) => /^https?:/i.test(one));
  for (const link of links) fields.note(path, "A link where the name of a vocabulary belongs", link);
  return list.map((one) => (/^dm(?: plus |\+)d$/i.test(one) ? "DM+D" : one));
}

function usageOf(fields: Fields) {
  const read = (paths: readonly string[]) => {
    const { path, list } = fields.list(paths);
    const { keys, unknown } = termsOf(list);
    for (const one of unknown)
      fields.note(path, "A term of use that we do not know: a named person has to decide", one);
    return keys.slice(0, 500);
  };
  const limitations = read([
    "accessibility.usage.dataUseLimitation",
    "accessibility.usage.dataUseLimitations",
    "usageRestriction",
    "dataUseLimitation",
  ]);
  const requirements = read([
    "accessibility.usage.dataUseRequirements",
    "accessibility.usage.dataUseRequirement",
    "dataUseRequirements",
  ]);
  return { limitations, requirements, useTerms: termsInWords({ limitations, requirements }) };
}

/** Faults of shape in fields that are only kept, not read. */
function shapeOf(fields: Fields) {
  if (!fields.find(["observations"])) fields.note("observations", "Nothing is counted", "");
  const revisions = fields.find(["revisions", "required.revisions"]);
  if (revisions && !Array.isArray(revisions.value))
    fields.note(revisions.path, "An object where a list of revisions belongs", revisions.value);
}
