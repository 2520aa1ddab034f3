import { expect, test } from "vitest";
import type { CivilDate } from "#server/lib/dates.ts";
import { runSeed } from "#server/testing/seed.ts";
import { contractSchema, current, parseFact, rateOn, ukRates } from "../engine/contract.ts";
import { holdingOf, registerOf } from "../models/equity-share/register.ts";
import { fitting, valid } from "./agree.ts";
import * as model from "./equity-share.ts";
import { holding } from "./equity-share.ts";
import { agrees } from "./testing.ts";

agrees("equity_share", [], { hostile: 20 });

test(`a holding of shares ends with the same shares, rights, escrow and money, by 2,000 random lives from seed ${runSeed}`, () => {
  for (let seed = runSeed; seed < runSeed + 2_000; seed++) {
    const { input } = fitting(model, valid(model, seed));
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
    ) as never[];
    const seen = {
      id: "c",
      term: contract.term,
      vatRateBp: (on: CivilDate) => rateOn(ukRates.vat, on),
    };
    const { shares, escrow, rights, shareClass } = holdingOf(terms, facts, seen);
    const cash = registerOf(terms, facts, seen).reduce((total, entry) => total + entry.cash, 0n);
    const { preferenceBp, antiDilution, ...theirs } = holding(input);
    expect({ seed, shares, escrow, shareClass, rights, cash }).toEqual({
      seed,
      shares: theirs.shares,
      escrow: theirs.escrow,
      shareClass: theirs.shareClass,
      rights: { preferenceBp, antiDilution },
      cash: theirs.cash,
    });
  }
});
