import type { ObligationState } from "#db/enums.ts";
import type { Account } from "#server/ledger/accounts.ts";
import type { CivilDate, Period } from "#server/lib/dates.ts";
import type { Pence } from "#server/lib/money.ts";

/** The shape that billing, forecast, quote and `play` share (server/decisions/0003). */

/** Every fact: the day it is about and the day we came to know it. A higher version of an id replaces it. */
export type Dated = { id: string; version: number; on: CivilDate; known: CivilDate; retracted: boolean };

/** One step of a charge; every step explains itself so that it can be checked by hand. */
export type Line = { description: string; net: Pence; workings: string };

/**
 * When a charge is earned: over a period (counted from the charge's own day, or from `since` when the right arose
 * before the bill), on a day, at the moment it is billed, or elsewhere (its pool is used up by earnings).
 */
export type Earned = { over: Period; since?: CivilDate } | { on: CivilDate } | "when_billed" | "elsewhere";

/** Where money waits between bill and income: `ahead` when billed first, `behind` when earned first. */
export type Pool = {
  id: string;
  income: Account;
  ahead: Account;
  behind: Account;
  /** What the customer owes instead of money: shares (1120). Receivables when left out. */
  against?: Account;
};

type Paper = "invoice" | "barter_invoice" | "debit_note";
export type Settled = "cash" | "in_kind" | "vat_in_cash";

/** What is owed for one key from the day `on`. A key may stand several times: each is what is owed from its own day. */
export type Charge = {
  key: string;
  component: string;
  period: Period;
  on: CivilDate;
  paper: Paper;
  vat: "supply" | "outside_scope";
  settled: Settled;
  /** List price first; clauses add allowances below it; the sum is never negative. */
  lines: Line[];
  /** Never more than this, after discounts. */
  cap?: Pence;
  /** Shared by days from a whole price, so that discounts are calculated on the whole: whole × (to − from) ÷ of. */
  prorated?: { whole: Pence; from: number; to: number; of: number };
  /** Split by weight after discounts; a part without a day is not billed yet and still has its weight. */
  parts?: {
    slot: string;
    weight: bigint;
    on: CivilDate | null;
    /** Sized again, once, by the quantity reached. */
    resized?: { num: bigint; den: bigint; words: string };
  }[];
  earned: Earned;
  pool: Pool;
  /** Billed ahead of what is earned (a guarantee, a payment on account): fees are not credited against it. */
  advance?: true;
  /** Stands only while something that is due has not come in. */
  estimated?: true;
};

/** Uses up what was billed earlier: recouped royalty, deposits, profit on account. */
export type Earning = { key: string; net: Pence; on: CivilDate; pool: Pool; workings: string };

/** Value without a document of ours: data accepted, shares, dividends. Movements of one key are one posting. */
export type Movement = {
  key: string;
  on: CivilDate;
  debit: Account;
  credit: Account;
  amount: Pence;
  workings: string;
};

export type { ObligationState };

/** A model makes only promises that it names (`promises` in `model.ts`); those of clauses and others are texts here. */
export type Obligation<PromiseName extends string = string> = {
  key: string;
  kind: PromiseName;
  due: CivilDate | null;
  description: string;
  state: ObligationState;
  /** The day on which it was kept, where that is known. */
  kept?: CivilDate;
  amount?: Pence;
};

/**
 * How a promise stands as days pass, for a plan has no today: as `state` says, and from each day of `later` on as that one
 * says. What asks for nothing any more never asks again by the passing of days alone.
 */
export type Standing = {
  state: ObligationState;
  later: readonly { from: CivilDate; state: ObligationState }[];
};

/** A minimum over the charges of some components in a period; what is missing is billed on `on`. */
export type Commitment = {
  key: string;
  component: string;
  components: string[];
  period: Period;
  on: CivilDate;
  amount: Pence;
  workings: string;
  pool: Pool;
};

/** Everything owed, earned, moved and promised under a contract from its first day. */
export type Plan<PromiseName extends string = string> = {
  charges: Charge[];
  earnings: Earning[];
  movements: Movement[];
  obligations: Obligation<PromiseName>[];
  commitments: Commitment[];
};

export type Ended = {
  on: CivilDate;
  known: CivilDate;
  by: "convenience" | "supplier_fault" | "customer_breach";
};

export type Context<Fact> = {
  /** Name of the component: what its keys begin with. */
  id: string;
  term: Period;
  ended: Ended | null;
  /** How far ahead to plan; never a reason to leave out what began before. */
  until: CivilDate;
  dueDays: number;
  /** Every day on which something about this component became known, in order. */
  knownDays: readonly CivilDate[];
  /** Everything that was ever heard: old versions and retractions too. */
  heard: readonly Fact[];
  /** The facts as they stood on a day. */
  knownBy(day: CivilDate): readonly Fact[];
  vatRateBp(on: CivilDate): number;
  /** The reference rate of the half-year in which interest starts. */
  baseRateBp(on: CivilDate): number;
};

export type DocumentLine = {
  key: string;
  revision: number;
  component: string;
  period: Period;
  lines: Line[];
  net: Pence;
  pool: Pool;
};

export type VatCategory = "S" | "AE" | "O";

export type Document = {
  number: string;
  type: Paper | "credit_note";
  corrects?: string;
  date: CivilDate;
  due: CivilDate | null;
  vatCategory: VatCategory;
  vatRateBp: number;
  lines: DocumentLine[];
  net: Pence;
  vat: Pence;
  gross: Pence;
  payableInCash: Pence;
};

/** A document before it has its number. */
export type DraftDocument = Omit<Document, "number">;

export type Transfer = { posting: string; date: CivilDate; debit: Account; credit: Account; amount: Pence };
