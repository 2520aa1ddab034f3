import { ZodError } from "zod";
import { civil } from "#server/lib/dates.ts";
import { contractSchema, parseFact, planLicence, ukRates } from "../engine/contract.ts";
import { byKey, netOf } from "../engine/parts.ts";
import type { Kind } from "../index.ts";
import type { Input } from "./input.ts";

/** A second implementation of one model, with its own random cases. */
export type Second = {
  second(input: Input): Record<string, bigint>;
  random(next: () => number): Input;
};

/** A generator of numbers in [0, 1) that gives the same row for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The final position of every key by the engine that bills: the last charge of each, once everything is known. */
function first({ term, terms, facts }: Input): Record<string, bigint> {
  const contract = contractSchema.parse({
    reference: "fuzz",
    term,
    customer: { country: "GB", dueDays: 30 },
    components: [{ id: "c", terms }],
  });
  const known = (facts as Record<string, unknown>[]).map((raw) => parseFact(contract, raw));
  const { charges } = planLicence(contract, known, { until: civil("2099-12-31"), rates: ukRates });
  return Object.fromEntries(
    [...byKey(charges)].flatMap(([key, variants]) => {
      const last = variants.reduce((a, b) => (b.on >= a.on ? b : a));
      const net = netOf(last);
      return net === 0n ? [] : [[key, net]];
    }),
  );
}

/** A random case that the terms' own refusals let through; what they refuse is drawn again from the same row. */
export function valid(model: Second, seed: number): Input {
  const next = seeded(seed);
  for (let attempt = 0; attempt < 100; attempt++) {
    const input = model.random(next);
    const { term, terms } = input;
    const contract = {
      reference: "fuzz",
      term,
      customer: { country: "GB" },
      components: [{ id: "c", terms }],
    };
    const read = contractSchema.safeParse(contract);
    if (read.success && input.facts.every((fact) => readable(read.data, fact))) return input;
  }
  throw new Error(`Seed ${seed} draws nothing that is valid`);
}

function readable(contract: Parameters<typeof parseFact>[0], fact: Record<string, unknown>): boolean {
  try {
    parseFact(contract, fact);
    return true;
  } catch (error) {
    if (error instanceof ZodError) return false;
    throw error;
  }
}

/** Where the two disagree in one case: key, first, second; empty when they agree to the penny. */
export function differences(model: Second, seed: number): { input: Input; keys: string[] } {
  const input = valid(model, seed);
  const [ours, theirs] = [first(input), model.second(input)];
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter(
    (key) => ours[key] !== theirs[key],
  );
  return { input, keys: keys.map((key) => `${key}: ${ours[key] ?? 0n} and ${theirs[key] ?? 0n}`) };
}

export const secondOf: Record<Kind, () => Promise<Second>> = {
  free_access: () => import("./free-access.ts"),
  data_return: () => import("./data-return.ts"),
  cost_recovery: () => import("./cost-recovery.ts"),
  one_off_fee: () => import("./one-off-fee.ts"),
  subscription: () => import("./subscription.ts"),
  usage_based: () => import("./usage-based.ts"),
  royalty: () => import("./royalty.ts"),
  equity_share: () => import("./equity-share.ts"),
  profit_share: () => import("./profit-share.ts"),
};
