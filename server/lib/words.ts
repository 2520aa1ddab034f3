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

/** "1 document", "2 documents", "20,000 entries". */
export function counted(count: number, what: string): string {
  const plural = /[^aeiou]y$/.test(what)
    ? `${what.slice(0, -1)}ies`
    : /(s|x|ch|sh)$/.test(what)
      ? `${what}es`
      : `${what}s`;
  return `${count.toLocaleString("en-GB")} ${count === 1 ? what : plural}`;
}
