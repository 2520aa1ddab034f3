import { z } from "zod";
import { addMonths } from "#server/lib/dates.ts";
import { type Pence, pounds, type Ratio, roundHalfAway, shareOf } from "#server/lib/money.ts";
import { bp, dated, pence, positivePence } from "./fields.ts";
import { directly, line, pool } from "./parts.ts";
import { type Charge, defineModel, type Movement, type Obligation } from "./shape.ts";

const terms = z.strictObject({
  kind: z.literal("equity_share"),
  shares: z.number().int().min(1).max(1_000_000_000).describe("Shares granted"),
  nominal: positivePence.describe("Nominal value a share in pence"),
  price: positivePence.describe("Agreed value a share in pence"),
  antiDilution: z
    .enum(["none", "weighted_average", "full_ratchet"])
    .prefault("none")
    .describe("What happens when shares are issued below the agreed value"),
  escrowBp: bp.prefault(0).describe("Part of the exit held in escrow, in basis points"),
});
const fact = z.discriminatedUnion("fact", [
  z.strictObject({ ...dated, fact: z.literal("allotted") }).describe("The shares were allotted"),
  z.strictObject({
    ...dated,
    fact: z.literal("issued"),
    price: positivePence.describe("Price of the new shares in pence"),
    money: positivePence.describe("New money in pence"),
    dilutedBefore: z.number().int().min(1).describe("Fully diluted shares before the issue"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("valued"),
    price: positivePence.describe("Value a share in pence"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("dividend"),
    perShare: positivePence.describe("Pence a share"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("exit"),
    proceeds: positivePence.describe("Proceeds of the sale in pence"),
    costs: pence.prefault(0).describe("Costs of the sale in pence"),
    diluted: z.number().int().min(1).describe("Fully diluted shares at the sale"),
  }),
]);
type Terms = z.output<typeof terms>;
type Fact = z.output<typeof fact>;

/** The holding as the register of events leaves it. */
type Holding = { shares: bigint; carrying: Pence; conversion: Ratio };

/** Model 8: the NHS is paid in shares; the register is the sorted facts (commercial-models.md 4.8). */
export const equityShare = defineModel({
  kind: "equity_share",
  number: 8,
  title: "Equity share",
  summary: "The licensee pays with shares; the NHS gains when the company does.",
  terms,
  fact,
  plan(terms, facts, { id, term }) {
    const allotted = facts.find((f) => f.fact === "allotted");
    const charges: Charge[] = [];
    const movements: Movement[] = [];
    const obligations: Obligation[] = [
      {
        key: `${id}/allotment`,
        kind: "share_allotment",
        due: term.from,
        description: `Allotment of ${terms.shares} shares`,
        state: allotted ? "accepted" : "due",
      },
    ];
    if (!allotted) return { obligations };

    const value = BigInt(terms.shares) * terms.price;
    charges.push({
      key: `${id}/allotment`,
      component: id,
      period: term,
      on: allotted.on,
      paper: "invoice",
      vat: "supply",
      settled: "vat_in_cash",
      lines: [line("Access paid for in shares", value, `${terms.shares} shares × ${pounds(terms.price)}`)],
      earned: "when_billed",
      pool: directly(pool(`${id}/allotment`, "4100")),
    });
    obligations.push({
      key: `${id}/certificate`,
      kind: "share_certificate",
      due: addMonths(allotted.on, 2),
      description: "Share certificate",
      state: "due",
    });

    let holding: Holding = {
      shares: BigInt(terms.shares),
      carrying: value,
      conversion: { num: terms.price, den: 1n },
    };
    const paidUp = holding.shares * terms.nominal;
    movements.push(
      moved(`${id}/nominal`, allotted.on, "1120", "1200", paidUp, `Nominal value of ${terms.shares} shares`),
    );
    holding = { ...holding, carrying: holding.carrying + paidUp };

    for (const f of facts) {
      if (f.on < allotted.on || holding.shares === 0n) continue;
      if (f.fact === "issued") {
        const adjusted = antiDiluted(terms, holding, f);
        const added = adjusted.shares - holding.shares;
        if (added > 0n) {
          const cost = added * terms.nominal;
          movements.push(
            moved(
              `${id}/adjustment:${f.id}`,
              f.on,
              "1120",
              "1200",
              cost,
              `${added} shares more, paid up at nominal value`,
            ),
          );
          holding = { ...adjusted, carrying: holding.carrying + cost };
        }
        holding = remeasured(id, f, holding, movements);
      } else if (f.fact === "valued") holding = remeasured(id, f, holding, movements);
      else if (f.fact === "dividend")
        movements.push(
          moved(
            `${id}/dividend:${f.id}`,
            f.on,
            "1200",
            "4160",
            holding.shares * f.perShare,
            `${holding.shares} shares × ${pounds(f.perShare)}`,
          ),
        );
      else if (f.fact === "exit") holding = sold(id, terms, f, holding, movements, obligations);
    }
    return { charges, movements, obligations };
  },
});

const moved = (
  key: string,
  on: Movement["on"],
  debit: string,
  credit: string,
  amount: Pence,
  workings: string,
): Movement => ({
  key,
  on,
  debit,
  credit,
  amount,
  workings,
});

/** More shares when others were issued below our conversion price; one fraction, floored once. */
function antiDiluted(terms: Terms, holding: Holding, issue: Extract<Fact, { fact: "issued" }>): Holding {
  const { num, den } = holding.conversion;
  const isBelow = issue.price * den < num;
  if (!isBelow || terms.antiDilution === "none") return holding;
  // Full ratchet: the new price. Weighted average: CP1 × (A + M/CP1) ÷ (A + M/price), kept as an exact fraction.
  const A = BigInt(issue.dilutedBefore);
  const conversion: Ratio =
    terms.antiDilution === "full_ratchet"
      ? { num: issue.price, den: 1n }
      : { num: (A * num + issue.money * den) * issue.price, den: (A * issue.price + issue.money) * den };
  return { ...holding, conversion, shares: (holding.shares * num * conversion.den) / (den * conversion.num) };
}

/** Carries the holding at a new value a share; gain or loss goes to fair value changes. */
function remeasured(
  id: string,
  f: Extract<Fact, { fact: "issued" | "valued" }>,
  holding: Holding,
  movements: Movement[],
): Holding {
  const value = holding.shares * f.price;
  const gain = value - holding.carrying;
  const workings = `${holding.shares} shares × ${pounds(f.price)} = ${pounds(value)}, carried at ${pounds(holding.carrying)}`;
  if (gain > 0n) movements.push(moved(`${id}/value:${f.id}`, f.on, "1120", "4190", gain, workings));
  if (gain < 0n) movements.push(moved(`${id}/value:${f.id}`, f.on, "4190", "1120", -gain, workings));
  return { ...holding, carrying: value };
}

function sold(
  id: string,
  terms: Terms,
  exit: Extract<Fact, { fact: "exit" }>,
  holding: Holding,
  movements: Movement[],
  obligations: Obligation[],
): Holding {
  const pooled = exit.proceeds - exit.costs;
  const ours = pooled > 0n ? roundHalfAway(pooled * holding.shares, BigInt(exit.diluted)) : 0n;
  const escrow = shareOf(ours, terms.escrowBp);
  const cash = ours - escrow;
  const gain = ours - holding.carrying;
  const workings = `(${pounds(exit.proceeds)} − ${pounds(exit.costs)}) × ${holding.shares}/${exit.diluted} shares`;
  const credits =
    gain >= 0n
      ? [
          { account: "1120", amount: holding.carrying },
          { account: "4180", amount: gain },
        ]
      : [{ account: "1120", amount: ours }];
  for (const { debit, credit, amount } of paired(
    [
      { account: "1200", amount: cash },
      { account: "1130", amount: escrow },
    ],
    credits,
  ))
    movements.push(moved(`${id}/exit:${exit.id}`, exit.on, debit, credit, amount, workings));
  if (gain < 0n)
    movements.push(
      moved(
        `${id}/exit-loss:${exit.id}`,
        exit.on,
        "4180",
        "1120",
        -gain,
        `Carried at ${pounds(holding.carrying)}, sold for ${pounds(ours)}`,
      ),
    );
  if (escrow > 0n)
    obligations.push({
      key: `${id}/escrow`,
      kind: "escrow_release",
      due: addMonths(exit.on, 12),
      description: "Escrow",
      state: "due",
      amount: escrow,
    });
  return { ...holding, shares: 0n, carrying: 0n };
}

type Side = { account: string; amount: Pence };

/** Several debits and credits as transfers: the largest debit with the largest credit, ties by account (product.md 2a). */
export function paired(
  debits: readonly Side[],
  credits: readonly Side[],
): { debit: string; credit: string; amount: Pence }[] {
  const order = (sides: readonly Side[]) =>
    sides
      .filter(({ amount }) => amount > 0n)
      .sort((a, b) =>
        a.amount === b.amount ? (a.account < b.account ? -1 : 1) : a.amount > b.amount ? -1 : 1,
      );
  const left = {
    debits: order(debits).map((side) => ({ ...side })),
    credits: order(credits).map((side) => ({ ...side })),
  };
  const transfers = [];
  while (left.debits.length && left.credits.length) {
    const [debit, credit] = [left.debits[0]!, left.credits[0]!];
    const amount = debit.amount < credit.amount ? debit.amount : credit.amount;
    transfers.push({ debit: debit.account, credit: credit.account, amount });
    debit.amount -= amount;
    credit.amount -= amount;
    left.debits = order(left.debits).map((side) => ({ ...side }));
    left.credits = order(left.credits).map((side) => ({ ...side }));
  }
  return transfers;
}
