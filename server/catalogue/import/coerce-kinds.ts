import type { DataType, Setting } from "../vocabulary.ts";
import { type Fields, textsIn } from "./fields.ts";
import { at } from "./records.ts";

const settingOf: readonly [RegExp, Setting][] = [
  [
    /\bin-?patients?\b|\boutpatients?\b|accident an?d emergency|secondary care|prescribing - hospital|\bicu\b/i,
    "hospital",
  ],
  [/primary care/i, "general_practice"],
  [/\bpharmacy\b/i, "pharmacy"],
  [/^community$|^home$|social care|^services$/i, "community"],
  [/cohort, study/i, "research"],
  [/disease registry|^registry$/i, "registry"],
  [/^(?:study|trial|research cohort)$/i, "research"],
  [/^omics$/i, "genomic"],
  [/mental health/i, "mental_health"],
  [/maternity/i, "maternity"],
];

const kindOf: readonly [RegExp, DataType][] = [
  [/^care$/i, "care_records"],
  [/^administrative$|^statutory$/i, "administrative"],
  [/^financial$/i, "financial"],
  [/disease registry|^registry$/i, "registry"],
  [/^audit$|registries and audits/i, "audit"],
  [/^(?:study|research cohort)$|cohort, study/i, "study"],
  [/^trial$/i, "trial"],
  [/^omics$/i, "omics"],
  [/^imaging/i, "imaging"],
  [/^measurements/i, "measurements"],
  [/survey/i, "survey"],
  [/^socioeconomic/i, "socioeconomic"],
];

const wordsFor = (fields: Fields, paths: readonly string[]) =>
  paths.flatMap((path) => {
    const found = fields.find([path]);
    return found ? textsIn(found.value).flatMap((text) => text.split(/;,;|[,;](?! )/)) : [];
  });

function subTypes(fields: Fields): string[] {
  const types = fields.find(["provenance.origin.datasetType"]);
  if (!types || !Array.isArray(types.value)) return [];
  return types.value.flatMap((type) => textsIn(at(type, "subTypes") ?? []));
}

const matched = <Key>(table: readonly [RegExp, Key][], words: readonly string[]) =>
  table.filter(([pattern]) => words.some((word) => pattern.test(word.trim()))).map(([, key]) => key);

const unique = <Key>(keys: readonly Key[]) => [...new Set(keys)];

/** Where it comes from: what the situation of collection names, else what it was collected for. */
export function settingsOf(fields: Fields): Setting[] {
  const situation = wordsFor(fields, [
    "provenance.origin.collectionSituation",
    "provenance.origin.collectionSource",
    "collectionSituation",
  ]);
  const purpose = [
    ...wordsFor(fields, [
      "provenance.origin.purpose",
      "purpose",
      "provenance.origin.datasetType",
      "summary.datasetType",
      "provenance.origin.datasetSubType",
    ]),
    ...subTypes(fields),
  ];
  const found = unique([...matched(settingOf, situation), ...matched(settingOf, purpose)]);
  return found.length ? found : ["not_stated"];
}

const noSample =
  /^(?:not available|in progress|no|none|none\/not available|availability to be confirmed|other)$/i;
export const isSample = (text: string) => !noSample.test(text.trim());

export function kindsOf(fields: Fields): DataType[] {
  const words = [
    ...wordsFor(fields, [
      "provenance.origin.purpose",
      "purpose",
      "provenance.origin.source",
      "provenance.origin.datasetType",
      "summary.datasetType",
      "summary.datasetSubType",
    ]),
    ...subTypes(fields),
  ];
  const samples = wordsFor(fields, [
    "coverage.physicalSampleAvailability",
    "coverage.materialType",
    "coverage.biologicalsamples",
    "physicalSampleAvailability",
  ]);
  const models = wordsFor(fields, ["accessibility.formatAndStandards.conformsTo"]);
  const found = unique([
    ...matched(kindOf, words),
    ...(samples.some(isSample) ? ["samples" as const] : []),
    ...(models.some((model) => /^dicom$/i.test(model.trim())) ? ["imaging" as const] : []),
  ]);
  return found.length ? found : ["not_stated"];
}
