import { expect, test } from "vitest";
import { runSeed } from "#server/testing/seed.ts";
import type { Kind } from "../index.ts";
import { differences, secondOf } from "./agree.ts";

const cases = 10_000;

/** The claim that both implementations of a model agree; a file a model, so that they are tried beside each other. */
export const agrees = (kind: Kind) =>
  test(`${kind}: two implementations, written apart, agree to the penny on ${cases} random cases from seed ${runSeed}`, {
    timeout: 240_000,
  }, async () => {
    const model = await secondOf[kind]();
    for (let seed = runSeed; seed < runSeed + cases; seed++) {
      const { keys } = differences(model, seed);
      if (keys.length > 0)
        expect.fail(`seed ${seed}: ${keys.join("; ")}. Look: npm run fuzz -- 1 ${kind} ${seed}`);
    }
  });
