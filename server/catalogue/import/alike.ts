import { spellingKey } from "../store/custodians.ts";

export type Named = { title: string; custodian: string };

/** A title without case, marks and what stands in brackets. */
export const titleKey = (title: string): string => spellingKey(title.replace(/\([^()]*\)/g, " "));

const weak = new Set(["the", "of", "and", "for", "in", "data", "dataset", "set", "national", "nhs", "a"]);
const wordsOf = (title: string) =>
  new Set(
    spellingKey(title)
      .split(" ")
      .filter((word) => word && !weak.has(word)),
  );

/**
 * Why two datasets look like one, in words; null when they do not. Equal titles are enough; nearly equal ones need the same
 * custodian or most of their telling words in common. It only suggests: a person says whether they are.
 */
export function alike(record: Named, ours: Named): string | null {
  const same = spellingKey(record.custodian) === spellingKey(ours.custodian);
  if (titleKey(record.title) && titleKey(record.title) === titleKey(ours.title))
    return same ? "The titles are the same and the custodian too" : "The titles are the same";
  const [a, b] = [wordsOf(record.title), wordsOf(ours.title)];
  const common = [...a].filter((word) => b.has(word));
  // Twice the common words against all words, in tenths.
  const tenths = a.size + b.size === 0 ? 0 : Math.floor((common.length * 20) / (a.size + b.size));
  if (common.length < 2) return null;
  if (tenths >= 8) return `The titles are nearly the same${same ? " and the custodian too" : ""}`;
  return same && tenths >= 6
    ? `The custodian is the same and the titles share ${common.map((word) => `"${word}"`).join(", ")}`
    : null;
}
