import type { z } from "zod";
import type { CivilDate, Period } from "#server/lib/dates.ts";
import type { Pence } from "#server/lib/money.ts";
import type { FactFault } from "./fact-fault.ts";
import type { FactForm } from "./fact-form.ts";
import type { Agreed } from "./in-contract.ts";
import type { Expectation, Expected, Outlook } from "./outlook.ts";
import type { Context, Dated, Obligation, Plan, Standing } from "./plan.ts";
import type { Statement } from "./statement.ts";

/**
 * Everything that depends on the kind of commercial model. A model says all of it, in a file or folder of its own;
 * whoever needs some of it asks the registry (`../index.ts`) and names no kind.
 */
export type Model<
  Kind extends string,
  Terms,
  Fact extends Dated & { fact: string },
  PromiseName extends string = string,
> = Deal<Terms> &
  Words<Terms> &
  Price &
  Forecast<Terms> &
  Reports<Terms, Fact, PromiseName> & {
    kind: Kind;
    /** Its place in the list. */
    number: number;
    title: string;
    summary: string;
    terms: z.ZodType<Terms>;
    fact: z.ZodType<Fact>;
    /** A pure function from its terms and the set of facts to a plan. It never knows what was billed. */
    plan(terms: Terms, facts: readonly Fact[], context: Context<Fact>): Partial<Plan<NoInfer<PromiseName>>>;
    /**
     * What cannot be of these facts, with the field and what it met. Pure, like the plan, and as blind to what was billed.
     * A fact that the specification waits for or passes over is no fault.
     */
    faults(terms: Terms, facts: readonly Fact[], context: Context<Fact>): readonly FactFault<Fact>[];
  };

/** Keeps the concrete schemas of a model, so that the registry can pair terms with facts, and holds its plan to the promises that it names. */
export const defineModel = <
  Kind extends string,
  Terms extends z.ZodType,
  Fact extends z.ZodType<Dated & { fact: string }>,
  PromiseName extends string,
>(
  model: { kind: Kind; terms: Terms; fact: Fact } & Omit<
    Model<Kind, z.output<Terms>, z.output<Fact>, PromiseName>,
    "kind" | "terms" | "fact"
  >,
) => model;

/** What kind of deal it is. */
type Deal<Terms> = {
  /** Name of its part of a contract: what the keys of its charges begin with. */
  component: string;
  /** Whether it asks for a price above cost: then a custodian's terms of use have to allow it (README §18.3). */
  commercial: boolean;
  /** How a quote calls what it charges. */
  cadence: "once" | "yearly";
  /** Whether its charges count by contract year, so that other terms agreed for a while hold for whole years. */
  countsByYear: boolean;
  /** Whether fees of another model may count against it. */
  takesFeeCredit: boolean;
  /** Whether its money depends on there being a product. */
  dependsOnSuccess: boolean;
  /** Who carries the risk where a forecast alone cannot tell; null where it can. */
  risk: "both" | null;
  /** Work of the service around the data for which its own terms charge already: the tariff does not charge it again. */
  covers(terms: Terms): Covered;
  /** The terms as they are signed for a term: what they leave open until the end ends with it. */
  signedFor(terms: Terms, term: Period): Terms;
  /** The parameter of these terms that no licence is signed on, and why; null when there is none. */
  refuses(terms: Terms): { parameter: string; sentence: string } | null;
};

/** Names on its rate card, and whether it charges for yearly reviews. */
type Covered = { work: readonly string[]; reviews: boolean };

/** Standard terms as a price list holds them: JSON, whose days may follow from the start ("{start}+90d"). */
export type ListedTerms = Readonly<Record<string, unknown>>;

/** How it is called and shown. */
export type Words<Terms> = {
  /** Its colour, and the ink on it: these never change (server/decisions/0009). */
  colour: string;
  ink: string;
  /** Label of each parameter of its terms; a name means the same in every model. */
  labels: { readonly [Parameter in Exclude<keyof Terms, "kind">]-?: string };
  /** Words of parameters within its rows, and of its choices, where the name itself does not say it. */
  partLabels: Readonly<Record<string, string>>;
  choices: Readonly<Record<string, string>>;
  /** How a part of a row reads that is no single value. */
  inRow: Readonly<Record<string, (value: unknown) => string>>;
  /** Parameters that say nothing under these terms, because another one is not agreed. */
  idle(terms: ListedTerms): readonly string[];
  /** What the terms come to, in one sentence. */
  sentence(terms: Terms): string;
  /**
   * What a contract says of the terms: a few sentences a clause, each parameter with the sum that it leads to, without VAT
   * unless they say otherwise; nothing that does not apply, and no word that only this code knows.
   */
  inContract(terms: Terms, agreed: Agreed): readonly string[];
  /** How a parameter within rows is called where it is negotiated ("bands.0.rateBp"); null where its label says it. */
  parameterName(path: string, terms: ListedTerms): string | null;
  /** The same in plain words, for whoever chooses a model. */
  explained: { due: string; risk: string; report: string; origin: string };
  /** A worked sum, played by the engine that bills. */
  example: Example;
  /** Pages that a licence under it has, below its own. */
  pages: readonly { path: string; label: string }[];
};

