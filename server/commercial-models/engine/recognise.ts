import type { Account } from "#server/ledger/accounts.ts";
import {
  addDays,
  addMonths,
  type CivilDate,
  daysBetween,
  firstOfMonth,
  monthEnd,
} from "#server/lib/dates.ts";
import { atLeastZero, type Pence, roundHalfAway, sum } from "#server/lib/money.ts";
import { byKey, netOf } from "./parts.ts";
import type { Charge, Document, Plan, Pool, Transfer } from "./plan.ts";

/**
 * The transfers that bring a licence's books to where they should stand today: income recognised, documents posted,
 * value moved. What is booked already is left alone, so missed days, late facts and corrections need nothing special
 * (README §14). A date in a closed month is booked today.
 */
export function recognise({
  plan,
  documents,
  booked,
  today,
  closedThrough,
}: {
  plan: Pick<Plan, "charges" | "earnings" | "movements">;
  documents: readonly Document[];
  booked: readonly Transfer[];
  today: CivilDate;
  closedThrough?: CivilDate | null;
}): Transfer[] {
  const dated = (day: CivilDate) => (closedThrough && day <= closedThrough ? today : day);
  const postings = new Set(booked.map(({ posting }) => posting));
  const pools = new Map<string, Waiting>();
  const fresh: Transfer[] = [];
  const stateOf = (pool: Pool) => {
    const state = pools.get(pool.id) ?? { billed: 0n, earned: 0n };
    pools.set(pool.id, state);
    return state;
  };

  // 1. Where each pool stands: what was billed by documents already posted, what was earned by postings already booked.
  for (const document of documents)
    if (postings.has(document.number))
      for (const line of document.lines) stateOf(line.pool).billed += signed(document, line.net);
  const earnedBefore = earnedByDay(booked);
  for (const [pool, days] of earnedBefore) {
    const state = pools.get(pool) ?? { billed: 0n, earned: 0n };
    state.earned = sum(days.values());
    pools.set(pool, state);
  }

  // 2. Income first, so that a document clears what was earned before it.
  for (const { pool, targets } of incomeTargets(plan, today)) {
    const already = earnedBefore.get(pool.id) ?? new Map<CivilDate, Pence>();
    const days = [...new Set([...targets.keys(), ...already.keys()])].sort();
    for (const day of days) {
      const net = (targets.get(day) ?? 0n) - (already.get(day) ?? 0n);
      if (net === 0n) continue;
      const posting = unused(`earned ${pool.id} ${day}`, postings);
      fresh.push(
        ...earn(pool, stateOf(pool), net).map((transfer) => ({ posting, date: dated(day), ...transfer })),
      );
    }
  }

  // 3. Documents that are not in the books yet.
  for (const document of documents) {
    if (postings.has(document.number) || document.gross === 0n) continue;
    postings.add(document.number);
    fresh.push(
      ...post(document, stateOf).map((transfer) => ({
        posting: document.number,
        date: dated(document.date),
        ...transfer,
      })),
    );
  }

  // 4. Value that moved without a document.
  fresh.push(...movements(plan, booked, postings, today, dated));
  return fresh;
}

type Waiting = { billed: Pence; earned: Pence };
type Half = { debit: Account; credit: Account; amount: Pence };

const signed = (document: Pick<Document, "type">, net: Pence) =>
  document.type === "credit_note" ? -net : net;

/** Takes income from what was billed ahead, the rest becomes accrued; less income than thought goes the way back. */
function earn({ income, ahead, behind }: Pool, state: Waiting, net: Pence): Half[] {
  const before = state.billed - state.earned;
  state.earned += net;
  const after = state.billed - state.earned;
  return [
    ...between(ahead, income, atLeastZero(before) - atLeastZero(after)),
    ...between(behind, income, atLeastZero(-after) - atLeastZero(-before)),
  ];
}

const between = (debit: Account, credit: Account, amount: Pence): Half[] =>
  amount === 0n || debit === credit
    ? []
    : amount > 0n
      ? [{ debit, credit, amount }]
      : [{ debit: credit, credit: debit, amount: -amount }];

