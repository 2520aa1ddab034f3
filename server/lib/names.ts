import { inOneForm } from "./text.ts";

/** Names as people read them: what they see decides which are equal, not which characters were sent. */

// Characters that are drawn as nothing, and marks that turn the direction of writing; joiners stay, for some scripts need them.
const invisible = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;

/** Text of several lines without what cannot be seen. */
export const asProse = (text: string): string => inOneForm(text).replace(invisible, "").trim();

/** A name in one form: spaces and ends of lines are one space, and what cannot be seen is not there. */
export const asName = (text: string): string =>
  inOneForm(text)
    .replace(invisible, "")
    .replace(/[\s\u2800]+/gu, " ")
    .trim();

/** Whether anything of a name can be seen and read: a letter or a digit. */
export const isReadable = (text: string): boolean =>
  /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u.test(text);

/** Letters of other alphabets that are drawn as Latin ones, small letters only. */
const drawnAlike = new Map(
  Object.entries({
    // Cyrillic
    а: "a",
    в: "b",
    с: "c",
    ԁ: "d",
    е: "e",
    ё: "e",
    һ: "h",
    і: "i",
    ї: "i",
    ј: "j",
    к: "k",
    м: "m",
    н: "h",
    о: "o",
    р: "p",
    ԛ: "q",
    ѕ: "s",
    т: "t",
    у: "y",
    ѵ: "v",
    ԝ: "w",
    х: "x",
    ӏ: "l",
    // Greek
    α: "a",
    β: "b",
    ε: "e",
    ζ: "z",
    η: "n",
    ι: "i",
    κ: "k",
    μ: "m",
    ν: "v",
    ο: "o",
    ρ: "p",
    τ: "t",
    υ: "u",
    χ: "x",
    ς: "s",
    // Latin
    ı: "i",
    ɡ: "g",
    ɑ: "a",
    "0": "o",
  }),
);
// Greek capitals that look like other Latin letters than their small ones do.
const capitals = new Map(
  Object.entries({ Η: "h", Μ: "m", Ν: "n", Ρ: "p", Τ: "t", Υ: "y", Χ: "x", Ζ: "z", Β: "b" }),
);

/** What is left of a name once case, width, spaces, accents and look-alike letters are taken away: equal where names look alike. */
export function folded(name: string): string {
  const plain = asName(name).normalize("NFKD").replace(/\p{M}/gu, "");
  const latin = [...plain]
    .map((letter) => capitals.get(letter) ?? letter)
    .join("")
    .toLowerCase();
  return [...latin]
    .map((letter) => drawnAlike.get(letter) ?? letter)
    .join("")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
