import { isUseTerm, type UseTerm } from "../use-terms.ts";
import { codingSystems } from "../vocabulary.ts";
import { hdrukAccess, hdrukTime } from "./hdruk4-bands.ts";
import {
  collectionPlaces,
  dataModels,
  datasetTypeOf,
  followUps,
  languageCodes,
  limitationWords,
  materials,
  observedNodes,
  origins,
  purposeOf,
  purposes,
  requirementWords,
  wordIn,
  wordsIn,
} from "./hdruk4-words.ts";
import { type PublicColumn, type PublicSet, pathsOf } from "./public-set.ts";
import { allSaid, doi, grouped, instant, mailbox, realDay, said, webAddress } from "./words.ts";

/** A field of the record, and why it is not there. */
export type Gap = { path: string; why: string };
type Json = Record<string, unknown>;

/**
 * A dataset as a record of HDR UK's specification 4.0.0. `missing`: what the specification requires and we do not know;
 * the record is valid exactly when nothing is missing. `leftOut`: what we know and the specification has no room for
 * as we know it. Nothing is invented: no default, no "Not stated", nothing shortened.
 */
export function hdruk4(
  set: PublicSet,
  columns: readonly PublicColumn[],
  base: string,
): { record: Json; missing: Gap[]; leftOut: Gap[] } {
  const gaps = new Gaps();
  const { description: given } = set;
  const record: Json = {
    identifier: base + pathsOf(set.slug).page,
    ...history(set, gaps),
    summary: summary(set, gaps),
    ...documentation(set, gaps),
    ...coverage(set, gaps),
    ...provenance(set, gaps),
    accessibility: {
      ...filled("usage", usage(set, gaps)),
      access: {
        ...gaps.required("accessibility.access.accessRights", {
          accessRights: within(allSaid(given.details.accessRights).join("\n") || null, 2, 50_000),
        }),
        ...hdrukAccess(given),
      },
      ...formats(set, gaps),
    },
    ...filled("enrichmentAndLinkage", linkage(set, base)),
    observations: observations(set, gaps),
    ...structure(columns, gaps),
  };
  return { record, missing: gaps.missing, leftOut: gaps.leftOut };
}

class Gaps {
  readonly missing: Gap[] = [];
  readonly leftOut: Gap[] = [];

  /** The one field, or nothing and a gap. */
  required<Field extends Json>(
    path: string,
    field: Field,
    why = "The custodian does not state it in a way that the specification takes.",
  ): Partial<Field> {
    if (Object.values(field)[0] !== null) return field;
    this.missing.push({ path, why });
    return {};
  }
  leave(path: string, why: string) {
    this.leftOut.push({ path, why });
    return {};
  }
}

const length = (text: string) => [...text].length;
/** What a text says when the specification takes that many characters. */
const within = (text: string | null, least: number, most: number) => {
  const words = text && said(text);
  return words && length(words) >= least && length(words) <= most ? words : null;
};
const known = (fields: Json): Json =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
const filled = (name: string, fields: Json): Json =>
  Object.keys(fields).length > 0 ? { [name]: fields } : {};

/** Version, issued and modified are of the description, which we publish and count; not of the data. */
function history({ slug: _slug, versions, versionNumber }: PublicSet, gaps: Gaps): Json {
  const semantic = (number: number) => `${number}.0.0`;
  const why = "No version of the description is on record.";
  return {
    version: semantic(versionNumber),
    revisions: versions
      .filter(({ number }) => number < versionNumber)
      .map(({ number }) => ({ version: semantic(number) })),
    ...gaps.required("issued", { issued: versions[0] ? instant(versions[0].at) : null }, why),
    ...gaps.required("modified", { modified: versions.length ? instant(versions.at(-1)!.at) : null }, why),
  };
}

