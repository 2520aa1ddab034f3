import { z } from "zod";
import { addMonths, type CivilDate } from "#server/lib/dates.ts";
import { type Pence, percent, pounds, type Ratio, roundHalfAway, shareOf } from "#server/lib/money.ts";
import { bp, dated, pence, positivePence } from "../engine/fields.ts";
import { directly, line, pool } from "../engine/parts.ts";
import { type Charge, type Context, defineModel, type Movement, type Obligation } from "../engine/plan.ts";

const shareCount = z.number().int().min(1).max(1_000_000_000);
const terms = z
  .strictObject({
    kind: z.literal("equity_share").describe("The model"),
    company: z
      .string()
      .min(1)
      .optional()
      .describe("Company whose shares they are; the licensee when left out"),
    shareClass: z.string().min(1).prefault("ordinary").describe("Class of the shares"),
    shares: shareCount.describe("Shares granted"),
    nominal: positivePence.describe("Nominal value a share in pence"),
    price: positivePence.describe("Agreed value a share in pence"),
    valuation: z.string().min(1).optional().describe("Who valued the shares, and when"),
    fullyDiluted: z
      .number()
      .int()
      .min(1)
      .max(100_000_000_000)
      .optional()
      .describe("Fully diluted shares after the grant"),
    vatOnShares: z
      .enum(["cash_on_top", "inclusive"])
      .prefault("cash_on_top")
      .describe("Whether VAT is paid in money on top, or the shares include it"),
    antiDilution: z
      .enum(["none", "weighted_average", "full_ratchet"])
      .prefault("none")
      .describe("What happens when shares are issued below the agreed value"),
    preferenceBp: z
      .number()
      .int()
      .min(0)
      .max(50_000)
      .prefault(0)
      .describe(
        "At a sale at least this part of the agreed value comes first, in basis points; 10,000 is once",
      ),
    vesting: z
      .array(
        z.strictObject({
          milestone: z.string().min(1).describe("Milestone that grants them"),
          shares: shareCount.describe("Shares granted then"),
        }),
      )
      .prefault([])
      .describe("Shares that are granted later; the others are granted at completion"),
    escrowBp: bp.prefault(0).describe("Part of the exit held in escrow, in basis points"),
    escrowMonths: z.number().int().min(1).max(60).prefault(12).describe("Months until escrow is released"),
    informationRights: z.string().min(1).optional().describe("What the company tells the NHS, and when"),
    preEmption: z.boolean().prefault(false).describe("Whether the NHS may take part in new issues"),
  })
  .refine(({ vesting, shares }) => vesting.reduce((all, one) => all + one.shares, 0) < shares, {
    path: ["vesting"],
    message: "Fewer shares vest later than are granted in all",
  })
  .refine(
    ({ vatOnShares, shares, price, vesting }) =>
      vatOnShares === "cash_on_top" ||
      [shares - vesting.reduce((all, one) => all + one.shares, 0), ...vesting.map((one) => one.shares)].every(
        (part) => (BigInt(part) * price) % 6n !== 3n,
      ),
    {
      path: ["price"],
      message:
        "This value splits into a net whose VAT is one penny off: change the price, or take VAT in cash",
    },
  );
