import { addMonths, type CivilDate } from "#server/lib/dates.ts";
import {
  atLeastZero,
  least,
  type Pence,
  percent,
  pounds,
  roundHalfAway,
  shareOf,
} from "#server/lib/money.ts";
import type { Movement, Obligation } from "../../engine/plan.ts";
import { poundsEach, worth } from "../../engine/unit-price.ts";
import {
  type At,
  carriedBy,
  countedShares,
  type Event,
  type Holding,
  moved,
  noShares,
  type Step,
} from "./holding.ts";
import { paired, type Side } from "./pairs.ts";
import type { PromiseName } from "./reports.ts";
import type { Fact } from "./terms.ts";

/** Some shares go: money in, their part of the carrying value out, gain or loss on disposal. */
export function disposed(f: Event<"disposed">, holding: Holding, { id }: At): Step {
  const shares = least(BigInt(f.shares), holding.shares);
  const left = holding.shares - shares;
  const cash = worth(shares, f.price);
  const carried = carriedBy(holding, shares);
  const words = `${shares} of ${countedShares(holding.shares)} × ${poundsEach(f.price)}, carried at ${pounds(carried)}`;
  const received: Side[] = [{ account: "1200", amount: cash }];
  return {
    after: {
      ...holding,
      shares: left,
      carrying: holding.carrying - carried,
      invested: { num: holding.invested.num * left, den: holding.invested.den * holding.shares },
    },
    event: `${countedShares(shares)} ${f.how.replace("_", " ")}`,
    cash,
    movements: derecognised(`${id}/disposal:${f.id}`, f.on, received, carried, words),
  };
}

/** The company is sold: our part comes in as money, but for what waits in escrow. */
export function sold(exit: Event<"exit">, holding: Holding, { id, terms, facts }: At): Step {
  const { ours, workings } = proceedsOf(exit, holding);
  const escrow = shareOf(ours, terms.escrowBp);
  const cash = ours - escrow;
  const received: Side[] = [
    { account: "1200", amount: cash },
    { account: "1130", amount: escrow },
  ];
  const release: Obligation<PromiseName> = {
    key: `${id}/escrow`,
    kind: "escrow_release",
    due: addMonths(exit.on, terms.escrowMonths),
    description: "Escrow",
    state: facts.reduce((out, f) => out + outOf(f), 0n) >= escrow ? "accepted" : "due",
    amount: escrow,
  };
  return {
    after: { ...holding, shares: 0n, carrying: 0n, invested: noShares, escrow },
    event: `Sale of the company for ${pounds(exit.proceeds)}`,
    cash,
    movements: derecognised(`${id}/exit:${exit.id}`, exit.on, received, holding.carrying, workings),
    ...(escrow > 0n && { obligations: [release] }),
  };
}

/**
 * What is left after costs and the preferences of others is shared by shares; our own preference is taken instead
 * where it brings more, up to what is left. Rounded once.
 */
function proceedsOf(exit: Event<"exit">, holding: Holding) {
  const { preferenceBp } = holding.rights;
  const rest = atLeastZero(exit.proceeds - exit.costs - exit.preferences);
  const byShares = roundHalfAway(rest * holding.shares, BigInt(exit.diluted));
  const { num, den } = holding.invested;
  const preference = least(roundHalfAway(num * BigInt(preferenceBp), den * 10_000n), rest);
  if (preference > byShares)
    return {
      ours: preference,
      workings: `preference of ${percent(preferenceBp)} of ${pounds(roundHalfAway(num, den))}, more than ${pounds(byShares)} by shares`,
    };
  const others = exit.preferences > 0n ? ` − ${pounds(exit.preferences)} preferences` : "";
  return {
    ours: byShares,
    workings: `(${pounds(exit.proceeds)} − ${pounds(exit.costs)}${others}) × ${holding.shares}/${exit.diluted} shares`,
  };
}

/** What goes out of escrow, by money that came in and by claims. */
const outOf = (f: Fact): Pence => (f.fact === "escrow_released" ? f.received + f.lost : 0n);

/** What came out of escrow is money; what claims took is a loss on the sale. The rest goes on waiting. */
export function releasedEscrow(f: Event<"escrow_released">, holding: Holding, { id }: At): Step {
  const words = `${pounds(f.received)} of ${pounds(holding.escrow)} held in escrow`;
  const claimed = `${pounds(f.lost)} of ${pounds(holding.escrow)} held in escrow, taken by claims`;
  const said = f.lost > 0n ? `, ${pounds(f.lost)} lost to claims` : "";
  return {
    after: { ...holding, escrow: atLeastZero(holding.escrow - outOf(f)) },
    event: `Escrow released: ${pounds(f.received)}${said}`,
    cash: f.received,
    movements: [
      ...(f.received > 0n ? [moved(`${id}/escrow:${f.id}`, f.on, "1200", "1130", f.received, words)] : []),
      ...(f.lost > 0n ? [moved(`${id}/escrow-lost:${f.id}`, f.on, "4180", "1130", f.lost, claimed)] : []),
    ],
  };
}

/** Money (and escrow) against the carrying value; the difference is a gain or loss on disposal. */
function derecognised(
  key: string,
  on: CivilDate,
  debits: readonly Side[],
  carried: Pence,
  workings: string,
): Movement[] {
  const ours = debits.reduce((total, { amount }) => total + amount, 0n);
  const gain = ours - carried;
  const credits: Side[] =
    gain >= 0n
      ? [
          { account: "1120", amount: carried },
          { account: "4180", amount: gain },
        ]
      : [{ account: "1120", amount: ours }];
  const movements = paired(debits, credits).map(({ debit, credit, amount }) =>
    moved(key, on, debit, credit, amount, workings),
  );
  if (gain >= 0n) return movements;
  const lossKey = key.replace(/(exit|disposal):/, "$1-loss:");
  const words = `Carried at ${pounds(carried)}, sold for ${pounds(ours)}`;
  return [...movements, moved(lossKey, on, "4180", "1120", -gain, words)];
}
