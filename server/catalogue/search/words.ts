/**
 * Words of a text as the search knows them: lower case, without marks, "ICD-10" and "ICD 10" as one word, plurals as singulars.
 * Numbers stand where they belong to letters or alone.
 */
export const wordsOf = (text: string): string[] => rawWordsOf(text).map(stem);

/** The same before plurals are taken off: what somebody typed so far. */
export const rawWordsOf = (text: string): string[] =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    // Names of columns: "admissionDate", "ADMI_DATE".
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[æœßøłđ]/g, (letter) => plain[letter]!)
    .replace(/\b(icd|opcs|covid|ctv) (\d{1,2})\b/g, "$1$2")
    .replace(/\b([a-z]{1,5})-?(\d{1,4})\b/g, "$1$2")
    .replace(/\b([a-z])&([a-z])\b/g, "$1and$2")
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Letters that no normal form takes apart. */
const plain: Readonly<Record<string, string>> = { æ: "ae", œ: "oe", ß: "ss", ø: "o", ł: "l", đ: "d" };

/** Plural to singular and no more: whoever looks for "admissions" means "admission", but "hospice" is no "hospital". */
export function stem(word: string): string {
  if (word.length < 4 || !word.endsWith("s") || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ches|shes|sses|xes)$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
