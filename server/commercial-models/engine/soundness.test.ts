import { describe, expect, test } from "vitest";
import { civil } from "#server/lib/dates.ts";
import { limitOf, overLimit } from "#server/licensing/settlement/limit-rules.ts";
import { kinds } from "../index.ts";
import { fitting, secondOf, valid } from "../second/agree.ts";
import { planLicence, ukRates } from "./contract.ts";
import type { Charge } from "./plan.ts";
import { totalOf, unsoundBecause } from "./soundness.ts";

type Fault = (charges: readonly Charge[]) => Charge[] | null;

/** Faults as a slip in an engine would make them; null where a plan has nothing that could go wrong so. */
const faults: Record<string, Fault> = {
  "a doubled line": (charges) => {
    const [first] = owed(charges);
    return first ? [...charges, { ...first, key: `${first.key}/again` }] : null;
  },
  "a hundredfold price": (charges) =>
    charges.map((charge) => ({
      ...charge,
      lines: charge.lines.map((line) => ({ ...line, net: line.net * 100n })),
    })),
  "an overlap": (charges) => {
    const several = owed(charges).filter(({ key }) => /^c\/\d{4}-\d\d-\d\d$/.test(key));
    const [first, second] = several.toSorted((a, b) => (a.period.from < b.period.from ? -1 : 1));
    if (!first || !second || second.period.to <= second.period.from) return null;
    const longer = { ...first, period: { from: first.period.from, to: second.period.to } };
    return charges.map((charge) => (charge.key === first.key ? longer : charge));
  },
};

const owed = (charges: readonly Charge[]) =>
  charges.filter(
    (charge) => totalOf([charge]) !== 0n && charges.filter(({ key }) => key === charge.key).at(-1) === charge,
  );

/** Plans of random lives of every model, of what is not refused, by seed; small change is left out, which no limit is about. */
async function* plans(each: number) {
  for (const kind of kinds) {
    const model = await secondOf[kind]();
    for (let seed = 1, found = 0; found < each; seed++) {
      const { contract, facts } = fitting(model, valid(model, seed)).known;
      const { charges } = planLicence(contract, facts, { until: civil("2099-12-31"), rates: ukRates });
      if (totalOf(charges) < 2_000_00n) continue;
      found++;
      yield { kind, seed, charges };
    }
  }
}

describe("random lives of all nine", () => {
  test("have no plan that is unsound", async () => {
    for await (const { kind, seed, charges } of plans(100))
      expect(unsoundBecause(charges), `${kind}, seed ${seed}`).toBeNull();
  });

  test("show every fault that is put into them: 200 of 200", async () => {
    let injected = 0;
    for await (const { kind, seed, charges } of plans(40))
      for (const [name, fault] of Object.entries(faults)) {
        const wrong = injected < 200 ? fault(charges) : null;
        if (!wrong) continue;
        injected++;
        const limit = limitOf(totalOf(charges));
        const found = unsoundBecause(wrong) ?? overLimit([], [], totalOf(wrong), limit);
        expect(found, `${name} in ${kind}, seed ${seed}`).not.toBeNull();
      }
    expect(injected).toBe(200);
  });
});
