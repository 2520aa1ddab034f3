import type { Kind } from "#server/commercial-models/index.ts";
import { isOnOffer, type Standings } from "#server/pricing/standings.ts";
import { add, type Bits, both, count, each, has, Members, roomFor, takeOut } from "./bits.ts";
import { type CatalogueFilter, type Counts, type Facet, facetNames, type Sort } from "./filter.ts";
import { Lexicon, type Texts, type Wanted, wantedIn } from "./lexicon.ts";
import { rawWordsOf } from "./words.ts";

/** One dataset as the search holds it. */
export type Entry = {
  id: string;
  slug: string;
  title: string;
  /** Days like 2026-04-01. */
  publishedOn: string;
  completenessBp: number;
  columns: number;
  values: Record<Facet, readonly string[]>;
  standings: Standings;
  cheapest: { kind: Kind; first: bigint; covers: readonly string[] } | null;
};

export type Found = {
  total: number;
  counts: Counts;
  entries: Entry[];
  /** What was looked for instead of words that nobody knows. */
  corrected: { typed: string; instead: readonly string[] }[];
  synonyms: readonly string[];
  /** Nothing has all the words: shown are datasets with most of them. */
  relaxed: boolean;
};

type Text = Pick<Found, "corrected" | "synonyms" | "relaxed"> & { hits: Bits; scores: Float32Array };

/**
 * The catalogue in memory: text, facets and order. Pure: it is told what there is, and asked. A dataset that changes gets a
 * new number and the old one is dead; whoever owns the index builds another when too many are.
 */
