import { Draw, facts, type Input, settled } from "#server/commercial-models/second/input.ts";

/** The levy, a second time. */
export const second = (input: Input): Record<string, bigint> =>
  settled(
    facts(input, "headcounted").map(({ on, heads }): [string, bigint] => [
      String(on),
      BigInt((input.terms as { perHead: number }).perHead) * BigInt(heads as number),
    ]),
  );

/** Nobody counts heads that cannot be. */
export const refused = (): string[] => [];

export function random(next: () => number): Input {
  const draw = new Draw(next);
  const term = { from: "2026-04-01", to: "2027-04-01" };
  const counted = draw.fact(draw.within(term), { fact: "headcounted", heads: draw.integer(1, 1_000) });
  return { term, terms: { kind: "levy", perHead: draw.integer(1, 10_000) }, facts: [counted] };
}