const many = z.number().int().min(1).max(100_000_000_000);
const fact = z.discriminatedUnion("fact", [
  z.strictObject({ ...dated, fact: z.literal("allotted").describe("The shares were allotted") }),
  z.strictObject({
    ...dated,
    fact: z.literal("vested").describe("A milestone granted further shares"),
    milestone: z.string().min(1).describe("Name of the milestone"),
  }),
  z.strictObject({ ...dated, fact: z.literal("certified").describe("The share certificate came in") }),
  z.strictObject({
    ...dated,
    fact: z.literal("issued").describe("The company issued new shares for money"),
    price: positivePence.describe("Price of the new shares in pence"),
    money: positivePence.describe("New money in pence"),
    dilutedBefore: many.describe("Fully diluted shares before the issue"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("split").describe("Every so many shares became so many"),
    of: many.describe("So many shares"),
    into: many.describe("became so many"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("converted").describe("The shares became another class, one for one"),
    shareClass: z.string().min(1).describe("The new class"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("valued").describe("The shares were valued"),
    price: pence.describe("Value a share in pence; nothing when they are written off"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("dividend").describe("A dividend was paid"),
    perShare: positivePence.describe("Pence a share"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("disposed").describe("Some shares were sold, transferred or bought back"),
    shares: shareCount.describe("How many; never more than are held"),
    price: pence.describe("Pence a share"),
    how: z.enum(["sold", "transferred", "bought_back"]).prefault("sold").describe("How they went"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("exit").describe("The company was sold"),
    proceeds: positivePence.describe("Proceeds of the sale in pence"),
    costs: pence.prefault(0).describe("Costs of the sale in pence"),
    preferences: pence
      .prefault(0)
      .describe("Preferences of others that are paid before the rest is shared, in pence"),
    diluted: many.describe("Fully diluted shares that share the rest"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("escrow_released").describe("Escrow came in, or was lost to claims"),
    received: pence.describe("Pence that came in; the rest is lost"),
  }),
]);
type Terms = z.output<typeof terms>;
type Fact = z.output<typeof fact>;
type Seen = Pick<Context<Fact>, "id" | "term" | "vatRateBp">;

/** The holding as the register of events leaves it. */
type Holding = {
  shares: bigint;
  carrying: Pence;
  /** Price at which it converts, an exact fraction. */
  conversion: Ratio;
  shareClass: string;
  /** Agreed value of what is held, exact: what a preference counts on. */
  invested: Ratio;
  escrow: Pence;
};
/** A line of the holding statement: what happened, and what was held after it. */
export type RegisterEntry = {
  on: CivilDate;
  event: string;
  change: bigint;
  held: bigint;
  /** Of the company, in hundredths of a basis point (1/1,000,000); null where the total is not known. */
  ownership: bigint | null;
  carrying: Pence;
  cash: Pence;
};

/** Model 8: the NHS is paid in shares; the register is the sorted facts (README §8). */
export const equityShare = defineModel({
  kind: "equity_share",
  number: 8,
  title: "Equity share",
  summary: "The licensee pays with shares; the NHS gains when the company does.",
  terms,
  fact,
  plan(terms, facts, context) {
    const { charges, movements, obligations } = live(terms, facts, context);
    return { charges, movements, obligations };
  },
});

/** Every event of the register in order, with the holding, its carrying value and the money it brought. */
export const registerOf = (terms: Terms, facts: readonly Fact[], context: Seen) =>
  live(terms, facts, context).register;

function live(terms: Terms, facts: readonly Fact[], { id, term, vatRateBp }: Seen) {
  const allotted = facts.find((f) => f.fact === "allotted");
  const movements: Movement[] = [];
  const charges: Charge[] = [];
  const register: RegisterEntry[] = [];
  const obligations: Obligation[] = [
    {
      key: `${id}/allotment`,
      kind: "share_allotment",
      due: term.from,
      description: `Allotment of ${terms.shares} shares`,
      state: allotted ? "accepted" : "due",
    },
  ];
  if (!allotted) return { charges, movements, obligations, register };
  obligations.push({
    key: `${id}/certificate`,
    kind: "share_certificate",
    due: addMonths(allotted.on, 2),
    description: "Share certificate",
    state: facts.some((f) => f.fact === "certified") ? "accepted" : "due",
  });

  const atCompletion = BigInt(terms.shares - terms.vesting.reduce((all, { shares }) => all + shares, 0));
  let diluted: bigint | null = terms.fullyDiluted === undefined ? null : BigInt(terms.fullyDiluted);
  let holding: Holding = {
    shares: 0n,
    carrying: 0n,
    conversion: { num: terms.price, den: 1n },
    shareClass: terms.shareClass,
    invested: nothing,
    escrow: 0n,
  };
  const entered = (on: CivilDate, event: string, before: Holding, cash = 0n) =>
    register.push({
      on,
      event,
      change: holding.shares - before.shares,
      held: holding.shares,
      ownership: diluted ? roundHalfAway(holding.shares * 1_000_000n, diluted) : null,
      carrying: holding.carrying,
      cash,
    });
  const granted = (on: CivilDate, shares: bigint, key: string, event: string) => {
    const before = holding;
    // A grant after a split or an adjustment is of the shares as agreed; its value is that of the agreement.
    charges.push(allotment(terms, shares, on, key, { id, term, vatRateBp }));
    const value = shares * terms.price;
    const paidUp = shares * terms.nominal;
    movements.push(
      moved(
        `${key.replace("allotment", "nominal")}`,
        on,
        "1120",
        "1200",
        paidUp,
        `Nominal value of ${shares} shares`,
      ),
    );
    holding = {
      ...holding,
      shares: holding.shares + shares,
      carrying: holding.carrying + value + paidUp,
      invested: { num: holding.invested.num + value * holding.invested.den, den: holding.invested.den },
    };
    entered(on, event, before, -paidUp);
  };

  granted(
    allotted.on,
    atCompletion,
    `${id}/allotment`,
    `${atCompletion} ${terms.shareClass} shares allotted`,
  );
  for (const f of facts) {
    if (f.on < allotted.on || f.fact === "allotted" || f.fact === "certified") continue;
    if (f.fact === "vested") {
      const vests = terms.vesting.find(({ milestone }) => milestone === f.milestone);
      if (vests)
        granted(
          f.on,
          BigInt(vests.shares),
          `${id}/allotment:${f.milestone}`,
          `${vests.shares} shares vested: ${f.milestone}`,
        );
      continue;
    }
    const before = holding;
    if (f.fact === "escrow_released") {
      holding = releasedEscrow(id, f, holding, movements);
      entered(f.on, "Escrow released", before, f.received < before.escrow ? f.received : before.escrow);
      continue;
    }
    if (holding.shares === 0n) continue;
    if (f.fact === "issued") {
      const issued = f.money / f.price;
      holding = antiDiluted(terms, holding, f);
      const added = holding.shares - before.shares;
      const cost = added * terms.nominal;
      if (added > 0n)
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
      diluted = BigInt(f.dilutedBefore) + issued + added;
      holding = remeasured(id, f, { ...holding, carrying: holding.carrying + cost }, movements);
      entered(f.on, `${issued} new shares at ${pounds(f.price)}`, before, -cost);
    } else if (f.fact === "split") {
      holding = {
        ...holding,
        shares: (holding.shares * BigInt(f.into)) / BigInt(f.of),
        conversion: {
          num: holding.conversion.num * BigInt(f.of),
          den: holding.conversion.den * BigInt(f.into),
        },
      };
      diluted = diluted && (diluted * BigInt(f.into)) / BigInt(f.of);
      entered(f.on, `Split ${f.of} into ${f.into}`, before);
    } else if (f.fact === "converted") {
      holding = { ...holding, shareClass: f.shareClass };
      entered(f.on, `Converted into ${f.shareClass}`, before);
    } else if (f.fact === "valued") {
      holding = remeasured(id, f, holding, movements);
      entered(f.on, f.price === 0n ? "Written off" : `Valued at ${pounds(f.price)} a share`, before);
    } else if (f.fact === "dividend") {
      const cash = holding.shares * f.perShare;
      movements.push(
        moved(
          `${id}/dividend:${f.id}`,
          f.on,
          "1200",
          "4160",
          cash,
          `${holding.shares} shares × ${pounds(f.perShare)}`,
        ),
      );
      entered(f.on, `Dividend of ${pounds(f.perShare)} a share`, before, cash);
    } else if (f.fact === "disposed") {
      const cash = disposed(id, f, holding, movements);
      const shares = least(BigInt(f.shares), holding.shares);
      holding = {
        ...holding,
        shares: holding.shares - shares,
        carrying: holding.carrying - carriedBy(holding, shares),
        invested: {
          num: holding.invested.num * (holding.shares - shares),
          den: holding.invested.den * holding.shares,
        },
      };
      entered(f.on, `${shares} shares ${f.how.replace("_", " ")}`, before, cash);
    } else {
      const { after, cash } = sold(id, terms, f, holding, movements, obligations, facts);
      holding = after;
      entered(f.on, `Sale of the company for ${pounds(f.proceeds)}`, before, cash);
    }
  }
  return { charges, movements, obligations, register };
}

const nothing: Ratio = { num: 0n, den: 1n };
const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** The invoice for the access, paid in shares: VAT in money on top, or taken from the value. */
function allotment(
  terms: Terms,
  shares: bigint,
  on: CivilDate,
  key: string,
  { id, term, vatRateBp }: Seen,
): Charge {
  const value = shares * terms.price;
  const words = `${shares} shares × ${pounds(terms.price)}`;
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

/** What part of the carrying value so many shares have. */
const carriedBy = (holding: Holding, shares: bigint): Pence =>
  roundHalfAway(holding.carrying * shares, holding.shares);

/** Some shares go: money in, their part of the carrying value out, gain or loss on disposal. Returns the money. */
function disposed(
  id: string,
  f: Extract<Fact, { fact: "disposed" }>,
  holding: Holding,
  movements: Movement[],
): Pence {
  const shares = least(BigInt(f.shares), holding.shares);
  const cash = shares * f.price;
  const carried = carriedBy(holding, shares);
  const words = `${shares} of ${holding.shares} shares × ${pounds(f.price)}, carried at ${pounds(carried)}`;
  derecognised(
    `${id}/disposal:${f.id}`,
    f.on,
    [{ account: "1200", amount: cash }],
    carried,
    words,
    movements,
  );
  return cash;
}

/** Money (and escrow) against the carrying value; the difference is a gain or loss on disposal. */
function derecognised(
  key: string,
  on: CivilDate,
  debits: readonly Side[],
  carried: Pence,
  workings: string,
  movements: Movement[],
) {
  const ours = debits.reduce((total, { amount }) => total + amount, 0n);
  const gain = ours - carried;
  const credits =
    gain >= 0n
      ? [
          { account: "1120", amount: carried },
          { account: "4180", amount: gain },
        ]
      : [{ account: "1120", amount: ours }];
  for (const { debit, credit, amount } of paired(debits, credits))
    movements.push(moved(key, on, debit, credit, amount, workings));
  if (gain < 0n)
    movements.push(
      moved(
        key.replace(/(exit|disposal):/, "$1-loss:"),
        on,
        "4180",
        "1120",
        -gain,
        `Carried at ${pounds(carried)}, sold for ${pounds(ours)}`,
      ),
    );
}

/**
 * The company is sold: what is left after costs and the preferences of others is shared by shares; our own preference
 * is taken instead where it brings more. Rounded once; part of it waits in escrow.
 */
function sold(
  id: string,
  terms: Terms,
  exit: Extract<Fact, { fact: "exit" }>,
  holding: Holding,
  movements: Movement[],
  obligations: Obligation[],
  facts: readonly Fact[],
): { after: Holding; cash: Pence } {
  const pooled = atLeastZero(exit.proceeds - exit.costs);
  const rest = atLeastZero(pooled - exit.preferences);
  const byShares = roundHalfAway(rest * holding.shares, BigInt(exit.diluted));
  const { num, den } = holding.invested;
  const preference = least(roundHalfAway(num * BigInt(terms.preferenceBp), den * 10_000n), pooled);
  const ours = preference > byShares ? preference : byShares;
  const escrow = shareOf(ours, terms.escrowBp);
  const workings =
    preference > byShares
      ? `preference of ${percent(terms.preferenceBp)} of ${pounds(roundHalfAway(num, den))}, more than ${pounds(byShares)} by shares`
      : `(${pounds(exit.proceeds)} − ${pounds(exit.costs)}${exit.preferences > 0n ? ` − ${pounds(exit.preferences)} preferences` : ""}) × ${holding.shares}/${exit.diluted} shares`;
  derecognised(
    `${id}/exit:${exit.id}`,
    exit.on,
    [
      { account: "1200", amount: ours - escrow },
      { account: "1130", amount: escrow },
    ],
    holding.carrying,
    workings,
    movements,
  );
  if (escrow > 0n)
    obligations.push({
      key: `${id}/escrow`,
      kind: "escrow_release",
      due: addMonths(exit.on, terms.escrowMonths),
      description: "Escrow",
      state: facts.some((f) => f.fact === "escrow_released") ? "accepted" : "due",
      amount: escrow,
    });
  return { after: { ...holding, shares: 0n, carrying: 0n, invested: nothing, escrow }, cash: ours - escrow };
}

/** What came out of escrow is money; what claims took is a loss on the sale. */
function releasedEscrow(
  id: string,
  f: Extract<Fact, { fact: "escrow_released" }>,
  holding: Holding,
  movements: Movement[],
): Holding {
  const received = least(f.received, holding.escrow);
  const lost = holding.escrow - received;
  const words = `${pounds(received)} of ${pounds(holding.escrow)} held in escrow`;
  if (received > 0n) movements.push(moved(`${id}/escrow:${f.id}`, f.on, "1200", "1130", received, words));
  if (lost > 0n) movements.push(moved(`${id}/escrow-lost:${f.id}`, f.on, "4180", "1130", lost, words));
  return { ...holding, escrow: 0n };
}

const atLeastZero = (amount: Pence) => (amount > 0n ? amount : 0n);

type Side = { account: string; amount: Pence };

/** Several debits and credits as transfers: the largest debit with the largest credit, ties by account (README §14.5). */
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
