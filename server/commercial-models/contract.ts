import { z } from "zod";
import type { CivilDate, Period } from "#server/lib/dates.ts";
import { applyClauses, clauseSchema } from "./clauses.ts";
import { bp, dated, day, pence } from "./fields.ts";
import { type Component, type Fact, models, planOf, termsSchema } from "./index.ts";
import type { Context, Dated, Ended, Plan } from "./shape.ts";

const period = z
  .strictObject({ from: day.describe("First day"), to: day.describe("Day after the last") })
  .refine(({ from, to }) => from < to, { path: ["to"], message: "The end is after the start" });

/** What the engine bills from: who, for how long, under which components and clauses. */
export const contractSchema = z
  .strictObject({
    reference: z.string().min(1).describe("Reference of the licence"),
    term: period.describe("The term, half-open"),
    customer: z.strictObject({
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, "Two capital letters")
        .describe("Country where the customer belongs, ISO 3166"),
      businessFrom: day
        .optional()
        .describe("Day from which we hold evidence that the customer is in business"),
      dueDays: z.number().int().min(0).max(120).prefault(30).describe("Days from issue to due"),
    }),
    components: z
      .array(
        z.strictObject({
          id: z.string().min(1).describe("Name; what the keys of its charges begin with"),
          terms: termsSchema,
        }),
      )
      .min(1)
      .refine(
        (list) => new Set(list.map(({ id }) => id)).size === list.length,
        "Each component has a name of its own",
      ),
    clauses: z
      .array(clauseSchema)
      .prefault([])
      .describe("Discounts, minimums over components, fee credits, in order"),
  })
  .refine(
    ({ components, clauses }) =>
      clauses.every((clause) => clause.named.every((id) => components.some((c) => c.id === id))),
    {
      path: ["clauses"],
      message: "A clause names a component that the contract does not have",
    },
  );
export type Contract = z.output<typeof contractSchema>;
export type Customer = Contract["customer"];

const { component: _component, ...datedLicence } = dated;
/** Facts about the licence as a whole. */
const licenceFactSchema = z.discriminatedUnion("fact", [
  z.strictObject({
    ...datedLicence,
    fact: z.literal("ended"),
    by: z.enum(["convenience", "supplier_fault", "customer_breach"]).describe("Why it ended"),
  }),
  z.strictObject({
    ...datedLicence,
    fact: z.literal("conceded"),
    key: z.string().min(1).describe("Key of the charge"),
    net: pence.describe("Net amount given back, in pence"),
    reason: z.string().describe("Why; stands on the credit note"),
  }),
]);
export type LicenceWideFact = z.output<typeof licenceFactSchema>;
export type LicenceFact = ({ component?: undefined } & LicenceWideFact) | (Fact & { component: string });

/** Reads a fact by the component it names; throws a ZodError that names the field. */
export function parseFact(contract: Contract, raw: Record<string, unknown>): LicenceFact {
  if (raw.component === undefined) return licenceFactSchema.parse(raw) as LicenceFact;
  const component = contract.components.find(({ id }) => id === raw.component);
  if (!component)
    throw new z.ZodError([
      {
        code: "custom",
        path: ["component"],
        message: `The contract has no component ${String(raw.component)}`,
        input: raw,
      },
    ]);
  return models[component.terms.kind].fact.parse(raw) as LicenceFact;
}

export type Rates = {
  vat: readonly { from: CivilDate; bp: number }[];
  base: readonly { from: CivilDate; bp: number }[];
};

const rateList = z.array(z.strictObject({ from: day, bp })).min(1);
export const ratesSchema = z.strictObject({
  vat: rateList.describe("Standard rate of VAT, from each day"),
  base: rateList.describe(
    "Bank of England base rate that counts for late interest in the half-year from each day",
  ),
});

/** Standard VAT since 2011, and the reference rates for late interest. */
export const ukRates: Rates = ratesSchema.parse({
  vat: [{ from: "2011-01-04", bp: 2000 }],
  base: [
    { from: "2024-01-01", bp: 525 },
    { from: "2025-01-01", bp: 475 },
    { from: "2025-07-01", bp: 425 },
    { from: "2026-01-01", bp: 375 },
    { from: "2027-01-01", bp: 350 },
  ],
});

/** The rate in force on a day; before the first, the first. */
export const rateOn = (list: Rates["vat"], on: CivilDate): number =>
  (list.findLast(({ from }) => from <= on) ?? list[0]!).bp;

export type World = { until: CivilDate; rates: Rates };

/** Everything owed under a contract, given all the facts that are known: components first, then clauses in their order. */
export function planLicence(
  contract: Contract,
  facts: readonly LicenceFact[],
  { until, rates }: World,
): Plan {
  const ended = endOf(current(facts));
  const plan: Plan = { charges: [], earnings: [], movements: [], obligations: [], commitments: [] };
  for (const { id, terms } of contract.components) {
    const own = facts.filter((fact) => fact.component === id) as unknown as Fact[];
    const component = { id, kind: terms.kind, terms, facts: current(own) } as Component;
    const part = planOf(component, contextOf(contract, id, own, ended, until, rates));
    plan.charges.push(...(part.charges ?? []));
    plan.earnings.push(...(part.earnings ?? []));
    plan.movements.push(...(part.movements ?? []));
    plan.obligations.push(...(part.obligations ?? []));
    plan.commitments.push(...(part.commitments ?? []));
  }
  const concessions = current(facts).flatMap((fact) => (fact.fact === "conceded" ? [fact] : []));
  return applyClauses(contract, plan, concessions);
}

function contextOf(
  contract: Contract,
  id: string,
  own: readonly Fact[],
  ended: Ended | null,
  until: CivilDate,
  rates: Rates,
): Context<never> {
  const knownDays = [...new Set(own.map(({ known }) => known))].sort();
  const cache = new Map<string, readonly Fact[]>();
  return {
    id,
    term: contract.term as Period,
    ended,
    until,
    dueDays: contract.customer.dueDays,
    knownDays,
    knownBy: (on) => {
      // Nothing changes between two days on which something became known.
      const as = knownDays.findLast((known) => known <= on) ?? "";
      if (!cache.has(as)) cache.set(as, current(own.filter(({ known }) => known <= as)));
      return cache.get(as) as readonly never[];
    },
    vatRateBp: (on) => (isForeignBusiness(contract.customer, on) ? 0 : rateOn(rates.vat, on)),
    baseRateBp: (on) => rateOn(rates.base, on),
  };
}

/** A business outside the UK, with evidence: its supplies are outside the scope of UK VAT (commercial-models.md 4.0). */
export const isForeignBusiness = ({ country, businessFrom }: Customer, on: CivilDate) =>
  country !== "GB" && businessFrom !== undefined && businessFrom <= on;

const endOf = (facts: readonly LicenceFact[]): Ended | null => {
  const end = facts.find((fact) => fact.fact === "ended");
  return end?.fact === "ended" ? { on: end.on, by: end.by } : null;
};

/**
 * The latest version of each fact, without the retracted, in order of day and id: the order of arrival is forgotten
 * here. Two of one version: the one that was known first stands.
 */
export function current<F extends Dated>(facts: readonly F[]): F[] {
  const latest = new Map<string, F>();
  for (const fact of facts) {
    const other = latest.get(fact.id);
    if (
      !other ||
      fact.version > other.version ||
      (fact.version === other.version && fact.known < other.known)
    )
      latest.set(fact.id, fact);
  }
  return [...latest.values()]
    .filter(({ retracted }) => !retracted)
    .sort((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1));
}
