import { expect, test } from "vitest";
import { runSeed } from "#server/testing/seed.ts";
import type { Kind } from "../index.ts";
import { differences, secondOf } from "./agree.ts";

const cases = 10_000;

/**
 * The claim that both implementations of a model agree on what they refuse, and to the penny on what is left; a file a
 * model, so that they are tried beside each other. `once` are seeds of cases on which they did not: these are tried every
 * time. `hostile` are facts refused in a hundred cases, at least: an agreement that refuses nothing cannot fail.
 */
export function agrees(kind: Kind, once: readonly number[] = [], { hostile = 0 } = {}) {
  test(
    `${kind}: two implementations, written apart, agree to the penny on ${cases} random cases from seed ${runSeed}`,
    { timeout: 240_000 },
    async () => expect(await agree(kind, runSeed, cases)).toBeGreaterThanOrEqual((cases / 100) * hostile),
  );
  test.each(once)(`${kind}: they agree again on the case of seed %i`, async (seed) => {
    await agree(kind, seed, 1);
  });
}

/** How many facts were refused by both. */
async function agree(kind: Kind, from: number, count: number) {
  const model = await secondOf[kind]();
  let refused = 0;
  for (let seed = from; seed < from + count; seed++) {
    const { keys, ...drawn } = differences(model, seed);
    refused += drawn.refused;
    if (keys.length > 0)
      expect.fail(`seed ${seed}: ${keys.join("; ")}. Look: npm run fuzz -- 1 ${kind} ${seed}`);
  }
  return refused;
}
