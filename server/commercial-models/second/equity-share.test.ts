import { expect, test } from "vitest";
import { runSeed } from "#server/testing/seed.ts";
import { contractSchema, current, parseFact, rateOn, ukRates } from "../engine/contract.ts";
import { registerOf } from "../models/equity-share/register.ts";
import { valid } from "./agree.ts";
import { holding, random, refused, second } from "./equity-share.ts";
import { agrees } from "./testing.ts";

agrees("equity_share");

test(`a holding of shares ends with the same shares and the same money, by 2,000 random lives from seed ${runSeed}`, () => {
  for (let seed = runSeed; seed < runSeed + 2_000; seed++) {
    const input = valid({ random, refused, second }, seed);
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
        `seed ${seed}: ${ours.shares} shares and ${ours.cash}, against ${theirs.shares} and ${theirs.cash}`,
      );
  }
});
