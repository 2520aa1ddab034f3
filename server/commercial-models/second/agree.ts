import { ZodError } from "zod";
import { civil } from "#server/lib/dates.ts";
import { contractSchema, faultsOf, parseFact, planLicence, ukRates } from "../engine/contract.ts";
import { byKey, netOf } from "../engine/parts.ts";
import type { Kind } from "../index.ts";
import type { Input } from "./input.ts";
import { refusedAnyway } from "./refused.ts";

/** A second implementation of one model, with its own random cases, hostile facts among them. */
export type Second = {
  second(input: Input): Record<string, bigint>;
  /** What of these facts cannot be: "ID FIELD" for each, in any order. */
  refused(input: Input): string[];
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

const basis = { until: civil("2099-12-31"), rates: ukRates };

function read({ term, terms, facts }: Input) {
  const contract = contractSchema.parse({
    reference: "fuzz",
    term,
    customer: { country: "GB", dueDays: 30 },
    components: [{ id: "c", terms }],
  });
  return { contract, facts: facts.map((raw) => parseFact(contract, raw)) };
}

/** The final position of every key by the engine that bills: the last charge of each, once everything is known. */
function first({ contract, facts }: ReturnType<typeof read>): Record<string, bigint> {
  const { charges } = planLicence(contract, facts, basis);
  return Object.fromEntries(
    [...byKey(charges)].flatMap(([key, variants]) => {
      const last = variants.reduce((a, b) => (b.on >= a.on ? b : a));
      const net = netOf(last);
      return net === 0n ? [] : [[key, net]];
    }),
  );
}

/**
 * The facts that are left when nothing is refused any more, as drawn and as the engine reads them; what was refused, as the
 * second implementation says it; and what only one of the two refuses.
 */
export function fitting(model: Second, drawn: Input) {
  let [input, known] = [drawn, read(drawn)];
  const refused: string[] = [];
  for (;;) {
    const { contract, facts } = known;
    const ours = new Set(faultsOf(contract, facts, basis).map(({ fact, field }) => `${fact.id} ${field}`));
    const theirs = new Set([...refusedAnyway(input), ...model.refused(input)]);
    const only = [
      ...[...ours].filter((one) => !theirs.has(one)).map((one) => `${one} is refused by the first alone`),
      ...[...theirs].filter((one) => !ours.has(one)).map((one) => `${one} is refused by the second alone`),
    ];
    if (only.length > 0 || ours.size === 0) return { input, known, refused, only };
    refused.push(...ours);
    const ids = new Set([...ours].map((one) => one.slice(0, one.lastIndexOf(" "))));
    input = { ...input, facts: input.facts.filter(({ id }) => !ids.has(id)) };
    known = { contract, facts: facts.filter(({ id }) => !ids.has(id)) };
  }
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

/** Where the two disagree in one case: what is refused, or key, first, second; empty when they agree to the penny. */
export function differences(model: Second, seed: number): { input: Input; refused: number; keys: string[] } {
  const { input, known, refused, only } = fitting(model, valid(model, seed));
  if (only.length > 0) return { input, refused: refused.length, keys: only };
  const [ours, theirs] = [first(known), model.second(input)];
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter(
    (key) => ours[key] !== theirs[key],
  );
  return {
    input,
    refused: refused.length,
    keys: keys.map((key) => `${key}: ${ours[key] ?? 0n} and ${theirs[key] ?? 0n}`),
  };
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
