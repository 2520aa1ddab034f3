import { type Kind, kinds, modelOf } from "#server/commercial-models/index.ts";
import { formatDate } from "#server/lib/dates.ts";
import type { CustomerKind } from "#server/pricing/rules.ts";

/**
 * What a custodian lets others do with a dataset. One list for HDR UK's limitations and requirements (specification 4.0.0),
 * each with its GA4GH Data Use Ontology term where there is one. `limits`: it narrows what the data may be used for;
 * `permits`: it says for what it may be used at all; `condition`: it asks for something beside.
 */
export const useTerms = {
  no_restriction: { words: "No restriction", duo: "DUO:0000004", does: "permits" },
  general_research: { words: "General research use", duo: "DUO:0000042", does: "permits" },
  commercial_research: { words: "Commercial research allowed", duo: null, does: "permits" },
  research_use_only: { words: "Research use only", duo: null, does: "limits" },
  not_for_profit: { words: "Not-for-profit use only", duo: "DUO:0000018", does: "limits" },
  research_specific: { words: "Only for certain kinds of research", duo: "DUO:0000012", does: "limits" },
  genetic_studies: { words: "Genetic studies only", duo: "DUO:0000016", does: "limits" },
  no_general_methods: { words: "No research into methods alone", duo: "DUO:0000015", does: "limits" },
  no_linkage: { words: "No linkage with other data", duo: null, does: "condition" },
  geographical: { words: "Only within a named region", duo: "DUO:0000022", does: "condition" },
  institution: { words: "Only within an approved institution", duo: "DUO:0000028", does: "condition" },
  project: { words: "Only for an approved project", duo: "DUO:0000027", does: "condition" },
  user: { words: "Only for approved users", duo: "DUO:0000026", does: "condition" },
  time_limit: { words: "Only for a limited time", duo: "DUO:0000025", does: "condition" },
  ethics: { words: "Approval by an ethics committee", duo: "DUO:0000021", does: "condition" },
  collaboration: { words: "Collaboration with the custodian", duo: "DUO:0000020", does: "condition" },
  publication: { words: "Results have to be published", duo: "DUO:0000019", does: "condition" },
  moratorium: { words: "No publication before an agreed day", duo: "DUO:0000024", does: "condition" },
  return_to_source: {
    words: "Derived data goes back to the custodian",
    duo: "DUO:0000029",
    does: "condition",
  },
  disclosure_control: { words: "Outputs are checked for disclosure", duo: null, does: "condition" },
} as const satisfies Record<
  string,
  { words: string; duo: string | null; does: "permits" | "limits" | "condition" }
>;

export type UseTerm = keyof typeof useTerms;
export const isUseTerm = (key: string): key is UseTerm => Object.hasOwn(useTerms, key);

/** Models that ask for no price above cost; the others are commercial (README §18.3). */
export const nonCommercial: readonly Kind[] = kinds.filter((kind) => !modelOf(kind).commercial);
export const commercialKinds: readonly Kind[] = kinds.filter((kind) => modelOf(kind).commercial);
const isNotForProfit = (customer: CustomerKind) => customer === "academic";

/** The terms of a dataset in one canonical order without doubles: what a decision is made over. */
export const termsKey = ({ limitations, requirements }: Terms): string =>
  [...new Set([...limitations, ...requirements])].sort().join(" ");

type Terms = { limitations: readonly string[]; requirements: readonly string[] };

/** Why terms alone do not open commercial use, in plain words; by these reasons a list is filtered. */
export const undecided = {
  none_stated: "The custodian states no terms of use, so a named person has to decide first.",
  not_known: "The terms of use hold something that we do not know, so a named person has to decide first.",
  no_restriction_and_limits:
    "The terms contradict each other: they say no restriction, and restrict the use. A named person has to decide first.",
  commercial_and_barred:
    "The terms contradict each other: they allow commercial research, and bar it. A named person has to decide first.",
  not_for_profit:
    "The terms say not-for-profit use. A named person has to decide, with reasons, before any commercial model is offered.",
  research_only:
    "The terms say research use only. A named person has to decide, with reasons, before any commercial model is offered.",
  conditions_only:
    "The terms name limits or conditions but do not say for what the data may be used, so a named person has to decide first.",
} as const;
type Undecided = keyof typeof undecided;

/**
 * What the terms alone say: whether commercial models may be offered, to whom the others, and why, in plain words.
 * The strictest term wins; no terms, limits or conditions without a permission, unknown or contradicting terms ask for a
 * decision before anything is offered.
 */
