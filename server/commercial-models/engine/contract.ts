import { z } from "zod";
import { isUkForVat } from "#server/lib/countries.ts";
import type { CivilDate, Period } from "#server/lib/dates.ts";
import { percent } from "#server/lib/money.ts";
import {
  type Component,
  type Fact,
  kinds,
  modelOf,
  models,
  planOf,
  type Terms,
  termsSchema,
} from "../index.ts";
import { clauseSchema } from "./clause.ts";
import { applyClauses } from "./clauses.ts";
import { type FactFault, namedTwice } from "./fact-fault.ts";
import { bp, country, day } from "./fields.ts";
import { type LicenceFact, type LicenceWideFact, licenceFactSchema } from "./licence-facts.ts";
import { type Concession, licenceFaults } from "./licence-faults.ts";
import { merged, overridesOf, withParameters } from "./overrides.ts";
import { byKey, current, netOf, owedOn, timeline } from "./parts.ts";
import type { Context, Ended, Plan } from "./plan.ts";

export type { LicenceFact };
export { current };

const period = z
  .strictObject({ from: day.describe("First day"), to: day.describe("Day after the last") })
  .refine(({ from, to }) => from < to, { path: ["to"], message: "The end is after the start" });

/** What the engine bills from: who, for how long, under which components and clauses. */
export const contractSchema = z
  .strictObject({
    reference: z.string().min(1).describe("Reference of the licence"),
    term: period.describe("The term, half-open"),
    customer: z
      .strictObject({
        country: country.describe("Country where the customer belongs, ISO 3166"),
        usedIn: country
          .optional()
          .describe(
            "Country where the users sit, ISO 3166: access by electronic means is taxed where it is used; where the customer belongs when left out",
          ),
        businessFrom: day
          .optional()
          .describe("Day from which we hold evidence that the customer is in business"),
        sameRegistrationFrom: day
          .optional()
          .describe("Day from which the customer is in the VAT registration of the licensor itself"),
        dueDays: z.number().int().min(0).max(120).prefault(30).describe("Days from issue to due"),
      })
      .describe("Who pays, and where they belong for VAT"),
    components: z
      .array(
        z.strictObject({
          id: z.string().min(1).describe("Name; what the keys of its charges begin with"),
          terms: termsSchema.describe("Terms of one of the nine models"),
        }),
      )
      .min(1)
      .refine(
        (list) => new Set(list.map(({ id }) => id)).size === list.length,
        "Each component has a name of its own",
      )
      .describe("Parts of the contract, each one model"),
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
  )
  .superRefine(({ components, clauses }, refusing) => {
    // An override is refused where it is agreed, not years later where it would first count.
    for (const [index, clause] of clauses.entries()) {
      if (clause.clause !== "override" || clause.kind !== "rate_override") continue;
      const terms = components.find(({ id }) => id === clause.component)?.terms;
      if (!terms) continue;
      try {
        withParameters(terms, clause.set);
      } catch (error) {
        if (!(error instanceof z.ZodError)) throw error;
        for (const { path, message } of error.issues)
          refusing.addIssue({ code: "custom", path: ["clauses", index, "set", ...path], message });
      }
    }
  });
export type Contract = z.output<typeof contractSchema>;
export type Customer = Contract["customer"];

/** Every kind of fact of every model and of the licence: what a play file may hold. */
export const anyFact = z.union([
  licenceFactSchema,
  ...kinds.map((kind) => models[kind].fact),
] as unknown as readonly [z.ZodType, ...z.ZodType[]]);

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

const rateList = z
  .array(
    z.strictObject({
      from: day.describe("First day of the rate"),
      bp: bp.describe("The rate in basis points"),
    }),
  )
  .min(1);
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

/** What a plan rests on besides contract and facts: how far ahead it looks, and the rates of VAT and of interest. */
export type Basis = { until: CivilDate; rates: Rates };

/** Everything owed under a contract, given all the facts that are known: components first, then clauses in their order. */
export function planLicence(
  contract: Contract,
  facts: readonly LicenceFact[],
  { until, rates }: Basis,
): Plan {
  const now = current(facts);
  const ended = endOf(now);
  const plan: Plan = { charges: [], earnings: [], movements: [], obligations: [], commitments: [] };
  const wide = now.filter(({ component }) => component === undefined) as LicenceWideFact[];
  for (const { id, terms } of contract.components) {
    const own = facts.filter((fact) => fact.component === id) as unknown as Fact[];
    const context = contextOf(contract, id, own, ended, until, rates);
    const standing = now.filter((fact) => fact.component === id);
    const planned = (terms: Terms) =>
      planOf({ id, kind: terms.kind, terms, facts: standing } as Component, context);
    const part = merged(
      planned(terms),
      overridesOf(contract, id, terms, wide).map((override) => ({ override, plan: planned(override.terms) })),
      contract,
      modelOf(terms.kind).countsByYear,
    );
    plan.charges.push(...(part.charges ?? []));
    plan.earnings.push(...(part.earnings ?? []));
    plan.movements.push(...(part.movements ?? []));
    plan.obligations.push(...(part.obligations ?? []));
    plan.commitments.push(...(part.commitments ?? []));
  }
  const concessions = wide.flatMap((fact) => (fact.fact === "conceded" ? [fact] : []));
  plan.obligations.push(...suppliedTo(contract, wide));
  return applyClauses(contract, plan, concessions);
}

/**
 * What cannot be of what was reported, in the order of the facts: what contradicts the terms, the term of the licence or
 * another fact. Of terms that count for a while a fact has to fit some. Whether it is refused, and when, is for whoever asks.
 */
export function faultsOf(
  contract: Contract,
  facts: readonly LicenceFact[],
  basis: Basis,
): FactFault<LicenceFact>[] {
  const now = current(facts);
  const wide = now.filter(({ component }) => component === undefined) as LicenceWideFact[];
  const faults: FactFault[] = [
    ...namedTwice(facts),
    ...licenceFaults(wide, {
      ...contract,
      term: contract.term as Period,
      owedFor: (concession) => owedBefore(concession, contract, facts, basis),
    }),
  ];
  const fitting = wide.filter((fact) => !faults.some((fault) => fault.fact === fact));
  for (const { id, terms } of contract.components) {
    const own = facts.filter((fact) => fact.component === id) as unknown as Fact[];
    const standing = now.filter((fact) => fact.component === id) as unknown as Fact[];
    const context = contextOf(contract, id, own, endOf(now), basis.until, basis.rates);
    const [agreed, ...others] = [
      terms,
      ...overridesOf(contract, id, terms, fitting).map((one) => one.terms),
    ].map((terms) => modelOf(terms.kind).faults(terms, standing, context));
    const isEverywhere = ({ fact, field }: FactFault) =>
      others.every((found) => found.some((other) => other.fact === fact && other.field === field));
    faults.push(...agreed!.filter(isEverywhere));
  }
  const place = new Map(now.map((fact, index) => [fact as unknown, index]));
  return (faults as FactFault<LicenceFact>[]).toSorted(
    (a, b) => (place.get(a.fact) ?? now.length) - (place.get(b.fact) ?? now.length),
  );
}

/**
 * What was owed for the key of a concession on its day, as it was known then and less what had been conceded before: what is
 * told later never makes a decision of two people wrong. Null when nothing had fallen due.
 */
function owedBefore(concession: Concession, contract: Contract, facts: readonly LicenceFact[], basis: Basis) {
  const isBefore = (fact: LicenceFact) =>
    fact.fact !== "conceded" ||
    fact.on < concession.on ||
    (fact.on === concession.on && fact.id < concession.id);
  const known = facts.filter((fact) => fact.known <= concession.known && isBefore(fact));
  const owed = owedOn(
    byKey(planLicence(contract, known, basis).charges).get(concession.key) ?? [],
    concession.on,
  );
  return owed === null || owed === "wait" ? null : netOf(owed);
}

/** What the NHS gained by buying at the licensee's preferential price: a register, not a charge of ours. */
const suppliedTo = ({ clauses, term }: Contract, facts: readonly LicenceWideFact[]): Plan["obligations"] =>
  clauses.flatMap((clause) => {
    if (clause.clause !== "preferential_supply") return [];
    const redeemed = facts.filter((f) => f.fact === "redeemed" && f.clause === clause.id);
    const benefit = redeemed.reduce(
      (total, f) => (f.fact === "redeemed" && f.list > f.paid ? total + f.list - f.paid : total),
      0n,
    );
    return [
      {
        key: clause.id,
        kind: "preferential_supply",
        due: term.to as CivilDate,
        description: `${clause.list} at ${percent(clause.bp)} less for NHS bodies; ${redeemed.length} bought so far`,
        state: redeemed.length > 0 ? ("accepted" as const) : ("planned" as const),
        amount: benefit,
      },
    ];
  });

function contextOf(
  contract: Contract,
  id: string,
  own: readonly Fact[],
  ended: Ended | null,
  until: CivilDate,
  rates: Rates,
): Context<never> {
  const knownDays = [...new Set(own.map(({ known }) => known))].sort();
  const asOf = timeline(own);
  const cache = new Map<string, readonly Fact[]>();
  return {
    id,
    term: contract.term as Period,
    ended,
    until,
    dueDays: contract.customer.dueDays,
    knownDays,
    heard: own as readonly never[],
    knownBy: (on) => {
      // Nothing changes between two days on which something became known.
      const as = knownDays.findLast((known) => known <= on) ?? "";
      if (!cache.has(as)) cache.set(as, asOf(as));
      return cache.get(as) as readonly never[];
    },
    vatRateBp: (on) => (isOutsideUkVat(contract.customer, on) ? 0 : rateOn(rates.vat, on)),
    baseRateBp: (on) => rateOn(rates.base, on),
  };
}

/**
 * Whether what is supplied to a customer on a day bears no UK VAT: to a business abroad, with evidence, unless it is used
 * in the UK; to one of the UK where it is used elsewhere (README §13.1); to a member of the licensor's own VAT
 * registration whatever is used where, since there is no supply (design, finance-2 section 3).
 */
export const isOutsideUkVat = (
  { country, usedIn, businessFrom, sameRegistrationFrom }: Customer,
  on: CivilDate,
): boolean => {
  if (sameRegistrationFrom !== undefined && sameRegistrationFrom <= on) return true;
  const used = usedIn ?? country;
  if (isUkForVat(used)) return false;
  return isUkForVat(country) || (businessFrom !== undefined && businessFrom <= on);
};

const endOf = (facts: readonly LicenceFact[]): Ended | null => {
  const end = facts.find((fact) => fact.fact === "ended");
  return end?.fact === "ended" ? { on: end.on, known: end.known, by: end.by } : null;
};
