import { roomFor } from "./bits.ts";
import { synonyms } from "./synonyms.ts";
import { allowedEdits, edits, TypingFaults } from "./typing.ts";
import { rawWordsOf, stem, wordsOf } from "./words.ts";

/** Where a word stands and how heavily, by document number ascending; `written` is how people write it. */
type Postings = { word: string; written: string; documents: Uint32Array; weights: Uint16Array; size: number };

export type Texts = {
  title: string;
  /** Short names and acronyms (`names.ts`). */
  names: string;
  keywords: string;
  custodian: string;
  summary: string;
  description: string;
  columns: string;
};
const fieldWeights: readonly (readonly [keyof Texts, number])[] = [
  ["title", 8],
  ["names", 8],
  ["keywords", 4],
  ["custodian", 3],
  ["summary", 3],
  ["description", 1],
  ["columns", 1],
];

const group = (number: number) => `~${number}`;
const completions = 64;

/** Every word of the catalogue and where it stands. Documents are numbered upwards and never renumbered. */
export class Lexicon {
  readonly #numbers = new Map<string, number>();
  readonly #postings: Postings[] = [];
  readonly #faults = new TypingFaults();
  #sorted: string[] = [];
  #unsorted: string[] = [];

  learn(document: number, texts: Texts) {
    for (const [word, { weight, written }] of weighed(texts)) this.#put(word, written, document, weight);
  }

  #put(word: string, written: string, document: number, weight: number) {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#postings.length;
      this.#numbers.set(word, number);
      this.#postings.push({
        word,
        written,
        documents: new Uint32Array(1),
        weights: new Uint16Array(1),
        size: 0,
      });
      if (!word.startsWith("~")) {
        this.#unsorted.push(word);
        this.#faults.learn(word, number);
      }
    }
    const postings = this.#postings[number]!;
    // "Hospitals" reads as "hospital" where somebody writes so, but nobody writes "diabete".
    if (written === word) postings.written = word;
    postings.documents = roomFor(postings.documents, postings.size + 1);
    postings.weights = roomFor(postings.weights, postings.size + 1);
    postings.documents[postings.size] = document;
    postings.weights[postings.size++] = Math.min(65_535, weight);
  }

  of(word: string): Postings | null {
    const number = this.#numbers.get(word);
    return number === undefined ? null : this.#postings[number]!;
  }

  ofGroup = (number: number): Postings | null => this.of(group(number));

  /** Words that begin so, the most frequent ones. */
  beginning(start: string, most = completions): Postings[] {
    this.#sort();
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]! < start) low = middle + 1;
      else high = middle;
    }
    const found: Postings[] = [];
    for (; this.#sorted[low]?.startsWith(start); low++) found.push(this.of(this.#sorted[low]!)!);
    return found.sort((a, b) => b.size - a.size || (a.word < b.word ? -1 : 1)).slice(0, most);
  }

  #sort() {
    if (this.#unsorted.length === 0) return;
    this.#sorted = [...this.#sorted, ...this.#unsorted].sort();
    this.#unsorted = [];
  }

  /** What a word that nobody knows may mean: the nearest known words, the most frequent first. */
  meant(word: string, most = 3): Postings[] {
    const allowed = allowedEdits(word);
    if (allowed === 0) return [];
    let nearest = allowed;
    const found: { postings: Postings; far: number }[] = [];
    for (const number of this.#faults.near(word)) {
      const postings = this.#postings[number]!;
      const far = edits(word, postings.word, nearest);
      if (far > nearest) continue;
      nearest = far;
      found.push({ postings, far });
    }
    return found
      .filter(({ far }) => far === nearest)
      .map(({ postings }) => postings)
      .sort(
        (a, b) =>
          // The first letter is seldom the wrong one.
          Number(b.word[0] === word[0]) - Number(a.word[0] === word[0]) ||
          b.size - a.size ||
          (a.word < b.word ? -1 : 1),
      )
      .slice(0, most);
  }

  get words(): number {
    return this.#numbers.size;
  }
}

/** Weight of each word of a text, and of each group of synonyms that one of its phrases belongs to; sixteenths. */
function weighed(texts: Texts): Map<string, { weight: number; written: string }> {
  const found = new Map<string, { weight: number; written: string }>();
  for (const [field, weight] of fieldWeights) {
    const raw = rawWordsOf(texts[field]);
    const words = raw.map(stem);
    // A word in a long text says less about the dataset than the same word in a short one.
    const each = Math.max(
      1,
      Math.round((16 * weight) / (0.75 + words.length / (field === "title" ? 24 : 160))),
    );
    const more = (key: string, as: string) => {
      const before = found.get(key);
      const written = as === key ? as : (before?.written ?? as);
      found.set(key, { weight: (before?.weight ?? 0) + each, written });
    };
    const groups = new Set<number>();
    for (let at = 0; at < words.length; at++) {
      more(words[at]!, raw[at]!);
      let phrase = words[at]!;
      for (let length = 1; length <= synonyms.longest; length++) {
        for (const number of synonyms.groupsOf.get(phrase) ?? []) groups.add(number);
        const next = words[at + length];
        if (next === undefined) break;
        phrase += ` ${next}`;
      }
    }
    for (const number of groups) more(group(number), group(number));
  }
  return found;
}

