/** "Each started week" from "each started week". */
export const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** "subscription" from "Subscription". */
export const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** Without any of these characters at its end: a pattern would try each of them as a beginning, and take a square of the time. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** "rows" from "row", "entries" from "entry". */
export function pluralOf(what: string): string {
  if (/[^aeiou]y$/.test(what)) return `${what.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(what) ? `${what}es` : `${what}s`;
}

/** "1 document", "2 documents", "20,000 entries". */
export const counted = (count: number, what: string): string =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? what : pluralOf(what)}`;
