import { expect, test } from "vitest";
import { runSeed } from "#server/testing/seed.ts";
import type { Kind } from "../index.ts";
import { differences, secondOf } from "./agree.ts";

const cases = 10_000;

/**
 * The claim that both implementations of a model agree; a file a model, so that they are tried beside each other.
 * `once` are seeds of cases on which they did not: these are tried every time.
 */
export function agrees(kind: Kind, once: readonly number[] = []) {
  test(
    `${kind}: two implementations, written apart, agree to the penny on ${cases} random cases from seed ${runSeed}`,
    {
      timeout: 240_000,
    },
    () => agree(kind, runSeed, cases),
  );
  test.each(once)(`${kind}: they agree again on the case of seed %i`, (seed) => agree(kind, seed, 1));
}

async function agree(kind: Kind, from: number, count: number) {
  const model = await secondOf[kind]();
  for (let seed = from; seed < from + count; seed++) {
    const { keys } = differences(model, seed);
    if (keys.length > 0)
      expect.fail(`seed ${seed}: ${keys.join("; ")}. Look: npm run fuzz -- 1 ${kind} ${seed}`);
  }
}
