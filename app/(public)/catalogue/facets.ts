import { kindsInOrder, modelFace } from "#app/_components/models.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { qualityWords } from "#server/catalogue/completeness.ts";
import { licensableWords } from "#server/catalogue/description.ts";
import { columnWords, type Facet, priceWords } from "#server/catalogue/search/filter.ts";
import {
  codingSystems,
  dataTypeWords,
  leadTimeWords,
  placeWords,
  refreshWords,
  settingWords,
} from "#server/catalogue/vocabulary.ts";

type Answer = AppOutputs["catalogue"]["search"];

const modelWords = Object.fromEntries(kindsInOrder.map((kind) => [kind, modelFace[kind].title]));
const useWords = { ...licensableWords, licensable: "Allowed" };

/** The facets in the order of the page, with their words; null where the catalogue itself names the values. */
export const facetFaces: readonly { facet: Facet; legend: string; words: Record<string, string> | null }[] = [
  { facet: "setting", legend: "Setting", words: settingWords },
  { facet: "model", legend: "May be licensed under", words: modelWords },
  { facet: "use", legend: "Commercial use", words: useWords },
  { facet: "price", legend: "First year from", words: priceWords },
  { facet: "type", legend: "Data type", words: dataTypeWords },
  { facet: "custodian", legend: "Custodian", words: null },
  { facet: "place", legend: "Geography", words: placeWords },
  { facet: "period", legend: "Period covered", words: null },
  { facet: "refresh", legend: "Refresh", words: refreshWords },
  { facet: "lead", legend: "Lead time", words: leadTimeWords },
  {
    facet: "vocabulary",
    legend: "Vocabulary",
    words: Object.fromEntries(codingSystems.map((system) => [system, system])),
  },
  { facet: "linkable", legend: "Linkable with", words: null },
  { facet: "quality", legend: "How complete the description is", words: qualityWords },
  { facet: "columns", legend: "Column-level metadata", words: columnWords },
];

/** Values that would show something, or are chosen, in the order in which people look for them. */
export function optionsOf({ facet, words }: (typeof facetFaces)[number], { counts, filter, titles }: Answer) {
  const found = counts[facet];
  const chosen: readonly string[] = filter[facet];
  const values = words
    ? Object.keys(words).filter((value) => found[value] || chosen.includes(value))
    : [...new Set([...Object.keys(found), ...chosen])].sort((a, b) =>
        facet === "period" ? decade(b) - decade(a) : (found[b] ?? 0) - (found[a] ?? 0) || (a < b ? -1 : 1),
      );
  return values.map((value) => ({
    value,
    words: wordsFor(facet, value, titles),
    count: found[value] ?? 0,
  }));
}

const decade = (value: string) => (value === "not_stated" ? 0 : Number(value));

/** How people read a value of a facet. */
function wordsFor(facet: Facet, value: string, titles: Record<string, string>): string {
  if (facet === "period") return value === "not_stated" ? "Not stated" : `${value}s`;
  if (facet === "linkable") return titles[value] ?? value;
  if (facet === "use") return licensableWords[value as keyof typeof licensableWords] ?? value;
  return facetFaces.find((face) => face.facet === facet)?.words?.[value] ?? value;
}

/** The words on a chip, which stands alone: "Refresh: not stated" where the value would not say of what it is. */
export function chipWords(facet: Facet, value: string, titles: Record<string, string>): string {
  const words = wordsFor(facet, value, titles);
  const clear: readonly Facet[] = ["setting", "model", "use", "custodian", "type", "place", "columns"];
  if (clear.includes(facet) && value !== "not_stated") return words;
  const legend = facetFaces.find((face) => face.facet === facet)!.legend;
  return `${legend}: ${words}`;
}
