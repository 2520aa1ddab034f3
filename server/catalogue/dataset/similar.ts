/** What is compared of two datasets. */
export type Comparable = {
  title: string;
  custodian: string;
  settings: readonly string[];
  dataTypes: readonly string[];
  vocabularies: readonly string[];
  places: readonly string[];
  keywords: readonly string[];
};

/** How much each thing in common speaks for it, and how that is said. */
const weights = [
  ["titleWords", 6, "words of its title"],
  ["keywords", 5, "keywords"],
  ["dataTypes", 3, "kind of data"],
  ["settings", 3, "setting"],
  ["vocabularies", 2, "vocabularies"],
  ["custodian", 2, "custodian"],
  ["places", 1, "place"],
] as const;

// Words that stand in the title of every other dataset and tell nothing.
const common = new Set(
  "and the for from with data dataset datasets set sets of in national nhs uk study system service services record records statistics".split(
    " ",
  ),
);
const plain = (text: string) => text.trim().toLowerCase();
const wordsOf = (text: string) =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2 && !common.has(word));
const unsaid = new Set(["not_stated", "other", ""]);

const facesOf = (set: Comparable): Record<(typeof weights)[number][0], Set<string>> => ({
  titleWords: new Set(wordsOf(set.title)),
  keywords: said(set.keywords),
  dataTypes: said(set.dataTypes),
  settings: said(set.settings),
  vocabularies: said(set.vocabularies),
  custodian: said([set.custodian]),
  places: said(set.places),
});
const said = (values: readonly string[]) => new Set(values.map(plain).filter((value) => !unsaid.has(value)));

/**
 * How alike two datasets are, in hundredths of each weight, and what they share: for each face the share of what both say
 * together that both say alike. Whole numbers, the same both ways round.
 */
export function likeness(a: Comparable, b: Comparable): { score: number; shares: string[] } {
  const [one, other] = [facesOf(a), facesOf(b)];
  let score = 0;
  const shares: string[] = [];
  for (const [face, weight, words] of weights) {
    const both = [...one[face]].filter((value) => other[face].has(value)).length;
    if (both === 0) continue;
    const either = one[face].size + other[face].size - both;
    score += Math.floor((100 * weight * both) / either);
    shares.push(words);
  }
  return { score, shares };
}

/** The datasets that are most like one, best first and those equally good by title; the same place alone is no likeness. */
export const mostAlike = <Set extends Comparable>(one: Comparable, others: readonly Set[], most: number) =>
  others
    .map((set) => ({ set, ...likeness(one, set) }))
    .filter(({ score }) => score > 100)
    .sort((a, b) => b.score - a.score || (a.set.title < b.set.title ? -1 : 1))
    .slice(0, most);