/** A document in the books: the receivable (or the shares) against income waiting ahead or behind, and VAT. */
function post(document: Document, stateOf: (pool: Pool) => Waiting): Half[] {
  const halves: Half[] = [];
  for (const { pool, net } of document.lines) {
    const against = pool.against ?? "1100";
    const state = stateOf(pool);
    const change = signed(document, net);
    const before = state.billed - state.earned;
    state.billed += change;
    const after = state.billed - state.earned;
    halves.push(
      ...between(
        against,
        pool.ahead,
        pool.ahead === pool.behind ? change : atLeastZero(after) - atLeastZero(before),
      ),
    );
    if (pool.ahead !== pool.behind)
      halves.push(...between(against, pool.behind, atLeastZero(-before) - atLeastZero(-after)));
  }
  // VAT is money on top, unless nothing at all is payable in cash: then the shares include it.
  const inKind = document.payableInCash === 0n ? document.lines[0]?.pool.against : undefined;
  halves.push(...between(inKind ?? "1100", "2200", signed(document, document.vat)));
  return merged(halves);
}

function merged(halves: readonly Half[]): Half[] {
  const sums = new Map<string, Half>();
  for (const half of halves) {
    const key = `${half.debit} ${half.credit}`;
    const other = sums.get(key);
    sums.set(key, other ? { ...other, amount: other.amount + half.amount } : half);
  }
  return [...sums.values()];
}

/** What each pool should have earned on each day up to today. */
function incomeTargets(
  plan: Pick<Plan, "charges" | "earnings">,
  today: CivilDate,
): { pool: Pool; targets: Map<CivilDate, Pence> }[] {
  const result = new Map<string, { pool: Pool; targets: Map<CivilDate, Pence> }>();
  const add = (pool: Pool, day: CivilDate, net: Pence) => {
    if (net === 0n) return;
    const entry = result.get(pool.id) ?? { pool, targets: new Map<CivilDate, Pence>() };
    entry.targets.set(day, (entry.targets.get(day) ?? 0n) + net);
    result.set(pool.id, entry);
  };
  for (const variants of byKey(plan.charges).values())
    for (const { day, net } of earnedSteps(variants, today)) add(variants[0]!.pool, day, net);
  for (const { pool, on, net } of plan.earnings) if (on <= today) add(pool, on, net);
  return [...result.values()];
}

/** Income of one key, step by step: on each day the charge that is owed then decides what is earned by then. */
function earnedSteps(variants: readonly Charge[], today: CivilDate): { day: CivilDate; net: Pence }[] {
  const steps: { day: CivilDate; net: Pence }[] = [];
  let before = 0n;
  for (const day of stepDays(variants, today)) {
    const by = earnedBy(variants, day);
    if (by !== before) steps.push({ day, net: by - before });
    before = by;
  }
  return steps;
}

function stepDays(variants: readonly Charge[], today: CivilDate): CivilDate[] {
  const days = new Set<CivilDate>();
  for (const { on, earned } of variants) {
    if (earned === "elsewhere" || earned === "when_billed") continue;
    days.add(on);
    if ("on" in earned) {
      days.add(earned.on);
      continue;
    }
    for (const day of monthEnds(earned.over.from, earned.over.to)) days.add(day);
    days.add(addDays(earned.over.to, -1));
  }
  return [...days].filter((day) => day <= today).sort();
}

function* monthEnds(from: CivilDate, to: CivilDate): Generator<CivilDate> {
  for (let day = monthEnd(from); day < to; day = monthEnd(addMonths(firstOfMonth(day), 1))) yield day;
}

/** What of a key is earned by the end of a day; shared by days, always from the whole, so that nothing drifts. */
function earnedBy(variants: readonly Charge[], day: CivilDate): Pence {
  const first = variants.reduce((a, b) => (b.on < a.on ? b : a));
  const owed = variants
    .filter(({ on }) => on <= day)
    .reduce<Charge | null>((a, b) => (a === null || b.on >= a.on ? b : a), null);
  const charge = owed ?? first;
  const { earned } = charge;
  if (earned === "elsewhere" || earned === "when_billed") return 0n;
  // Income on a day may precede its bill; income over a period counts from the bill, or from when the right arose.
  if ("on" in earned) return earned.on <= day ? netOf(charge) : 0n;
  if (!owed) return 0n;
  const { from, to } = earned.over;
  if (day < from) return 0n;
  const through = recognisedThrough(day, to);
  const days = Math.max(0, Math.min(daysBetween(from, through), daysBetween(from, to)));
  const of = daysBetween(from, to);
  return of <= 0 ? netOf(charge) : roundHalfAway(netOf(charge) * BigInt(days), BigInt(of));
}