/** One thing that was asked for: a word or a known phrase, with everything else that counts as it. */
export type Wanted = {
  typed: string;
  /** Any of these is it; a list of words is it when all of them stand there. */
  any: { words: readonly Postings[]; share: number }[];
  /** Words that were looked for instead of a faulty one. */
  instead: readonly string[];
  also: readonly string[];
};

/** A word as it was typed, and the known words that it may mean where nobody knows it. */
type Meanings = { word: string; meant: readonly string[] };

/** Reads what somebody typed: known phrases first, then words; the last word may be unfinished. */
export function wantedIn(lexicon: Lexicon, raw: readonly string[]): Wanted[] {
  const words = raw.map(stem);
  const meanings = words.map((word) => ({
    word,
    meant: lexicon.of(word) ? [] : lexicon.meant(word).map((postings) => postings.word),
  }));
  const found: Wanted[] = [];
  for (let at = 0; at < words.length; ) {
    const known = phraseAt(meanings, at);
    const length = known?.length ?? 1;
    const typed = raw.slice(at, at + length).join(" ");
    const isLast = at + length === words.length;
    found.push(known ? phrase(lexicon, typed, known, words) : single(lexicon, typed, words[at]!, isLast));
    at += length;
  }
  return found;
}

/** The longest known phrase that begins here; one word that nobody knows is read as those that it may mean. */
function phraseAt(meanings: readonly Meanings[], at: number): string[] | null {
  for (let length = Math.min(synonyms.longest, meanings.length - at); length > 1; length--) {
    const part = meanings.slice(at, at + length);
    // With two strangers in it a phrase is a guess, and guesses multiply.
    const faulty = part.findIndex(({ meant }) => meant.length > 0);
    if (faulty !== -1 && part.some(({ meant }, place) => place > faulty && meant.length > 0)) continue;
    const typed = part.map(({ word }) => word);
    const readings = [typed, ...(part[faulty]?.meant ?? []).map((word) => typed.with(faulty, word))];
    const found = readings.find((reading) => synonyms.groupsOf.has(reading.join(" ")));
    if (found) return found;
  }
  return null;
}

function synonymous(lexicon: Lexicon, key: string) {
  const numbers = synonyms.groupsOf.get(key) ?? [];
  return {
    any: numbers.flatMap((number) => {
      const postings = lexicon.ofGroup(number);
      return postings ? [{ words: [postings], share: 0.75 }] : [];
    }),
    also: numbers
      .flatMap((number) => synonyms.members[number]!)
      .filter((member) => wordsOf(member).join(" ") !== key),
  };
}

function phrase(
  lexicon: Lexicon,
  typed: string,
  words: readonly string[],
  asTyped: readonly string[],
): Wanted {
  const all = words.map((word) => lexicon.of(word));
  const { any, also } = synonymous(lexicon, words.join(" "));
  if (all.every((postings) => postings !== null)) any.unshift({ words: all, share: 1 / words.length });
  const isFaulty = words.some((word) => !asTyped.includes(word));
  return {
    typed,
    any,
    instead: isFaulty ? [words.map((word) => lexicon.of(word)?.written ?? word).join(" ")] : [],
    also,
  };
}

function single(lexicon: Lexicon, typed: string, word: string, isLast: boolean): Wanted {
  const { any, also } = synonymous(lexicon, word);
  const exact = lexicon.of(word);
  if (exact) any.unshift({ words: [exact], share: 1 });
  if (isLast && typed.length >= 2)
    for (const postings of lexicon.beginning(typed))
      if (postings !== exact) any.push({ words: [postings], share: 0.5 });
  if (any.length > 0) return { typed, any, instead: [], also };
  const meant = lexicon.meant(word);
  const first = meant[0] && synonymous(lexicon, meant[0].word);
  return {
    typed,
    any: [
      ...meant.map((postings, index) => ({ words: [postings], share: index === 0 ? 0.9 : 0.6 })),
      ...(first?.any ?? []),
    ],
    instead: meant.map(({ written }) => written),
    also: first?.also ?? [],
  };
}
