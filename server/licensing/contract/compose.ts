import { isOutsideUkVat, ukRates } from "#server/commercial-models/engine/contract.ts";
import type { Agreed } from "#server/commercial-models/engine/in-contract.ts";
import { vatOf } from "#server/commercial-models/engine/settle.ts";
import { modelOf, termsSchema } from "#server/commercial-models/index.ts";
import type { Assumptions } from "#server/commercial-models/simulation/assumptions.ts";
import { countryName, isUkForVat } from "#server/lib/countries.ts";
import { addDays, civil, formatDate, type Period } from "#server/lib/dates.ts";
import { percent, pounds } from "#server/lib/money.ts";
import { capitalised, counted, lowered } from "#server/lib/words.ts";
import { serviceId, type Work } from "#server/quoting/service.ts";
import { standardArticles } from "./articles.ts";
import { clauseInWords } from "./clause-in-words.ts";
import type { ContractPart, WordedContract } from "./contract.ts";
import { asEngineContract, type VatEvidence } from "./engine-contract.ts";
import { paymentsOf } from "./payments.ts";

/** Everything that is agreed, before it has its words. */
export type Deal = Omit<WordedContract, "format" | "articles" | "words" | "payments">;

/**
 * The contract as it will be signed: what is agreed, in the words of its models, under today's articles, with the calendar
 * of payments that the engine foresees. The evidence for VAT as it stands is not signed itself.
 */
export function composed(
  deal: Deal,
  {
    assumptions,
    evidence,
    work = [],
  }: { assumptions: Assumptions; evidence: VatEvidence; work?: readonly Work[] },
): WordedContract {
  const engine = asEngineContract(deal, evidence);
  const { rateBp } = vatOf({ vat: "supply" }, engine.customer, engine.term.from as Period["from"], ukRates);
  const agreed = { term: engine.term as Period, vatRateBp: rateBp };
  return {
    format: 2,
    ...deal,
    articles: [...standardArticles()],
    words: {
      agreement: [
        about(deal),
        ...paid(deal, agreed),
        ...beside(deal),
        invoices(deal, vatWords(deal, engine, rateBp)),
      ],
      schedules: [datasets(deal), use(deal), service(deal)],
    },
    payments: paymentsOf(engine, assumptions, work),
  };
}

const about = ({ dataset, term, users, purpose, publicBenefit }: Deal): ContractPart =>
  clauses("What this agreement is about", [
    `The licensor licenses “${dataset.title}”, version ${dataset.version}, of ${dataset.custodian} to the licensee.`,
    `The purpose is: ${sentence(purpose)}`,
    `Patients or the public gain in this way: ${sentence(publicBenefit)}`,
    `The licence lasts from ${formatDate(term.from)} up to and including ${formatDate(addDays(civil(term.to), -1))}, for ${users === 1 ? "one named user" : `${users} named users`}.`,
  ]);

/** For each model what it charges, in its own words; the service by its rate card in a schedule. */
const paid = ({ components }: Deal, agreed: Agreed): ContractPart[] =>
  components.map(({ id, terms }) => {
    const parsed = termsSchema.parse(terms);
    const model = modelOf(parsed.kind);
    return id === serviceId
      ? clauses("What the licensee pays: the service around the data", [
          "The licensee pays for the work that is done around the data, at the prices of schedule 3.",
          ...model.inContract({ ...parsed, rates: {} } as typeof parsed, agreed),
        ])
      : clauses(`What the licensee pays: ${lowered(model.title)}`, model.inContract(parsed, agreed));
  });

const beside = ({ clauses: agreed, components }: Deal): ContractPart[] =>
  agreed.length === 0
    ? []
    : [
        clauses(
          "What is agreed beside it",
          agreed.map((clause) => capitalised(clauseInWords(clause, components))),
        ),
      ];

const invoices = ({ dueDays, priceList }: Deal, vat: string): ContractPart =>
  clauses("Invoices and VAT", [
    `Sums in this agreement are in pounds sterling and without VAT, unless they say otherwise. ${vat}`,
    `Invoices are due ${counted(dueDays, "day")} after the day on which they are issued. Schedule 4 shows when, as far as is known when this agreement is made.`,
    `The terms are those of version ${priceList.version} of the licensor’s price list, in force from ${formatDate(priceList.validFrom)}, as agreed here.`,
  ]);

/** What VAT is added, and why, as the evidence stands (README §13.1). */
function vatWords(
  { licensee, term }: Deal,
  { customer }: ReturnType<typeof asEngineContract>,
  rateBp: number,
): string {
  const from = civil(term.from);
  const { country, usedIn } = customer;
  if (!isOutsideUkVat(customer, from)) {
    const added = `VAT at the standard rate, ${percent(rateBp)} on the first day of the term, is added`;
    if (isUkForVat(country)) return `${added}.`;
    return usedIn && isUkForVat(usedIn)
      ? `${added}, because the licensee’s users sit in the United Kingdom.`
      : `${added}. Once the licensor holds evidence that the licensee is in business outside the United Kingdom, what was charged is credited and invoiced again without it.`;
  }
  if (customer.sameRegistrationFrom !== undefined && customer.sameRegistrationFrom <= from)
    return "The licensee is in the VAT registration of the licensor, so nothing between the two is a supply and no VAT is added.";
  if (isUkForVat(country))
    return `The licensee’s users sit in ${countryName(usedIn ?? country)}, so what it is charged is outside the scope of UK VAT, and none is added.`;
  const where = `The licensee is in business in ${countryName(licensee.country)}`;
  return vatOf({ vat: "supply" }, customer, from, ukRates).category === "AE"
    ? `${where}, so no UK VAT is added. Reverse charge: the licensee accounts for VAT there.`
    : `${where}, so what it is charged is outside the scope of UK VAT, and none is added.`;
}

const datasets = ({ dataset, useTerms }: Deal): ContractPart =>
  facts("Datasets", [
    ["Dataset", `${dataset.title}, version ${dataset.version}`],
    ["Custodian", dataset.custodian],
    ["Mandate of the custodian", dataset.mandate],
    ["Terms of use", useTerms.join("; ") || "none beyond the articles"],
  ]);

const use = ({ users, environment, territory, usedIn }: Deal): ContractPart =>
  facts("Users and use", [
    ["Named users", String(users)],
    ["Where it is used", environment],
    ["Territory", territory],
    ...(usedIn ? ([["Where the users sit", countryName(usedIn)]] as [string, string][]) : []),
  ]);

function service({ components }: Deal): ContractPart {
  const found = components.find(({ id }) => id === serviceId);
  if (!found)
    return clauses("Service around the data", [
      "The service around the data is not part of this agreement: the licensee brings what is needed, and none is charged.",
    ]);
  const rates = found.terms.rates as Readonly<Record<string, string | number>>;
  return facts(
    "Service around the data, and its tariff",
    Object.entries(rates).map(([work, price]) => [work, pounds(BigInt(price))]),
  );
}

const clauses = (title: string, said: readonly string[]): ContractPart => ({
  title,
  clauses: [...said],
  facts: [],
});
const facts = (title: string, said: readonly [string, string][]): ContractPart => ({
  title,
  clauses: [],
  facts: [...said],
});

/** What people typed, ended as a sentence. */
const sentence = (text: string) => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