export class SearchIndex {
  readonly #lexicon = new Lexicon();
  readonly #entries: (Entry | null)[] = [];
  readonly #numberOf = new Map<string, number>();
  readonly #numberOfSlug = new Map<string, number>();
  readonly #values = Object.fromEntries(
    facetNames.map((facet) => [facet, new Map<string, Members>()]),
  ) as Record<Facet, Map<string, Members>>;
  #alive: Bits = new Uint32Array(32);
  /** Those that may be licensed under one of the nine at least. */
  #onOffer: Bits = new Uint32Array(32);
  #columns = 0;
  /** Numbers by title, and the place of each number among them; null when something changed since. */
  #order: Uint32Array | null = null;
  #places = new Uint32Array(0);
  #titles: string[] = [];

  get size(): number {
    return this.#numberOf.size;
  }
  get dead(): number {
    return this.#entries.length - this.size;
  }

  put(entry: Entry, texts: Texts) {
    this.remove(entry.id);
    const number = this.#entries.length;
    this.#entries.push(entry);
    this.#titles.push(entry.title.toLowerCase());
    this.#numberOf.set(entry.id, number);
    this.#numberOfSlug.set(entry.slug, number);
    this.#alive = roomFor(this.#alive, (number >>> 5) + 1);
    add(this.#alive, number);
    this.#onOffer = roomFor(this.#onOffer, (number >>> 5) + 1);
    if (isOnOffer(entry.standings)) add(this.#onOffer, number);
    this.#columns += entry.columns;
    for (const facet of facetNames)
      for (const value of new Set(entry.values[facet])) {
        let members = this.#values[facet].get(value);
        if (!members) {
          members = new Members();
          this.#values[facet].set(value, members);
        }
        members.add(number);
      }
    this.#lexicon.learn(number, texts);
    this.#order = null;
  }

  remove(id: string) {
    const number = this.#numberOf.get(id);
    if (number === undefined) return;
    const entry = this.#entries[number]!;
    this.#numberOf.delete(id);
    this.#numberOfSlug.delete(entry.slug);
    this.#columns -= entry.columns;
    this.#entries[number] = null;
    takeOut(this.#alive, number);
    this.#order = null;
  }

  /** One page of what fits, with the counts of every facet. */
  search(filter: CatalogueFilter, pageSize: number): Found {
    const { hits, counts, text } = this.#matches(filter);
    const total = count(hits);
    const numbers = this.#best(
      hits,
      filter.sort ?? (text ? "relevance" : "licensable"),
      text?.scores ?? null,
      Math.min(total, filter.page * pageSize),
    ).slice((filter.page - 1) * pageSize);
    return {
      total,
      counts: counts(),
      entries: numbers.map((number) => this.#entries[number]!),
      corrected: text?.corrected ?? [],
      synonyms: text?.synonyms ?? [],
      relaxed: text?.relaxed ?? false,
    };
  }

  /** Everything that fits, by title. */
  all(filter: CatalogueFilter): Entry[] {
    const { hits } = this.#matches(filter);
    return this.#best(hits, "title", null, count(hits)).map((number) => this.#entries[number]!);
  }

  /** How much there is. */
  sizes() {
    return {
      datasets: this.size,
      columns: this.#columns,
      custodians: [...this.#values.custodian.values()].filter((members) => members.countIn(this.#alive) > 0)
        .length,
    };
  }

  titleOf = (slug: string): string | null => this.#entries[this.#numberOfSlug.get(slug) ?? -1]?.title ?? null;

  /** Whether any dataset has the value; linked datasets count while they are in the catalogue themselves. */
  knows(facet: Facet, value: string): boolean {
    if (facet === "linkable" && !this.#numberOfSlug.has(value)) return false;
    const members = this.#values[facet].get(value);
    return members !== undefined && members.countIn(this.#alive) > 0;
  }

  /** Titles that hold what is typed so far, best first, and words that it may become. */
  suggest(typed: string, most: number): { titles: Entry[]; words: string[] } {
    const raw = rawWordsOf(typed);
    const last = raw.at(-1);
    const text = this.#text(typed);
    if (!text || last === undefined) return { titles: [], words: [] };
    const titles = this.#best(text.hits, "relevance", text.scores, most).map(
      (number) => this.#entries[number]!,
    );
    const before = raw.slice(0, -1).join(" ");
    const words = this.#lexicon
      .beginning(last, 3)
      .filter(({ written }) => written !== last)
      .map(({ written }) => `${before} ${written}`.trim());
    return { titles, words };
  }

  #matches(filter: CatalogueFilter) {
    const text = filter.q ? this.#text(filter.q) : null;
    const found = text?.hits ?? this.#alive;
    const chosen = facetNames.flatMap((facet) => {
      const bits = this.#union(facet, filter[facet]);
      return bits ? [{ facet, bits }] : [];
    });
    const without = (but: Facet | null) =>
      chosen.reduce((base, { facet, bits }) => (facet === but ? base : both(base, bits)), found);
    const hits = without(null);
    const counts = () =>
      Object.fromEntries(
        facetNames.map((facet) => {
          const base = chosen.some((one) => one.facet === facet) ? without(facet) : hits;
          return [facet, this.#counts(facet, base)];
        }),
      ) as Counts;
    return { hits, counts, text };
  }

  /** Sets with any of the values; null when none of them is known, which is no choice at all. */
  #union(facet: Facet, values: readonly string[]): Bits | null {
    const known = values.filter((value) => isFixed(facet) || this.knows(facet, value));
    if (known.length === 0) return null;
    const bits = new Uint32Array(this.#alive.length);
    for (const value of known) this.#values[facet].get(value)?.addTo(bits);
    return bits;
  }

  #counts(facet: Facet, base: Bits): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const [value, members] of this.#values[facet]) {
      if (facet === "linkable" && !this.#numberOfSlug.has(value)) continue;
      const total = members.countIn(base);
      if (total > 0) counts[value] = total;
    }
    return counts;
  }

  #text(q: string): Text | null {
    const wanted = wantedIn(this.#lexicon, rawWordsOf(q));
    if (wanted.length === 0) return null;
    const room = this.#entries.length;
    const scores = new Float32Array(room);
    const kinds = new Uint8Array(room);
    for (const one of wanted) this.#score(one, scores, kinds);
    let most = 0;
    each(this.#alive, (number) => {
      if (kinds[number]! > most) most = kinds[number]!;
    });
    const hits = new Uint32Array(this.#alive.length);
    if (most > 0)
      each(this.#alive, (number) => {
        if (kinds[number] === most) add(hits, number);
      });
    return {
      hits,
      scores,
      corrected: wanted
        .filter(({ instead }) => instead.length > 0)
        .map(({ typed, instead }) => ({ typed, instead })),
      synonyms: [...new Set(wanted.flatMap(({ also }) => also))],
      relaxed: most > 0 && most < Math.min(255, wanted.length),
    };
  }

  /** Adds the best of what counts as the wanted thing to each dataset that has it, and that it has one more. */
  #score({ any }: Wanted, scores: Float32Array, kinds: Uint8Array) {
    const best = any.length > 1 || any[0]?.words.length !== 1 ? new Float32Array(scores.length) : null;
    for (const { words, share } of any) {
      const met = words.length > 1 ? new Uint8Array(scores.length) : null;
      const sums = words.length > 1 ? new Float32Array(scores.length) : null;
      words.forEach(({ documents, weights, size }, place) => {
        const rare = Math.log(1 + (this.#entries.length - size + 0.5) / (size + 0.5));
        for (let index = 0; index < size; index++) {
          const number = documents[index]!;
          const weight = weights[index]!;
          const score = share * rare * (weight / (weight + 48));
          if (met && sums) {
            if (met[number] !== place) continue;
            met[number]!++;
            sums[number]! += score;
            if (place === words.length - 1 && sums[number]! > best![number]!) best![number] = sums[number]!;
          } else if (best) {
            if (score > best[number]!) best[number] = score;
          } else {
            scores[number]! += score;
            kinds[number]!++;
          }
        }
      });
    }
    if (best)
      for (let number = 0; number < best.length; number++)
        if (best[number]! > 0) {
          scores[number]! += best[number]!;
          kinds[number]!++;
        }
  }

  /** The first so many under an order; equal ones by title. */
  #best(hits: Bits, sort: Sort, scores: Float32Array | null, wanted: number): number[] {
    const order = this.#byTitle();
    if (wanted === 0) return [];
    const found: number[] = [];
    const take = (isWanted: (number: number) => boolean) => {
      for (let place = 0; place < order.length && found.length < wanted; place++)
        if (has(hits, order[place]!) && isWanted(order[place]!)) found.push(order[place]!);
    };
    if (sort === "title") {
      take(() => true);
      return found;
    }
    if (sort === "licensable" || (sort === "relevance" && !scores)) {
      take((number) => has(this.#onOffer, number));
      take((number) => !has(this.#onOffer, number));
      return found;
    }
    const rank =
      sort === "relevance"
        ? (number: number) => Math.round(scores![number]! * 10_000)
        : sort === "quality"
          ? (number: number) => this.#entries[number]!.completenessBp
          : (number: number) => Number(this.#entries[number]!.publishedOn.replaceAll("-", ""));
    // One number says both: the rank first, then the place by title.
    const keys = new Float64Array(count(hits));
    let at = 0;
    each(hits, (number) => {
      keys[at++] = this.#places[number]! - rank(number) * 4_194_304;
    });
    return [...least(keys, wanted)].map((key) => order[((key % 4_194_304) + 4_194_304) % 4_194_304]!);
  }

  #byTitle(): Uint32Array {
    if (this.#order) return this.#order;
    const numbers = new Uint32Array(this.size);
    let at = 0;
    each(this.#alive, (number) => {
      numbers[at++] = number;
    });
    numbers.sort((a, b) => {
      const [one, other] = [this.#titles[a]!, this.#titles[b]!];
      return one < other ? -1 : one > other ? 1 : a - b;
    });
    this.#places = new Uint32Array(this.#entries.length);
    numbers.forEach((number, place) => {
      this.#places[number] = place;
    });
    this.#order = numbers;
    return numbers;
  }
}

const isFixed = (facet: Facet) => facet !== "custodian" && facet !== "linkable";

/** The so many least numbers in order, without sorting the rest: a heap of the least so far, its greatest on top. */
function least(keys: Float64Array, wanted: number): Float64Array {
  if (wanted * 4 > keys.length) return keys.sort().subarray(0, wanted);
  const heap = keys.slice(0, wanted).sort().reverse();
  for (let index = wanted; index < keys.length; index++) {
    const key = keys[index]!;
    if (key >= heap[0]!) continue;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= wanted) break;
      if (below + 1 < wanted && heap[below + 1]! > heap[below]!) below++;
      if (heap[below]! <= key) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = key;
  }
  return heap.sort();
}
