import type { CivilDate } from "#server/lib/dates.ts";
import { percent, pounds, roundHalfAway } from "#server/lib/money.ts";
import { directly, line, pool } from "../../engine/parts.ts";
import type { Charge } from "../../engine/plan.ts";
import { poundsEach, ratioOf, worth } from "../../engine/unit-price.ts";
import { type At, countedShares, type Event, type Holding, moved, type Step } from "./holding.ts";

/** The shares that are granted at completion: all but those that vest later. */
export function allotted({ on }: Event<"allotted">, holding: Holding, at: At): Step {
  const { shares, vesting, shareClass } = at.terms;
  const atCompletion = BigInt(shares - vesting.reduce((all, { shares }) => all + shares, 0));
  const event = `${countedShares(atCompletion, shareClass)} allotted`;
  return granted({ on, shares: atCompletion, slot: "", event }, holding, at);
}

/** A milestone grants further shares, as many as splits made of those that were agreed; one that the terms do not name none. */
export function vested({ on, milestone }: Event<"vested">, holding: Holding, at: At): Step | null {
  const vests = at.terms.vesting.find((one) => one.milestone === milestone);
  if (!vests) return null;
  const event = `${countedShares(sharesOf(BigInt(vests.shares), holding))} vested: ${milestone}`;
  return granted({ on, shares: BigInt(vests.shares), slot: `:${milestone}`, event }, holding, at);
}

/** So many shares as they were agreed, at a time before any split. */
type Grant = { on: CivilDate; shares: bigint; slot: string; event: string };

const sharesOf = (agreed: bigint, { split }: Holding) => (agreed * split.num) / split.den;

/** A grant is invoiced as agreed, shares and value; after a split it is of that many more or fewer shares. */
function granted({ on, shares: agreed, slot, event }: Grant, holding: Holding, at: At): Step {
  const { id, terms } = at;
  const value = worth(agreed, terms.price);
  const paidUp = worth(agreed, terms.nominal);
  const { num, den } = holding.invested;
  const price = ratioOf(terms.price);
  return {
    after: {
      ...holding,
      shares: holding.shares + sharesOf(agreed, holding),
      carrying: holding.carrying + value + paidUp,
      invested: { num: num * price.den + agreed * price.num * den, den: den * price.den },
    },
    event,
    cash: -paidUp,
    charges: [invoice(agreed, on, `${id}/allotment${slot}`, at)],
    movements:
      paidUp > 0n
        ? [
            moved(
              `${id}/nominal${slot}`,
              on,
              "1120",
              "1200",
              paidUp,
              `Nominal value of ${countedShares(agreed)}`,
            ),
          ]
        : [],
  };
}

/** The invoice for the access, paid in shares: VAT in money on top, or taken from the value. */
function invoice(shares: bigint, on: CivilDate, key: string, { id, terms, term, vatRateBp }: At): Charge {
  const value = worth(shares, terms.price);
  const words = `${countedShares(shares)} × ${poundsEach(terms.price)}`;
  const inclusive = terms.vatOnShares === "inclusive";
  const rate = BigInt(vatRateBp(on));
  const net = inclusive ? value - roundHalfAway(value * rate, 10_000n + rate) : value;
  return {
    key,
    component: id,
    period: term,
    on,
    paper: "invoice",
    vat: "supply",
    settled: inclusive ? "in_kind" : "vat_in_cash",
    lines: [
      line(
        "Access paid for in shares",
        net,
        inclusive
          ? `${words} = ${pounds(value)}, of which VAT ${pounds(value - net)} at ${percent(rate)}`
          : words,
      ),
    ],
    earned: "when_billed",
    pool: { ...directly(pool(key, "4100")), against: "1120" },
  };
}
