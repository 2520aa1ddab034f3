import printed from "./printed-letters.json" with { type: "json" };

/**
 * The typefaces of a paper, in the order in which they are tried: Latin, Greek and Cyrillic letters stand in the first,
 * every other script in one that has it.
 */
export const typefaces = ["source", "hebrew", "arabic", "devanagari", "thai", "asian"] as const;
export type Typeface = (typeof typefaces)[number];

/** First and last letter of every run of letters that each typeface holds; `typefaces.test.ts` reads them from the fonts. */
const ranges: Readonly<Record<Typeface, readonly number[]>> = printed;

const holds = (typeface: Typeface, letter: number): boolean => {
  const runs = ranges[typeface];
  let low = 0;
  let high = runs.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[2 * middle + 1]! < letter) low = middle + 1;
    else high = middle;
  }
  return 2 * low < runs.length && runs[2 * low]! <= letter;
};

/** What is never drawn: line breaks, marks of direction, joiners and what chooses the shape of a letter. */
const isUndrawn = /^[\p{Cc}\p{Cf}\p{Variation_Selector}\p{Zl}\p{Zp}]$/u;

/** The typeface that draws a letter; null where none does. What is never drawn needs none, and gets the first. */
export const typefaceOf = (letter: string): Typeface | null =>
  isUndrawn.test(letter)
    ? "source"
    : (typefaces.find((typeface) => holds(typeface, letter.codePointAt(0)!)) ?? null);

/** The letters of a text that no paper can show, each once, in their order. */
export const unprintable = (text: string): string[] => [
  ...new Set([...text].filter((letter) => typefaceOf(letter) === null)),
];
