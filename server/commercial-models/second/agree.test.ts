import { describe, expect, test } from "vitest";
import { contractSchema, current, parseFact, rateOn, ukRates } from "../engine/contract.ts";
import { type Kind, kinds } from "../index.ts";
import { registerOf } from "../models/equity-share/register.ts";
import { differences, secondOf, valid } from "./agree.ts";
import { holding, random, second } from "./equity-share.ts";

const cases = 10_000;
const seed = 20_261_125;

describe(`two implementations, written apart, agree to the penny on ${cases} random cases from seed ${seed}`, () => {
  test.each(kinds)("%s", { timeout: 240_000 }, async (kind: Kind) => {
    const model = await secondOf[kind]();
    for (let index = 0; index < cases; index++) {
      const { keys } = differences(model, seed + index);
      if (keys.length > 0)
        expect.fail(
          `seed ${seed + index}: ${keys.join("; ")}. Look: npm run fuzz -- 1 ${kind} ${seed + index}`,
        );
    }
  });
});

test("a holding of shares ends with the same shares and the same money, by 2,000 random lives", () => {
  for (let index = 0; index < 2_000; index++) {
    const input = valid({ random, second }, seed + index);
    const contract = contractSchema.parse({
      reference: "fuzz",
      term: input.term,
      customer: { country: "GB" },
      components: [{ id: "c", terms: input.terms }],
    });
    const { terms } = contract.components[0]!;
    if (terms.kind !== "equity_share") throw new Error("An equity share was drawn");
    const facts = current(
      input.facts.filter(({ fact }) => fact !== "ended").map((fact) => parseFact(contract, fact)),
    );
    const register = registerOf(terms, facts as never[], {
      id: "c",
      term: contract.term,
      vatRateBp: (on) => rateOn(ukRates.vat, on),
    });
    const ours = {
      shares: register.at(-1)?.held ?? 0n,
      cash: register.reduce((total, { cash }) => total + cash, 0n),
    };
    const theirs = holding(input);
    if (ours.shares !== theirs.shares || ours.cash !== theirs.cash)
      expect.fail(
        `seed ${seed + index}: ${ours.shares} shares and ${ours.cash}, against ${theirs.shares} and ${theirs.cash}`,
      );
  }
});
