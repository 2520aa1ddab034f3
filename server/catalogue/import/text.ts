/** What was wrong with one field of a record, and what became of it. */
export type Defect = { field: string; sentence: string; value: string };

// Control characters but tab and line feed, marks that turn the direction of writing around, and what is drawn as nothing.
const unsafeRanges = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x061c, 0x061c],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x2069],
  [0xfeff, 0xfeff],
] as const;
const escaped = (code: number) => `\\u${code.toString(16).padStart(4, "0")}`;
const unsafe = new RegExp(
  `[${unsafeRanges.map(([from, to]) => `${escaped(from)}-${escaped(to)}`).join("")}]`,
  "g",
);
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Text that a database keeps and a page shows as it reads: line ends are one, and nothing in it steers the reader's screen. */
export const harmless = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(unsafe, "").replace(loneSurrogate, "\uFFFD");

/** As `harmless`, and whether it had to take something away that a reader would not expect. */
export function cleaned(text: string): { text: string; changed: boolean } {
  const safe = harmless(text);
  return { text: safe.trim(), changed: safe !== text.replace(/\r\n?/g, "\n") };
}

/** Cut so that no character is halved. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(loneSurrogate, "").trim();

const unsaid =
  /^(?:not (?:available|stated|known|specified|applicable|yet)|in progress|unknown|null|none|n\/?a|tbc|tbd|-)\.?$/i;
/** Whether a text stands there only because a form wanted one. */
export const saysNothing = (text: string): boolean => unsaid.test(text.trim());

const kept = new Set([
  "DNA",
  "RNA",
  "CDNA",
  "MRNA",
  "PM",
  "NLP",
  "EPR",
  "LIMS",
  "NHS",
  "UK",
  "GP",
  "ICU",
  "IGRP",
]);
/** Words that a form shouted, as a sentence; anything with a small letter in it stays as it is. */
export function calm(text: string): string {
  if (/\p{Ll}/u.test(text) || /https?:/i.test(text)) return text;
  const low = text.replace(/\p{L}+/gu, (word) => (kept.has(word) ? word : word.toLowerCase()));
  return low.charAt(0).toUpperCase() + low.slice(1);
}
