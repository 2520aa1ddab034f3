import { keyOfName, spellingKey } from "../store/custodians.ts";

/** Names that we are certain of, by their key without case and marks. */
const known: Record<string, string> = {
  "nhs digital": "NHS Digital",
  cprd: "Clinical Practice Research Datalink (MHRA)",
  "clinical practice research datalink": "Clinical Practice Research Datalink (MHRA)",
  hqip: "Healthcare Quality Improvement Partnership",
  sail: "SAIL Databank",
  ons: "Office for National Statistics",
  "the university of cambridge": "University of Cambridge",
  "cystic fibrosis trust": "Cystic Fibrosis Trust",
  "tissue directory": "UKCRC Tissue Directory",
  "nihr bioresource": "NIHR BioResource",
  "covid 19 genomics uk": "COVID-19 Genomics UK",
  nhsx: "NHSX",
};

const small = new Set(["of", "and", "for", "the", "in", "to"]);
const acronyms = new Set([
  "NHS",
  "UK",
  "NIHR",
  "HIC",
  "HQIP",
  "GP",
  "CCG",
  "MHRA",
  "NCS",
  "SAIL",
  "BHF",
  "ICS",
]);

/** A custodian's name as it should be spelled: without the alliance before it, and not shouted. */
export function properName(name: string): string {
  const bare =
    name
      .replace(/^[^>]*>\s*/, "")
      .replace(/\s+/g, " ")
      .trim() || name.trim();
  const key = spellingKey(bare);
  if (Object.hasOwn(known, key)) return known[key]!;
  // One word in capitals is a name of its own: PIONEER, BREATHE.
  if (/\p{Ll}/u.test(bare) || !/\s/.test(bare)) return bare;
  const words = bare.replace(/\p{L}+/gu, (word, place: number) => {
    if (acronyms.has(word)) return word;
    const low = word.toLowerCase();
    return place > 0 && small.has(low) ? low : low.charAt(0).toUpperCase() + low.slice(1);
  });
  return words;
}

/**
 * A custodian's own name for each of these: the one it is known by, or else the first of them that is spelled alike.
 */
export function spelledAlike(
  names: readonly string[],
  known: ReadonlyMap<string, { name: string }>,
): (name: string) => string {
  const own = new Map([...known].map(([key, { name }]) => [key, name]));
  for (const name of names) if (!own.has(keyOfName(name))) own.set(keyOfName(name), name);
  return (name) => own.get(keyOfName(name))!;
}
