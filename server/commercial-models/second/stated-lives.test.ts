import { describe, expect, test } from "vitest";
import { civil, daysBetween } from "#server/lib/dates.ts";
import { pounds, scaled, sum } from "#server/lib/money.ts";
import { runSeed } from "#server/testing/seed.ts";
import { contractSchema, parseFact, planLicence, ukRates } from "../engine/contract.ts";
import { byKey, netOf } from "../engine/parts.ts";
import { unsoundBecause } from "../engine/soundness.ts";
import { yearsOf } from "../models/profit-share/years.ts";
import { fitting, type Second, secondOf, valid } from "./agree.ts";
import type { Input } from "./input.ts";

/** Random lives of what is reported by period or seat, with hostile facts: what cannot be is refused, and what is left is lived to its end. */
const lives = 200;
const basis = { until: civil("2099-12-31"), rates: ukRates };

function lived({ term, terms, facts }: Input) {
  const contract = contractSchema.parse({
    reference: "life",
    term,
    customer: { country: "GB" },
    components: [{ id: "c", terms }],
  });
  const known = facts.map((fact) => parseFact(contract, fact));
  const { charges } = planLicence(contract, known, basis);
  const last = new Map(
    [...byKey(charges)].map(([key, variants]) => [key, variants.reduce((a, b) => (b.on >= a.on ? b : a))]),
  );
  const ended = known.find((fact) => fact.fact === "ended");
  return { contract, charges, last, ended: ended?.fact === "ended" ? ended : null };
}

/** Each life after what cannot be of it was refused, and how many facts that was. */
function* all(model: Second) {
  for (let seed = runSeed; seed < runSeed + lives; seed++) {
    const { input, refused } = fitting(model, valid(model, seed));
    yield { seed, input, refused: refused.length, ...lived(input) };
  }
}

describe.each(["subscription", "usage_based", "royalty", "profit_share"] as const)("%s", (kind) => {
  test(`in ${lives} lives from seed ${runSeed} nothing is charged twice or below nought, facts are refused and facts are taken`, async () => {
    const count = { refused: 0, taken: 0 };
    for (const { seed, input, refused, charges } of all(await secondOf[kind]())) {
      count.refused += refused;
      count.taken += input.facts.length;
      expect(unsoundBecause(charges), `seed ${seed}`).toBeNull();
      for (const charge of charges) expect(netOf(charge) >= 0n, `seed ${seed}: ${charge.key}`).toBe(true);
    }
    expect(count.refused).toBeGreaterThan(lives / 10);
    expect(count.taken).toBeGreaterThan(lives);
  });

  test("facts that are heard in another order end the same", async () => {
    for (const { seed, input, charges } of all(await secondOf[kind]()))
      expect(lived({ ...input, facts: input.facts.toReversed() }).charges, `seed ${seed}`).toEqual(charges);
  });
});

test("a year of a profit share comes to its floor at least and to its cap at most, with what was paid on account", async () => {
  let floors = 0;
  for (const { seed, contract, last, ended } of all(await secondOf.profit_share())) {
    const { terms } = contract.components[0]!;
    if (terms.kind !== "profit_share") continue;
    const term = { from: civil(contract.term.from), to: civil(contract.term.to) };
    for (const { whole, period } of yearsOf(terms, { term, ended })) {
      const charged = [...last.values()].filter(
        (charge) =>
          charge.paper === "invoice" && charge.period.from >= period.from && charge.period.to <= period.to,
      );
      const paid = sum(charged.map(netOf));
      const part = (amount: bigint) =>
        scaled(amount, daysBetween(period.from, period.to), daysBetween(whole.from, whole.to));
      const said = `seed ${seed}, year from ${period.from}: ${pounds(paid)}`;
      if (terms.floor !== undefined) {
        floors++;
        expect(paid >= part(terms.floor), said).toBe(true);
      }
      if (terms.cap !== undefined) expect(paid <= part(terms.cap), said).toBe(true);
    }
  }
  expect(floors).toBeGreaterThan(lives / 10);
});

test("a period of usage never comes to more than its cap", async () => {
  for (const { seed, contract, charges } of all(await secondOf.usage_based())) {
    const { terms } = contract.components[0]!;
    if (terms.kind !== "usage_based" || terms.cap === undefined) continue;
    for (const charge of charges.filter(({ key }) => /^c\/[\d-]+$/.test(key)))
      expect(netOf(charge) <= terms.cap, `seed ${seed}: ${charge.key} ${pounds(netOf(charge))}`).toBe(true);
  }
});

test("every contract year of a royalty that began has its guarantee, once", async () => {
  for (const { seed, contract, last, ended } of all(await secondOf.royalty())) {
    const { terms } = contract.components[0]!;
    if (terms.kind !== "royalty" || terms.guarantee === undefined || ended) continue;
    for (const [key, charge] of last)
      if (key.endsWith("/guarantee")) expect(netOf(charge), `seed ${seed}: ${key}`).toBe(terms.guarantee);
    const years = Math.ceil(daysBetween(civil(contract.term.from), civil(contract.term.to)) / 366);
    expect([...last.keys()].filter((key) => key.endsWith("/guarantee")).length).toBeGreaterThanOrEqual(years);
  }
});
