import { type Clause, clauseSchema } from "#server/commercial-models/engine/clause.ts";
import { listed } from "#server/commercial-models/engine/in-contract.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { addDays, civil, formatDate } from "#server/lib/dates.ts";
import { grouped, percent, pounds } from "#server/lib/money.ts";
import { capitalised } from "#server/lib/words.ts";
import { serviceId } from "#server/quoting/service.ts";
import { kindOf, type SignedContract } from "./contract.ts";
import { termsInWords } from "./terms-in-words.ts";

type Component = SignedContract["components"][number];

/** What is agreed beside the terms of the models, as sentences: a discount, fees that count against a royalty. */
export function clauseInWords(
  raw: SignedContract["clauses"][number],
  components: readonly Component[],
): string {
  const clause = clauseSchema.parse(raw);
  const named = (ids: readonly string[]) => listed(ids.map((id) => nameOf(components, id)));
  switch (clause.clause) {
    case "discount":
      return `${clause.id}: what is payable for ${named(clause.components)} is lower by ${
        clause.kind === "percent" ? percent(clause.bp) : `${pounds(clause.amount)}, used up once`
      }, for whatever is charged for a time that begins ${during(clause.valid)}.${limitsOf(clause)}${clause.evidence ? ` The licensee is entitled to it because: ${clause.evidence}.` : ""} Sums in the clauses on what the licensee pays are before it, those of the payment calendar after it.`;
    case "override":
      return `${clause.id}: for what begins ${during(clause.valid)} other terms hold for ${named([clause.component])}: ${overrideOf(clause, components)}.`;
    case "most_favoured":
      return `${clause.id}: for ${named([clause.component])} the licensee pays no more than any other licensee of its class under like terms, from the day on which another is offered a better price.`;
    case "preferential_supply":
      return `${clause.id}: the licensee sells ${clause.list} to bodies of the National Health Service at ${percent(clause.bp)} less than its list.`;
    case "yearly_cap":
      return `${clause.id}: ${named(clause.components)} never cost more than ${pounds(clause.yearly)} together in a contract year.`;
    case "aggregate_minimum":
      return `${clause.id}: ${named(clause.components)} cost at least ${pounds(clause.yearly)} together in a contract year; what is missing is invoiced with the last charge of the year for ${named([clause.billedBy])}.`;
    case "fee_credit":
      return `${clause.id}: ${percent(clause.shareBp)} of what the licensee pays for ${named(clause.from)} counts against ${named([clause.against])}; what is not used up by the end of the term lapses.`;
  }
}

const during = ({ from, to }: { from: string; to: string }) =>
  `from ${formatDate(from)} up to and including ${formatDate(addDays(civil(to), -1))}`;

function limitsOf({ floor, maxUses, budget, bestOf }: Extract<Clause, { clause: "discount" }>): string {
  const limits = [
    ...(floor === undefined ? [] : [`the price never falls below ${pounds(floor)}`]),
    ...(maxUses === undefined
      ? []
      : [`it counts for ${maxUses === 1 ? "one charge" : `${maxUses} charges`}`]),
    ...(budget === undefined ? [] : [`it takes ${pounds(budget)} at most`]),
    ...(bestOf === undefined ? [] : [`of the discounts “${bestOf}” only the best counts`]),
  ];
  const said = limits.join(", ");
  return said ? ` ${capitalised(said)}.` : "";
}

function overrideOf(
  clause: Extract<Clause, { clause: "override" }>,
  components: readonly Component[],
): string {
  if (clause.kind === "price_freeze") return "the price follows no index";
  if (clause.kind === "allowance_uplift") return `${grouped(clause.units)} more are free in each period`;
  const { terms } = components.find(({ id }) => id === clause.component)!;
  return termsInWords({ kind: kindOf(terms), ...clause.set })
    .map(({ label, value }) => `${label.toLowerCase()} ${value}`)
    .join("; ");
}

/** "the subscription", "the service". */
function nameOf(components: readonly Component[], id: string): string {
  if (id === serviceId) return "the service";
  const found = components.find((component) => component.id === id)!;
  return `the part “${modelOf(kindOf(found.terms)).title}”`;
}
