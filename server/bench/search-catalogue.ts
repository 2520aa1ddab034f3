import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  codingSystems,
  dataTypeWords,
  keysOf,
  leadTimeWords,
  placeWords,
  refreshWords,
  settingWords,
} from "#server/catalogue/vocabulary.ts";
import { seedDatasets } from "#server/demonstration/datasets.ts";

/** Numbers and choices that are the same in every run. */
export type Draw = {
  below: (most: number) => number;
  one: <Item>(items: readonly Item[]) => Item;
  /** Early ones far more often than late ones, as words are. */
  zipf: <Item>(items: readonly Item[]) => Item;
};

export function drawing(seed: number): Draw {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (most: number) => Math.floor(next() * most);
  return {
    below,
    one: (items) => items[below(items.length)]!,
    zipf: (items) => items[Math.min(items.length - 1, Math.floor(items.length ** next() - 1))]!,
  };
}

const records = ["datasets-2021-04.jsonl", "datasets-2020-11-only.jsonl"].map((file) =>
  join(import.meta.dirname, "../../../shared/data/catalogue-hdruk", file),
);

/** Words of the real descriptions, the most frequent first, and a tail of made-up ones, as every large catalogue has. */
export function wordsOfTheReal(): { words: string[]; from: string } {
  const real = records.filter((file) => existsSync(file));
  const texts = [
    ...seedDatasets.map(({ title, summary, description }) => `${title} ${summary} ${description}`),
    ...real.flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => {
          const { summary, documentation } = JSON.parse(line);
          return `${summary?.title} ${summary?.abstract} ${documentation?.description ?? ""} ${summary?.keywords ?? ""}`;
        }),
    ),
  ];
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const word of text.toLowerCase().match(/[a-z][a-z0-9]{2,}/g) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
  const draw = drawing(7);
  const syllables = "ba ce di fo gu ka le mi no pra re sta tho vi xan zel dor min tar qui".split(" ");
  while (words.length < 30_000)
    words.push(`${draw.one(syllables)}${draw.one(syllables)}${draw.one(syllables)}${draw.one(syllables)}`);
  return { words: [...new Set(words)], from: real.length ? "seed and 434 real records" : "seed alone" };
}

/** A dataset as the tables hold it, in the names of their columns. */
export type Made = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  description: string;
  custodian: number;
  settings: string[];
  data_types: string[];
  places: string[];
  vocabularies: string[];
  refresh_band: string;
  lead_time_band: string;
  period_from: string | null;
  period_to: string | null;
  limitations: string[];
  completeness_bp: number;
  published_on: string;
  keywords: string[];
  /** Names of described columns. */
  columns: string[];
  /** A yearly subscription in pence, where it has a price list. */
  price: number | null;
  links: number[];
};

export const custodianCount = 400;

/** So many sets out of the words of the real ones; the same ones in every run. */
export function makeCatalogue(many: number, words: readonly string[]): Made[] {
  const draw = drawing(2026);
  const some = <Item>(items: readonly Item[], most: number) => [
    ...new Set(Array.from({ length: 1 + draw.below(most) }, () => draw.zipf(items))),
  ];
  const text = (length: number) => Array.from({ length }, () => draw.zipf(words)).join(" ");
  const columnParts = [
    "nhs",
    "admission",
    "birth",
    "death",
    "event",
    "ward",
    "code",
    "date",
    "number",
    "sex",
    "postcode",
  ];
  return Array.from({ length: many }, (_, index) => {
    const from = draw.below(5) ? 1960 + draw.below(64) : null;
    return {
      id: `00000000-0000-4000-8000-${index.toString(16).padStart(12, "0")}`,
      slug: `made-${index}`,
      title: text(4 + draw.below(5)),
      summary: text(15 + draw.below(20)),
      description: text(30 + draw.below(60)),
      custodian: Math.floor(custodianCount ** (draw.below(1_000_000) / 1_000_000) - 1),
      settings: some(keysOf(settingWords), 2),
      data_types: some(keysOf(dataTypeWords), 2),
      places: some(keysOf(placeWords), 2),
      vocabularies: draw.below(3) ? some(codingSystems, 3) : [],
      refresh_band: draw.zipf(keysOf(refreshWords)),
      lead_time_band: draw.zipf(keysOf(leadTimeWords)),
      period_from: from === null ? null : `${from}-04-01`,
      period_to: from === null || draw.below(2) ? null : `${Math.min(2025, from + draw.below(30))}-12-31`,
      limitations: draw.below(2) ? ["general_research"] : draw.below(2) ? ["research_use_only"] : [],
      completeness_bp: draw.below(10_001),
      published_on: `${2015 + draw.below(11)}-0${1 + draw.below(9)}-15`,
      keywords: some(words, 5),
      columns: draw.below(4)
        ? []
        : Array.from(
            { length: 3 + draw.below(6) },
            () => `${draw.one(columnParts)}_${draw.one(columnParts)}`,
          ),
      price: draw.below(3) ? null : (1 + draw.below(150)) * 100_000,
      links: draw.below(4) ? [] : [draw.below(Math.min(200, many))],
    };
  });
}
