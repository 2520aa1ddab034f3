import { rawWordsOf } from "./words.ts";

/** Words that an acronym leaves out. */
const small = new Set([
  "a",
  "an",
  "and",
  "at",
  "by",
  "for",
  "from",
  "in",
  "of",
  "on",
  "or",
  "the",
  "to",
  "with",
]);

/**
 * What everybody calls a dataset whose title says it in full: the short name in its address ("hes-apc", also "hesapc"), and the first
 * letters of the title and of each of its parts ("Emergency Care Data Set" is ECDS, "Hospital Episode Statistics: Admitted Patient
 * Care" is HES, APC and HESAPC), with and without small words. Words that stand in the title are left out.
 */
export function namesOf({ title, slug }: { title: string; slug: string }): string {
  const written = new Set(rawWordsOf(title));
  const short = slug.split("-");
  const parts = title
    .split(/[:;,/()–—]|\s-\s/)
    .map((part) => rawWordsOf(part.replace(/dataset/gi, "data set")));
  const acronyms = [...parts, parts.flat()].flatMap((words) => [
    firstLetters(words),
    firstLetters(words.filter((word) => !small.has(word))),
  ]);
  const names = [...short, ...(slug.length <= 12 ? [short.join("")] : []), ...acronyms.filter(isAcronym)];
  return [...new Set(names)].filter((name) => !written.has(name)).join(" ");
}

const firstLetters = (words: readonly string[]) => words.map((word) => word[0]).join("");
const isAcronym = (letters: string) => letters.length >= 3 && letters.length <= 8;
