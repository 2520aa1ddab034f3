import { expect, test } from "vitest";
import { civil } from "#server/lib/dates.ts";
import { shareOf, sum } from "#server/lib/money.ts";
import { contractSchema, parseFact, planLicence, ukRates } from "../engine/contract.ts";
import { netOf } from "../engine/parts.ts";
import { secondOf, valid } from "./agree.ts";
import { agrees } from "./testing.ts";

agrees("data_return", [], { hostile: 10 });

test("of 2,000 contracts in kind, kept or not, what was accepted clears what is left of the invoice to the penny", async () => {
  const model = await secondOf.data_return();
  let unkept = 0;
  for (let seed = 1; seed <= 2_000; seed++) {
    const { term, terms, facts } = valid(model, seed);
    const contract = contractSchema.parse({
      reference: "kind",
      term,
      customer: { country: "GB" },
      components: [{ id: "c", terms }],
    });
    const known = facts.map((fact) => parseFact(contract, fact));
    const plan = planLicence(contract, known, { until: civil("2099-12-31"), rates: ukRates });
    const billed = plan.charges.filter(({ key }) => key === "c/barter");
    if (billed.length < 2) continue;
    unkept++;
    const left = netOf(billed.at(-1)!);
    const cleared = sum(plan.movements.map(({ credit, amount }) => (credit === "1100" ? amount : -amount)));
    expect([seed, cleared]).toEqual([seed, left + shareOf(left, 2000)]);
  }
  expect(unkept).toBeGreaterThan(500);
});