/** A life of a licence, and which of its documents to show. */
type Example = {
  title: string;
  term: { from: string; to: string };
  terms: Record<string, unknown> & { kind: string };
  facts: readonly Record<string, unknown>[];
  until: string;
  document: number;
};

/** Terms of an ordinary list; `furtherYear` and `furtherUser` in pence, for what its fee does not stand for. */
type Usual = {
  months: number;
  terms: Record<string, unknown>;
  limits: Record<string, Limit>;
  furtherYear?: number;
  users?: number;
  furtherUser?: number;
};

/** How far one parameter may be negotiated, in its own unit (pence, basis points, units). */
export type Limit = { minimum: number; maximum: number; step: number };

/** What people and a company stand for where a price follows from them: see `Reach`. */
export type Valuation = {
  /** What the company is worth before the grant, in pence, as agreed; above zero. */
  company: Pence;
  /** Its shares before the grant, fully diluted; at least one. */
  shares: number;
  /** Pence a share, with at most six places, where it was agreed already; else it follows from both. */
  each?: string;
};

/** How a price follows the length of a licence and the people who use the data (decision 0036). */
type Reach = {
  /** How its terms charge for time by themselves; null: they do not, so a list says for how long its fee stands. */
  overTime: string | null;
  /** Whether a list may say for how many named users its fee stands. */
  perUser: boolean;
  /**
   * Listed terms with so many pence more to pay: once where a list says for how long its fee stands, else a year. Never
   * asked for less than nothing.
   */
  raised(terms: ListedTerms, more: Pence): Record<string, unknown>;
};

/** How the terms of a list become those of one licence. */
type Listing = {
  /** What a list holds, where that is not yet the terms that are billed; null where it is. */
  listed: z.ZodType | null;
  /** The terms that are billed, from those of the list and the company's valuation; a sentence where it is missing. */
  settledBy(terms: ListedTerms, valuation: Valuation | null): Record<string, unknown> | string;
};

/** What price lists say of it. */
export type Price = Reach &
  Listing & {
    /** What standard terms come to, at a glance. */
    headline(terms: ListedTerms): string;
    /**
     * What the first year of a licence of so many months costs under the list, as a quote takes things for granted, where
     * the terms alone say it; null where it depends on use or success.
     */
    firstYear(terms: ListedTerms, months: number): Pence | null;
    /** Whether an amount says where something begins or what a share is worth: it is not paid, so no reduction touches it. */
    measures(path: string): boolean;
    /** What a custodian would ordinarily ask for a dataset whose subscription costs so many pence a year. */
    usual(yearly: number): Usual;
    /** What a custodian would ordinarily say when it is not on offer. */
    whyNot: string;
  };

/** What a quote and a forecast take from it. */
export type Forecast<Terms> = {
  /** What the buyer is asked to expect, because the value of the deal turns on it. */
  expects: null | {
    name: Expectation;
    typed: "number" | "money";
    /** The question with an application, and the shorter one beside others in a quote. */
    question(unit: string): string;
    inQuote(unit: string): string;
    hint: string;
  };
  /** What the total of a quote leaves out; null when nothing. */
  beyond(terms: Terms, expected: Expected): string | null;
  /** What a quote takes for granted. */
  granted(expected: Expected): string | null;
  /** The facts that would be reported, each as soon as it could be: promises are kept and statements are in time. */
  assumed(terms: Terms, outlook: Outlook, term: Period): readonly AssumedFact[];
};

/** A fact of a forecast; named after its kind and day, and known on its day, unless it says otherwise. */
export type AssumedFact = { fact: string; on: CivilDate; known?: CivilDate; id?: string } & Record<
  string,
  unknown
>;

/** What is said and promised under it, and by whom. */
export type Reports<Terms, Fact extends { fact: string }, PromiseName extends string = string> = {
  /** Plain forms of its facts, in the order people need them. What has none comes by events, a file or a statement. */
  forms: readonly FactForm<Fact["fact"]>[];
  /** Every kind of promise that its plan makes, by name. */
  promises: Readonly<Record<PromiseName, Promised<Terms, Fact["fact"]>>>;
  /** How periods are stated and attested; null when nothing is. */
  statement: Statement<Terms, Fact, NoInfer<PromiseName>> | null;
};

export type Promised<Terms, FactName extends string = string> = {
  /** Whether the licensee is reminded of it: what it has to send or do itself. */
  reminded: boolean;
  /** The fact by whose form it is kept; null where a statement, a page of its own or nobody keeps it. */
  keptBy: FactName | null;
  /** What follows when it is not kept, in a sentence or two. */
  ifNot(terms: Terms): string;
  /** How it stands as days pass, where that differs from what the plan says once and for all. */
  standing?(promise: Obligation, terms: Terms): Standing;
};

/** A model without a peculiarity says so by these. */
export const nothingPeculiar = {
  partLabels: {},
  choices: {},
  inRow: {},
  pages: [],
  idle: () => [],
  parameterName: () => null,
  covers: () => ({ work: [], reviews: false }),
  signedFor: <Terms>(terms: Terms) => terms,
  refuses: () => null,
  measures: () => false,
  perUser: false,
  raised: (terms: ListedTerms) => ({ ...terms }),
  listed: null,
  settledBy: (terms: ListedTerms) => ({ ...terms }),
  statement: null,
  faults: () => [],
} as const;