/** Income of a period is taken at month ends, and the rest on its last day. */
function recognisedThrough(day: CivilDate, to: CivilDate): CivilDate {
  if (addDays(day, 1) >= to) return to;
  return monthEnd(day) === day ? addDays(day, 1) : firstOfMonth(day);
}

/** Sums of the postings "earned POOL DAY", by pool and day. */
function earnedByDay(booked: readonly Transfer[]): Map<string, Map<CivilDate, Pence>> {
  const result = new Map<string, Map<CivilDate, Pence>>();
  for (const { posting, debit, credit, amount } of booked) {
    const match = /^earned (.+) (\d{4}-\d{2}-\d{2})(?: #\d+)?$/.exec(posting);
    if (!match) continue;
    const [, pool, text] = match as unknown as [string, string, string];
    const days = result.get(pool) ?? new Map<CivilDate, Pence>();
    // We wrote the name ourselves, so the day in it exists.
    const day = text as CivilDate;
    // Income accounts are the fours; a transfer between two of them does not happen.
    const net = credit.startsWith("4") ? amount : debit.startsWith("4") ? -amount : 0n;
    days.set(day, (days.get(day) ?? 0n) + net);
    result.set(pool, days);
  }
  return result;
}

function unused(key: string, postings: Set<string>): string {
  let name = key;
  for (let again = 2; postings.has(name); again++) name = `${key} #${again}`;
  postings.add(name);
  return name;
}

/** Movements by key: the difference between what should have moved and what did. */
function movements(
  plan: Pick<Plan, "movements">,
  booked: readonly Transfer[],
  postings: Set<string>,
  today: CivilDate,
  dated: (day: CivilDate) => CivilDate,
): Transfer[] {
  const wanted = new Map<string, { on: CivilDate; halves: Half[] }>();
  for (const { key, on, debit, credit, amount } of plan.movements) {
    if (on > today) continue;
    const entry = wanted.get(key) ?? { on, halves: [] };
    entry.halves.push({ debit, credit, amount });
    wanted.set(key, entry);
  }
  const done = new Map<string, Map<string, Pence>>();
  for (const { posting, debit, credit, amount } of booked) {
    const key = /^moved (.+?)(?: #\d+)?$/.exec(posting)?.[1];
    if (key === undefined) continue;
    const sums = done.get(key) ?? new Map<string, Pence>();
    // One sum a pair of accounts, whichever way it went.
    const [pair, way] = debit < credit ? [`${debit} ${credit}`, amount] : [`${credit} ${debit}`, -amount];
    sums.set(pair, (sums.get(pair) ?? 0n) + way);
    done.set(key, sums);
  }
  const fresh: Transfer[] = [];
  for (const key of new Set([...wanted.keys(), ...done.keys()])) {
    const sums = new Map<string, Pence>();
    for (const { debit, credit, amount } of wanted.get(key)?.halves ?? []) {
      const [pair, way] = debit < credit ? [`${debit} ${credit}`, amount] : [`${credit} ${debit}`, -amount];
      sums.set(pair, (sums.get(pair) ?? 0n) + way);
    }
    for (const [pair, way] of done.get(key) ?? []) sums.set(pair, (sums.get(pair) ?? 0n) - way);
    const left = [...sums].filter(([, way]) => way !== 0n);
    if (left.length === 0) continue;
    const posting = unused(`moved ${key}`, postings);
    const date = dated(wanted.get(key)?.on ?? today);
    for (const [pair, way] of left) {
      const [a, b] = pair.split(" ") as [Account, Account];
      fresh.push(
        way > 0n
          ? { posting, date, debit: a, credit: b, amount: way }
          : { posting, date, debit: b, credit: a, amount: -way },
      );
    }
  }
  return fresh;
}

/** Debits less credits of every account that moved. */
export function balances(
  transfers: readonly Pick<Transfer, "debit" | "credit" | "amount">[],
): Map<Account, Pence> {
  const result = new Map<Account, Pence>();
  for (const { debit, credit, amount } of transfers) {
    result.set(debit, (result.get(debit) ?? 0n) + amount);
    result.set(credit, (result.get(credit) ?? 0n) - amount);
  }
  return result;
}