export type Rule = {
  commercial: "allowed" | "needs_decision";
  nonCommercialFor: "everybody" | "not_for_profit" | "nobody";
  because: string;
};

export function ruleOf(terms: Terms): Rule {
  const all = new Set([...terms.limitations, ...terms.requirements]);
  const has = (...keys: UseTerm[]) => keys.some((key) => all.has(key));
  const undecidedFor = (why: Undecided, nonCommercialFor: Rule["nonCommercialFor"] = "nobody"): Rule => ({
    commercial: "needs_decision",
    nonCommercialFor,
    because: undecided[why],
  });
  if (all.size === 0) return undecidedFor("none_stated");
  if ([...all].some((key) => !isUseTerm(key))) return undecidedFor("not_known");
  const states = (does: "permits" | "limits") =>
    [...all].some((key) => isUseTerm(key) && useTerms[key].does === does);
  if (has("no_restriction") && states("limits")) return undecidedFor("no_restriction_and_limits");
  if (has("commercial_research") && has("not_for_profit", "research_use_only"))
    return undecidedFor("commercial_and_barred");
  if (has("not_for_profit")) return undecidedFor("not_for_profit", "not_for_profit");
  if (has("research_use_only")) return undecidedFor("research_only", "everybody");
  // A narrowing such as "only for certain kinds of research" modifies a permission, as in the ontology; it is none.
  if (!states("permits")) return undecidedFor("conditions_only");
  return { commercial: "allowed", nonCommercialFor: "everybody", because: "" };
}

export type Decision = {
  outcome: string;
  kinds: readonly string[];
  customerKinds: readonly string[];
  terms: string;
  reason: string;
  decidedByName: string;
  decidedOn: string;
};

/** The decision that holds for a model and a kind of customer: the last one made over exactly these terms. */
const decisionFor = <Made extends Decision>(
  terms: Terms,
  decisions: readonly Made[],
  kind: Kind,
  customer: CustomerKind,
): Made | null =>
  decisions
    .filter(
      (made) =>
        made.terms === termsKey(terms) && made.kinds.includes(kind) && made.customerKinds.includes(customer),
    )
    .at(-1) ?? null;

/** Why this model may not be offered to this kind of customer as far as the terms of use go; null when it may. `decisions` oldest first. */
export function barredByTerms(
  terms: Terms,
  decisions: readonly Decision[],
  kind: Kind,
  customer: CustomerKind,
): string | null {
  const rule = ruleOf(terms);
  const decision = decisionFor(terms, decisions, kind, customer);
  if (decision?.outcome === "allow") return null;
  if (decision)
    return `${decision.decidedByName} decided on ${formatDate(decision.decidedOn)} that it is not offered: ${decision.reason}`;
  if (nonCommercial.includes(kind)) {
    if (rule.nonCommercialFor === "everybody") return null;
    if (rule.nonCommercialFor === "not_for_profit")
      return isNotForProfit(customer)
        ? null
        : "The terms say not-for-profit use: only universities and other not-for-profit bodies may have it, unless a named person decides otherwise.";
    return rule.because;
  }
  return rule.commercial === "allowed" ? null : rule.because;
}

/**
 * Where commercial use of a dataset stands: allowed as soon as the terms, or a decision over them, let one commercial
 * model be offered to a standard customer.
 */
export function standingOf(
  terms: Terms,
  decisions: readonly Decision[],
): { licensable: "licensable" | "needs_decision"; reason: string } {
  const rule = ruleOf(terms);
  const some = commercialKinds.some((kind) => barredByTerms(terms, decisions, kind, "standard") === null);
  return some
    ? { licensable: "licensable", reason: "" }
    : { licensable: "needs_decision", reason: refusedReason(terms, decisions) ?? rule.because };
}

function refusedReason(terms: Terms, decisions: readonly Decision[]): string | null {
  const last = decisions.filter((made) => made.terms === termsKey(terms)).at(-1);
  return last?.outcome === "refuse"
    ? `${last.decidedByName} decided on ${formatDate(last.decidedOn)} that no commercial model is offered: ${last.reason}`
    : null;
}

/** The terms as a contract says them. */
export const termsInWords = (terms: Terms): string[] =>
  [...new Set([...terms.limitations, ...terms.requirements])].map((key) =>
    isUseTerm(key) ? useTerms[key].words : key,
  );
