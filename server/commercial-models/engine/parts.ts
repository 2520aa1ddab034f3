import type { Account } from "#server/ledger/accounts.ts";
import type { CivilDate, Period } from "#server/lib/dates.ts";
import { type Pence, pounds, scaled } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import type { Charge, Dated, Line, Pool } from "./plan.ts";

/** The pieces from which models build charges. */

export const line = (description: string, net: Pence, workings: string): Line => ({
  description,
  net,
  workings,
});

/** Income that waits in deferred income when billed ahead and in accrued income when earned first. */
export const pool = (
  id: string,
  income: Account,
  ahead: Account = "2100",
  behind: Account = "1110",
): Pool => ({
  id,
  income,
  ahead,
  behind,
});

/** Income at the moment of the bill: nothing waits anywhere. */
export const directly = (pooled: Pool): Pool => ({ ...pooled, ahead: pooled.income, behind: pooled.income });

/** An ordinary taxable supply, invoiced and paid in cash. */
export const supply = (
  charge: Omit<Charge, "paper" | "vat" | "settled"> & Partial<Pick<Charge, "vat">>,
): Charge => ({
  paper: "invoice",
  vat: "supply",
  settled: "cash",
  ...charge,
});

/** Damages, interest, fixed sums: outside the scope of VAT, on a debit note of its own, income when billed. */
export const debit = (charge: {
  key: string;
  component: string;
  period: Period;
  on: CivilDate;
  lines: Line[];
  income: Account;
}): Charge => {
  const { income, ...rest } = charge;
  return {
    ...rest,
    paper: "debit_note",
    vat: "outside_scope",
    settled: "cash",
    earned: "when_billed",
    pool: directly(pool(charge.key, income)),
  };
};

/**
 * "£10,000.01 × 62/366 days = £1,693.99, less £847.00 for the 31 days before = £846.99": a year's price shared by days.
 * Shares are counted from the first day of the year, so that they add up to the year; where counting anew from `from`
 * comes to the same penny, the sum says just that: "£10,000.01 × 31/366 days".
 */
export function sharedByDays(
  whole: Pence,
  words: string,
  { from, to, of }: Shared,
): { net: Pence; workings: string } {
  const [before, upTo] = [scaled(whole, from, of), scaled(whole, to, of)];
  const net = upTo - before;
  if (net === scaled(whole, to - from, of)) return { net, workings: `${words} × ${to - from}/${of} days` };
  return { net, workings: `${words} × ${to}/${of} days = ${lessBefore(upTo, before, from)}` };
}

type Shared = { from: number; to: number; of: number };

/** "£1,693.99, less £847.00 for the 31 days before = £846.99". */
export const lessBefore = (upTo: Pence, before: Pence, days: number): string =>
  `${pounds(upTo)}, less ${pounds(before)} for the ${counted(days, "day")} before = ${pounds(upTo - before)}`;

export const netOf = (charge: { lines: readonly Line[] }): Pence =>
  charge.lines.reduce((total, { net }) => total + net, 0n);

/** What is owed on a day: the last charge of a key whose day has come; "wait" when none has; null without any. */
export function owedOn(charges: readonly Charge[], today: CivilDate): Charge | "wait" | null {
  if (charges.length === 0) return null;
  let owed: Charge | null = null;
  for (const charge of charges)
    if (charge.on <= today && (owed === null || charge.on >= owed.on)) owed = charge;
  return owed ?? "wait";
}

/** The same in money, without VAT; nothing while it waits. */
export function owedNet(charges: readonly Charge[], today: CivilDate): Pence {
  const owed = owedOn(charges, today);
  return owed === null || owed === "wait" ? 0n : netOf(owed);
}

/** Charges of each key, in the order in which keys first stand in the plan. */
export function byKey(charges: readonly Charge[]): Map<string, Charge[]> {
  const keys = new Map<string, Charge[]>();
  for (const charge of charges) {
    const same = keys.get(charge.key);
    if (same) same.push(charge);
    else keys.set(charge.key, [charge]);
  }
  return keys;
}

/** Orders the charges of keys by their first day of service, then by key. */
export function byService([a]: readonly Charge[], [b]: readonly Charge[]): number {
  if (a!.period.from !== b!.period.from) return a!.period.from < b!.period.from ? -1 : 1;
  return a!.key < b!.key ? -1 : 1;
}

/**
 * The latest version of each fact, without the retracted, in order of day and id: the order of arrival is forgotten
 * here. Two of one version: the one that was known first stands.
 */
export const current = <F extends Dated>(facts: readonly F[]): F[] => timeline(facts)("9999-12-31");

/** The same as it stood at the end of any day; sorted once, however many days are asked about. */
export function timeline<F extends Dated>(facts: readonly F[]): (day: string) => F[] {
  const inOrder = facts.toSorted((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1));
  return (day) => {
    const latest = new Map<string, F>();
    for (const fact of inOrder) {
      if (fact.known > day) continue;
      const other = latest.get(fact.id);
      if (
        !other ||
        fact.version > other.version ||
        (fact.version === other.version && fact.known < other.known)
      )
        latest.set(fact.id, fact);
    }
    return inOrder.filter((fact) => !fact.retracted && latest.get(fact.id) === fact);
  };
}
