/** Sets of small whole numbers: one bit each. Lengths may differ; what lies beyond the end is not in the dataset. */
export type Bits = Uint32Array;

export const has = (bits: Bits, at: number): boolean => ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
export const add = (bits: Bits, at: number) => {
  bits[at >>> 5]! |= 1 << (at & 31);
};
export const takeOut = (bits: Bits, at: number) => {
  bits[at >>> 5]! &= ~(1 << (at & 31));
};

export function both(a: Bits, b: Bits): Bits {
  const length = Math.min(a.length, b.length);
  const all = new Uint32Array(length);
  for (let index = 0; index < length; index++) all[index] = a[index]! & b[index]!;
  return all;
}

export const count = (bits: Bits): number => {
  let total = 0;
  for (let index = 0; index < bits.length; index++) total += ones(bits[index]!);
  return total;
};

function countBoth(a: Bits, b: Bits): number {
  const length = Math.min(a.length, b.length);
  let total = 0;
  for (let index = 0; index < length; index++) total += ones(a[index]! & b[index]!);
  return total;
}

function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function each(bits: Bits, work: (at: number) => void) {
  for (let index = 0; index < bits.length; index++)
    for (let word = bits[index]!; word !== 0; word &= word - 1)
      work((index << 5) + (31 - Math.clz32(word & -word)));
}

/** The same numbers with room for more. */
export function roomFor<Numbers extends Uint32Array | Uint16Array | Int32Array>(
  numbers: Numbers,
  length: number,
): Numbers {
  if (numbers.length >= length) return numbers;
  const make = numbers.constructor as new (length: number) => Numbers;
  const more = new make(Math.max(length, Math.ceil(numbers.length * 1.5), 4));
  more.set(numbers);
  return more;
}

/** Numbers that only grow: a list while there are few, bits once they would be shorter. */
export class Members {
  #list: Uint32Array = new Uint32Array(2);
  #bits: Bits | null = null;
  size = 0;

  /** Numbers come in ascending order. */
  add(at: number) {
    this.size++;
    if (this.#bits) {
      this.#bits = roomFor(this.#bits, (at >>> 5) + 1);
      add(this.#bits, at);
      return;
    }
    this.#list = roomFor(this.#list, this.size);
    this.#list[this.size - 1] = at;
    if (this.size > 64 && this.size * 32 > at) {
      const bits = new Uint32Array((at >>> 5) + 64);
      for (let index = 0; index < this.size; index++) add(bits, this.#list[index]!);
      this.#bits = bits;
      this.#list = new Uint32Array(0);
    }
  }

  countIn(base: Bits): number {
    if (this.#bits) return countBoth(this.#bits, base);
    let total = 0;
    for (let index = 0; index < this.size; index++) if (has(base, this.#list[index]!)) total++;
    return total;
  }

  addTo(into: Bits) {
    if (this.#bits)
      for (let index = 0; index < Math.min(this.#bits.length, into.length); index++)
        into[index]! |= this.#bits[index]!;
    else for (let index = 0; index < this.size; index++) add(into, this.#list[index]!);
  }
}