function summary({ description: given, custodianId }: PublicSet, gaps: Gaps): Json {
  const { details } = given;
  const mail = mailbox(details.contact);
  const noMail = "No mailbox of the custodian is on record; the specification takes nothing else.";
  const people = given.population !== null && /^\d{1,15}$/.test(given.population);
  return {
    ...gaps.required(
      "summary.title",
      { title: within(given.title, 2, 150) },
      "The specification takes a title of 2 to 150 characters.",
    ),
    ...gaps.required(
      "summary.abstract",
      { abstract: within(given.summary, 5, 500) },
      "The specification takes a summary of 5 to 500 characters.",
    ),
    dataCustodian: {
      identifier: custodianId,
      ...gaps.required(
        "summary.dataCustodian.name",
        { name: within(given.custodian, 2, 150) },
        "The specification takes a name of 2 to 150 characters.",
      ),
      ...gaps.required("summary.dataCustodian.contactPoint", { contactPoint: mail }, noMail),
    },
    ...gaps.required(
      "summary.populationSize",
      { populationSize: people ? Number(given.population) : null },
      "How many people are in the dataset is not stated as a number.",
    ),
    ...gaps.required("summary.contactPoint", { contactPoint: mail }, noMail),
    ...known({
      keywords: allSaid(details.keywords).filter((word) => within(word, 2, 150) !== null),
      doiName: doi(details.doi),
    }),
  };
}

function documentation({ description: given }: PublicSet, gaps: Gaps): Json {
  const description = within(given.description, 2, 10_000);
  if (!description)
    return said(given.description)
      ? gaps.leave("documentation", "The specification takes a description of 2 to 10,000 characters.")
      : {};
  return {
    documentation: {
      description,
      ...known({ associatedMedia: addresses(given.details.media) }),
    },
  };
}

function coverage({ description: given }: PublicSet, gaps: Gaps): Json {
  const { details } = given;
  const spatial = said(given.geography);
  const ages = /^(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})(?:\s*years)?$/i.exec(details.ageRange.trim());
  const further = known({
    typicalAgeRangeMin: ages && Number(ages[1]),
    typicalAgeRangeMax: ages && Number(ages[2]),
    materialType: wordsIn(materials, details.samples),
    followUp: wordIn(followUps, details.followUp),
    pathway: within(details.pathway, 2, 10_000),
  });
  if (spatial && /[^,]/.test(spatial)) return { coverage: { spatial, ...further } };
  return Object.keys(further).length > 0
    ? gaps.leave("coverage", "Where the people live is not stated, and the specification asks for it here.")
    : {};
}

function provenance({ description: given }: PublicSet, gaps: Gaps): Json {
  const { details } = given;
  const { publishingFrequency, timeLag } = hdrukTime(given);
  const startDate = realDay(given.periodFrom);
  if (!publishingFrequency || !timeLag || !startDate) {
    const unknown = [
      !publishingFrequency && "how often it is refreshed",
      !startDate && "when it begins",
      !timeLag && "how far it is behind",
    ].filter(Boolean);
    return gaps.leave("provenance", `The specification's lists have no word for ${unknown.join(", ")}.`);
  }
  const datasetType = given.dataTypes.flatMap((type) => datasetTypeOf[type] ?? []);
  const origin = known({
    purpose: [
      ...new Set([
        ...given.dataTypes.flatMap((type) => purposeOf[type] ?? []),
        ...wordsIn(purposes, details.purposes),
      ]),
    ],
    source: wordsIn(origins, details.origins),
    collectionSource: wordsIn(collectionPlaces, details.collection),
  });
  if (datasetType.length === 0 && Object.keys(origin).length > 0)
    gaps.leave(
      "provenance.origin",
      "None of the specification's types of data is known to be this dataset's.",
    );
  return {
    provenance: {
      ...(datasetType.length > 0 && {
        origin: { datasetType: datasetType.map((name) => ({ name, subTypes: null })), ...origin },
      }),
      temporal: {
        publishingFrequency,
        startDate,
        ...known({ endDate: realDay(given.periodTo) }),
        timeLag,
      },
    },
  };
}

