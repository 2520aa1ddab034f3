import { z } from "zod";
import { percent, pounds, shareOf, sum } from "#server/lib/money.ts";
import { priced } from "./banding.ts";
import { asRatio, bp, dated, decimal, pence, positivePence } from "./fields.ts";
import { line, netOf, pool, supply } from "./parts.ts";
import { type Charge, defineModel, type Line } from "./shape.ts";

const terms = z
  .strictObject({
    kind: z.literal("cost_recovery"),
    rates: z.record(z.string(), positivePence).describe("Rate card: pence for one unit of each kind of work"),
    labour: z.string().optional().describe("Name of the rate that counts as labour and bears overhead"),
    overheadBp: z
      .number()
      .int()
      .min(0)
      .max(5_000)
      .prefault(0)
      .describe("Overhead on labour, in basis points"),
    estimate: positivePence.optional().describe("Estimate in pence"),
    depositBp: bp.prefault(0).describe("Deposit at signature, in basis points of the estimate"),
    cap: positivePence.optional().describe("Never more than this in pence"),
  })
  .refine(({ depositBp, estimate }) => depositBp === 0 || estimate !== undefined, {
    path: ["estimate"],
    message: "A deposit needs an estimate",
  })
  .refine(({ cap, estimate }) => cap === undefined || estimate === undefined || cap >= estimate, {
    path: ["cap"],
    message: "The cap is not below the estimate",
  })
  .refine(({ labour, rates }) => labour === undefined || labour in rates, {
    path: ["labour"],
    message: "The labour rate stands on the rate card",
  });
const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("worked"),
    rate: z.string().min(1).describe("Name on the rate card"),
    quantity: decimal.describe("Units worked"),
  }),
  z.strictObject({
    ...dated,
    fact: z.literal("spent"),
    what: z.string().min(1).describe("What was paid to others"),
    cost: pence.describe("Pence, passed on at cost"),
  }),
  z.strictObject({ ...dated, fact: z.literal("completed") }).describe("The work is complete"),
]);

/** Model 3: the cost of access, never more than it cost (commercial-models.md 4.3). */
export const costRecovery = defineModel({
  kind: "cost_recovery",
  number: 3,
  title: "Cost recovery",
  summary: "The licensee pays what access costs the NHS, and nothing for the data itself.",
  terms,
  fact,
  plan(terms, facts, { id, term, ended }) {
    const shared = pool(id, "4150", "2410");
    const deposit = terms.estimate === undefined ? 0n : shareOf(terms.estimate, terms.depositBp);
    const finished = facts.find((f) => f.fact === "completed")?.on ?? ended?.on ?? null;
    const charges: Charge[] = [];
    const depositCharge = (on: Charge["on"], net: bigint, workings: string) =>
      supply({
        key: `${id}/deposit`,
        component: id,
        period: term,
        on,
        lines: [line("Deposit", net, workings)],
        earned: "elsewhere",
        pool: shared,
      });
    if (deposit > 0n)
      charges.push(
        depositCharge(
          term.from,
          deposit,
          `${percent(terms.depositBp)} of the estimate of ${pounds(terms.estimate!)}`,
        ),
      );
    if (!finished) return { charges };

    const lines = worked(terms, facts);
    const actual = netOf({ lines });
    const bill = terms.cap !== undefined && terms.cap < actual ? terms.cap : actual;
    if (bill < actual)
      lines.push(line("Above the cap, not charged", bill - actual, `Never more than ${pounds(bill)}`));
    if (deposit > 0n && bill < deposit)
      charges.push(
        depositCharge(
          finished,
          bill,
          `The work came to ${pounds(bill)}, less than the deposit of ${pounds(deposit)}`,
        ),
      );
    const covered = bill < deposit ? bill : deposit;
    if (covered > 0n)
      lines.push(line("Deposit already billed", -covered, `${pounds(covered)} of the deposit`));
    charges.push(
      supply({
        key: `${id}/final`,
        component: id,
        period: term,
        on: finished,
        lines,
        earned: "elsewhere",
        pool: shared,
      }),
    );
    return {
      charges,
      earnings: [
        {
          key: `${id}/earned`,
          net: bill,
          on: finished,
          pool: shared,
          workings: `Cost of the work ${pounds(bill)}`,
        },
      ],
    };
  },
});

type Terms = z.output<typeof terms>;

function worked(terms: Terms, facts: readonly z.output<typeof fact>[]): Line[] {
  const lines: Line[] = [];
  for (const f of facts) {
    if (f.fact === "worked") {
      const price = terms.rates[f.rate];
      if (price === undefined) continue;
      lines.push(
        line(
          capitalised(f.rate),
          priced(asRatio(f.quantity), { num: price, den: 1n }),
          `${f.quantity} × ${pounds(price)}`,
        ),
      );
    } else if (f.fact === "spent") lines.push(line(capitalised(f.what), f.cost, "at cost"));
  }
  const labour = sum(
    facts.flatMap((f) =>
      f.fact === "worked" && f.rate === terms.labour
        ? [priced(asRatio(f.quantity), { num: terms.rates[f.rate]!, den: 1n })]
        : [],
    ),
  );
  const overhead = shareOf(labour, terms.overheadBp);
  if (overhead > 0n)
    lines.push(line("Overhead on labour", overhead, `${percent(terms.overheadBp)} of ${pounds(labour)}`));
  return lines;
}

const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
