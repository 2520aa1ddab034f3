import { roomFor } from "./bits.ts";

/**
 * Finds the known words that a faulty one may mean without looking at them all: two words within two edits share a
 * string that is left when up to two letters are struck out of each. Only the first letters are struck out of.
 */
const headLength = 7;
const buckets = 1 << 18;

export class TypingFaults {
  #first = new Int32Array(buckets).fill(-1);
  #next = new Int32Array(1024);
  #word = new Uint32Array(1024);
  #entries = 0;

  /** `number` is the word's own; the caller knows words by number. */
  learn(word: string, number: number) {
    if (word.length < 3 || word.length > 40) return;
    for (const left of struckOut(word, word.length >= 6 ? 2 : 1)) {
      const bucket = hash(left);
      this.#next = roomFor(this.#next, this.#entries + 1);
      this.#word = roomFor(this.#word, this.#entries + 1);
      this.#word[this.#entries] = number;
      this.#next[this.#entries] = this.#first[bucket]!;
      this.#first[bucket] = this.#entries++;
    }
  }

  /** Numbers of words that may be near; how near they are is for the caller to see. */
  near(word: string): Set<number> {
    const found = new Set<number>();
    for (const left of struckOut(word, allowedEdits(word)))
      for (let at = this.#first[hash(left)]!; at >= 0; at = this.#next[at]!) found.add(this.#word[at]!);
    return found;
  }
}

/** Short words say too little to guess at. */
export const allowedEdits = (word: string): number => (word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0);

function struckOut(word: string, depth: number): Set<string> {
  const found = new Set([word.slice(0, headLength)]);
  let last = [...found];
  for (let level = 0; level < depth; level++) {
    const next: string[] = [];
    for (const text of last)
      for (let index = 0; index < text.length; index++) {
        const left = text.slice(0, index) + text.slice(index + 1);
        if (!found.has(left)) {
          found.add(left);
          next.push(left);
        }
      }
    last = next;
  }
  return found;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value ^ (value >>> 15)) & (buckets - 1);
}

/** Letters put in, left out, changed, or two neighbours swapped: how many it takes, or more than `most`. */
export function edits(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length]!;
}
