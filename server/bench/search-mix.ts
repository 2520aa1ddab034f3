import {
  codingSystems,
  keysOf,
  placeWords,
  refreshWords,
  settingWords,
} from "#server/catalogue/vocabulary.ts";
import type { Draw } from "./search-catalogue.ts";

/** A query of the mix, as the address says it, with what it stands for. */
export type Asked = { sort: string; query: string };

/**
 * The published mix: 240 queries, twenty of each kind, drawn by a fixed seed out of the words of the catalogue. Plain
 * words, two words, unfinished last words, typing faults, synonyms, columns, facets with and without words, first page.
 */
export function searchMix(words: readonly string[], draw: Draw): Asked[] {
  const frequent = words.slice(0, 400);
  const seldom = words.slice(400, 6000);
  const of = (query: Record<string, string | string[]>) => {
    const sent = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
      for (const one of [value].flat()) sent.append(name, one);
    return sent.toString();
  };
  const facets = () => ({
    setting: draw.one(keysOf(settingWords)),
    ...(draw.below(2) && { place: [draw.one(keysOf(placeWords)), draw.one(keysOf(placeWords))] }),
    ...(draw.below(2) && { vocabulary: draw.one(codingSystems) }),
    ...(draw.below(3) === 0 && { refresh: draw.one(keysOf(refreshWords)) }),
  });
  const faulty = (word: string) => {
    const at = 1 + draw.below(Math.max(1, word.length - 2));
    return draw.below(2)
      ? word.slice(0, at) + word.slice(at + 1)
      : `${word.slice(0, at)}${word[at + 1] ?? "e"}${word[at]}${word.slice(at + 2)}`;
  };
  const long = (from: readonly string[]) => draw.one(from.filter((word) => word.length >= 7));
  const clinical = [
    "heart attack",
    "myocardial infarction",
    "stroke",
    "high blood pressure",
    "hypertension",
    "kidney disease",
    "type 2 diabetes",
    "copd",
    "a&e",
    "gp",
    "covid",
    "tumour",
    "neoplasm",
    "radiotherapy",
    "chemotherapy",
    "hip replacement",
    "depression",
    "dementia",
    "preterm birth",
    "intensive care",
  ];
  const kinds: [string, (index: number) => string][] = [
    ["a frequent word", () => of({ q: draw.one(frequent) })],
    ["a seldom word", () => of({ q: draw.one(seldom) })],
    ["two words", () => of({ q: `${draw.one(frequent)} ${draw.one(seldom)}` })],
    ["two frequent words", () => of({ q: `${draw.one(frequent)} ${draw.one(frequent)}` })],
    ["an unfinished word", () => of({ q: `${draw.one(frequent)} ${long(frequent).slice(0, 4)}` })],
    ["a typing fault", () => of({ q: faulty(long(seldom)) })],
    ["a word and a typing fault", () => of({ q: `${faulty(long(frequent))} ${draw.one(seldom)}` })],
    ["a clinical phrase", (index) => of({ q: clinical[index % clinical.length]! })],
    [
      "a column",
      () =>
        of({
          q: `${draw.one(["nhs", "admission", "birth", "death", "event"])} ${draw.one(["date", "code", "number"])}`,
        }),
    ],
    ["words and facets", () => of({ q: `${draw.one(frequent)} ${draw.one(frequent)}`, ...facets() })],
    ["facets alone", () => of(facets())],
    [
      "everything, by another order",
      (index) => of({ sort: ["title", "newest", "quality"][index % 3]!, page: String(1 + (index % 7)) }),
    ],
  ];
  return kinds.flatMap(([sort, make]) =>
    Array.from({ length: 20 }, (_, index) => ({ sort, query: make(index) })),
  );
}
