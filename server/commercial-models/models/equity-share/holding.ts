import type { Account } from "#server/ledger/accounts.ts";
import { addMonths, type CivilDate } from "#server/lib/dates.ts";
import { inThousands, type Pence, pounds, type Ratio, roundHalfAway } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import type { Charge, Context, Movement, Obligation } from "../../engine/plan.ts";
import { poundsEach, ratioOf, worth } from "../../engine/unit-price.ts";
import type { PromiseName } from "./reports.ts";
import type { Fact, Terms } from "./terms.ts";

/** The holding as the register of events leaves it. */
export type Holding = {
  shares: bigint;
  carrying: Pence;
  /** Price at which it converts, an exact fraction. */
  conversion: Ratio;
  /** So many shares of today for one of those that were agreed: what splits made of it. */
  split: Ratio;
  shareClass: string;
  /** Rights of the class: they end with it, unless a conversion says that the new class keeps them. */
  rights: Pick<Terms, "preferenceBp" | "antiDilution">;
  /** Agreed value of what is held, exact: what a preference counts on. */
  invested: Ratio;
  escrow: Pence;
  /** Fully diluted shares of the company; null where they are not known. */
  diluted: bigint | null;
};

/** Under which terms and facts an event is counted. */
export type At = Pick<Context<Fact>, "id" | "term" | "vatRateBp"> & { terms: Terms; facts: readonly Fact[] };

/** What one event did: the holding after it, its line in the register, the money it brought and what moved. */
export type Step = {
  after: Holding;
  event: string;
  cash: Pence;
  charges?: Charge[];
  movements?: Movement[];
  obligations?: Obligation<PromiseName>[];
};

/** An event of one kind. */
export type Event<Kind extends Fact["fact"]> = Extract<Fact, { fact: Kind }>;

export const noShares: Ratio = { num: 0n, den: 1n };

/** Before the allotment nothing is held. */
export const nothingHeld = ({
  price,
  shareClass,
  fullyDiluted,
  preferenceBp,
  antiDilution,
}: Terms): Holding => ({
  shares: 0n,
  carrying: 0n,
  conversion: ratioOf(price),
  split: { num: 1n, den: 1n },
  shareClass,
  rights: { preferenceBp, antiDilution },
  invested: noShares,
  escrow: 0n,
  diluted: fullyDiluted === undefined ? null : BigInt(fullyDiluted),
});

/** Nominal value of so many shares of today: a split divides it. */
export const nominalOf = (shares: bigint, { nominal }: Terms, { split }: Holding): Pence => {
  const { num, den } = ratioOf(nominal);
  return roundHalfAway(shares * num * split.den, den * split.num);
};

/** What part of the carrying value so many shares have. */
export const carriedBy = (holding: Holding, shares: bigint): Pence =>
  roundHalfAway(holding.carrying * shares, holding.shares);

export const moved = (
  key: string,
  on: CivilDate,
  debit: Account,
  credit: Account,
  amount: Pence,
  workings: string,
): Movement => ({ key, on, debit, credit, amount, workings });

/** Carries the holding at a new value a share; gain or loss goes to fair value changes. */
export function remeasured(
  f: Event<"issued" | "valued">,
  holding: Holding,
  id: string,
): { after: Holding; movements: Movement[] } {
  const value = worth(holding.shares, f.price);
  const gain = value - holding.carrying;
  const workings = `${countedShares(holding.shares)} × ${poundsEach(f.price)} = ${pounds(value)}, carried at ${pounds(holding.carrying)}`;
  const key = `${id}/value:${f.id}`;
  return {
    after: { ...holding, carrying: value },
    movements: [
      ...(gain > 0n ? [moved(key, f.on, "1120", "4190", gain, workings)] : []),
      ...(gain < 0n ? [moved(key, f.on, "4190", "1120", -gain, workings)] : []),
    ],
  };
}

/** What is promised: that the shares are allotted, and two months later that the certificate is there. */
export function promised(
  { shares }: Terms,
  facts: readonly Fact[],
  { id, term }: Pick<At, "id" | "term">,
): Obligation<PromiseName>[] {
  const allotted = facts.find((f) => f.fact === "allotted");
  const allotment: Obligation<PromiseName> = {
    key: `${id}/allotment`,
    kind: "share_allotment",
    due: term.from,
    description: `Allotment of ${counted(shares, "share")}`,
    ...keptBy(allotted),
  };
  if (!allotted) return [allotment];
  const certificate: Obligation<PromiseName> = {
    key: `${id}/certificate`,
    kind: "share_certificate",
    due: addMonths(allotted.on, 2),
    description: "Share certificate",
    ...keptBy(facts.find((f) => f.fact === "certified")),
  };
  return [allotment, certificate];
}

/** "1 share", "55,127 ordinary shares". */
export const countedShares = (shares: bigint, shareClass?: string): string =>
  `${inThousands(String(shares))} ${shareClass ? `${shareClass} ` : ""}${shares === 1n ? "share" : "shares"}`;

/** A promise is kept on the day on which we came to know it. */
const keptBy = (fact: Fact | undefined): Pick<Obligation, "state" | "kept"> =>
  fact ? { state: "accepted", kept: fact.known } : { state: "due" };