/** A term stands where the specification has a word for it, first where the custodian put it. */
function usage({ description: { limitations, requirements, details } }: PublicSet, gaps: Gaps): Json {
  const limits = new Set<string>();
  const asks = new Set<string>();
  const place = (keys: readonly string[], first: "limits" | "asks") => {
    for (const key of keys) {
      const limit = isUseTerm(key) && limitationWords[key as UseTerm];
      const asked = isUseTerm(key) && requirementWords[key as UseTerm];
      if (limit && (first === "limits" || !asked)) limits.add(limit);
      else if (asked) asks.add(asked);
      else gaps.leave("accessibility.usage", `The specification has no word for ${key}.`);
    }
  };
  place(limitations, "limits");
  place(requirements, "asks");
  return known({
    dataUseLimitation: [...limits],
    dataUseRequirements: [...asks],
    resourceCreator: allSaid(details.creators).filter((text) => within(text, 2, 1000) !== null),
  });
}

function formats({ description: given }: PublicSet, gaps: Gaps): Json {
  const { details } = given;
  const all = {
    vocabularyEncodingScheme: wordsIn(codingSystems, given.vocabularies),
    conformsTo: wordsIn(dataModels, details.conformsTo),
    language: [
      ...new Set(
        details.languages
          .map((code) => code.trim().toLowerCase())
          .filter((code) => languageCodes.includes(code)),
      ),
    ],
    format: allSaid(details.formats),
  };
  const counts = Object.values(all).map((list) => list.length);
  if (counts.every((count) => count > 0)) return { formatAndStandards: all };
  return counts.some((count) => count > 0)
    ? gaps.leave(
        "accessibility.formatAndStandards",
        "The specification asks for coding systems, data models, languages and formats together; some are not stated.",
      )
    : {};
}

function linkage({ description: { details }, links }: PublicSet, base: string): Json {
  const named = (titles: readonly string[]) =>
    allSaid(titles).flatMap((title) => (within(title, 2, 150) ? [{ title }] : []));
  const own = links.map(({ slug, title }) => ({
    ...(within(title, 2, 150) && { title }),
    url: base + pathsOf(slug).page,
  }));
  return known({
    derivedFrom: named(details.derivedFrom),
    isPartOf: named(details.partOf),
    linkableDatasets: [...own, ...named(details.linkedNames)],
    investigations: addresses(details.investigations),
    tools: addresses(details.tools),
  });
}

const addresses = (texts: readonly string[]) => [...new Set(texts.flatMap((text) => webAddress(text) ?? []))];

function observations({ description: { details } }: PublicSet, gaps: Gaps): Json[] {
  return details.observations.flatMap(({ node, value, on, property, note }, index) => {
    const observedNode = wordIn(observedNodes, node);
    const digits = value.trim().replaceAll(",", "");
    const observationDate = realDay(on);
    const measuredProperty = said(property);
    if (!observedNode || !/^\d{1,15}$/.test(digits) || !observationDate || !measuredProperty) {
      gaps.leave(
        `observations[${index}]`,
        "What was counted, how many, of what and on which day are not all stated as the specification takes them.",
      );
      return [];
    }
    const disambiguatingDescription = within(note, 5, 500);
    return [
      {
        observedNode,
        measuredValue: Number(digits),
        ...known({ disambiguatingDescription }),
        observationDate,
        measuredProperty,
      },
    ];
  });
}

/** Tables whose every column is classified and typed; half a table would mislead. */
function structure(columns: readonly PublicColumn[], gaps: Gaps): Json {
  const byTable = grouped(columns, ({ table }) => table);
  const tables = [...byTable].flatMap(([name, inside]) => {
    const lacking = inside.find(
      (column) => column.identifierClass === "unset" || !said(column.dataType) || !said(column.name),
    );
    if (lacking) {
      gaps.leave(
        `structuralMetadata.tables[${name}]`,
        `Column ${lacking.name}: ${lacking.identifierClass === "unset" ? "whether it identifies people" : "its type or name"} is not on record.`,
      );
      return [];
    }
    return [
      {
        ...known({ name: within(name, 1, 500) }),
        columns: inside.map((column) => ({
          name: said(column.name),
          dataType: said(column.dataType),
          ...known({ description: within(column.description, 1, 20_000) }),
          sensitive: column.identifierClass !== "none",
        })),
      },
    ];
  });
  return tables.length > 0 ? { structuralMetadata: { tables } } : {};
}
