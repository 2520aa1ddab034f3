import { describe, expect, test } from "vitest";
import { runSeed } from "#server/testing/seed.ts";
import { cases } from "../cases/index.ts";
import { type Kind, kinds } from "../index.ts";
import { play } from "../play/play.ts";
import { secondOf } from "./agree.ts";
import { wrongSums } from "./by-hand.ts";
import { lived } from "./lives.ts";

const count = 300;
const customer = { country: "GB", dueDays: 30 };

test.each(Object.entries(cases))(
  "every line of the worked lives of %s comes by hand to its amount",
  (_, lives) => {
    for (const { title, life } of lives)
      for (const { number, lines } of play({ reference: "L", customer, ...life }).documents)
        for (const one of lines) expect(wrongSums(one.lines), `${title}, ${number}`).toEqual([]);
  },
);

describe.each(kinds)(`%s: ${count} random lives from seed ${runSeed}`, (kind) => {
  test("every step of every charge comes by hand to the amount beside it", { timeout: 240_000 }, async () => {
    const model = await secondOf[kind as Kind]();
    let steps = 0;
    for (let seed = runSeed; seed < runSeed + count; seed++)
      for (const { key, lines } of lived(model, seed).plan.charges) {
        expect(wrongSums(lines), `seed ${seed}, ${key}`).toEqual([]);
        for (const { description, workings } of lines)
          expect(`${description}: ${workings}`, "days are written out").not.toMatch(/\d{4}-\d{2}-\d{2}/);
        steps += lines.length;
      }
    expect(steps).toBeGreaterThan(count / 10);
  });
});
