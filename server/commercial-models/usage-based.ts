import { z } from "zod";
import {
  addDays,
  type CivilDate,
  daysBetween,
  maxDate,
  minDate,
  type Period,
  periodsOf,
} from "#server/lib/dates.ts";
import { type Pence, pounds, roundHalfAway, scaled } from "#server/lib/money.ts";
import { asRatio, dated, decimal, positivePence } from "./fields.ts";
import { line, netOf, pool, supply } from "./parts.ts";
import { type Charge, type Commitment, defineModel, type Line } from "./shape.ts";

const tier = z.strictObject({
  upTo: decimal.nullable().describe("Upper limit of the band in units, inclusive; null for the last"),
  unitPrice: decimal.describe("Pence a unit (or a package), at most six places"),
});
const terms = z
  .strictObject({
    kind: z.literal("usage_based"),
    unit: z.string().min(1).describe("What is counted"),
    pricing: z.enum(["per_unit", "graduated", "volume", "package"]).describe("How bands are priced"),
    tiers: z.array(tier).min(1).describe("Bands with their prices"),
    packageSize: decimal.optional().describe("Units in a package"),
    freeAllowance: decimal.optional().describe("Units free in each period"),
    cap: positivePence.optional().describe("Never more than this a period, in pence"),
    yearlyMinimum: positivePence.optional().describe("Minimum a contract year, in pence"),
    periodMonths: z.literal([1, 3, 6, 12]).prefault(1).describe("Billed in arrears every so many months"),
    graceDays: z
      .number()
      .int()
      .min(0)
      .max(15)
      .prefault(5)
      .describe("Days after the period before it is billed"),
    lateDays: z
      .number()
      .int()
      .min(0)
      .max(365)
      .prefault(90)
      .describe("Days after the period in which late usage still counts"),
  })
  .refine(({ tiers }) => tiers.every(({ upTo }, index) => (upTo === null) === (index === tiers.length - 1)), {
    path: ["tiers"],
    message: "Only the last band is open",
  })
  .refine(
    ({ tiers }) =>
      tiers.every(({ upTo }, i) => i === 0 || upTo === null || units(upTo) > units(tiers[i - 1]!.upTo!)),
    {
      path: ["tiers"],
      message: "Bands rise",
    },
  )
  .refine(({ pricing, packageSize }) => (pricing === "package") === (packageSize !== undefined), {
    path: ["packageSize"],
    message: "Package pricing, and only it, has a package size",
  })
  .refine(({ pricing, tiers }) => pricing === "graduated" || pricing === "volume" || tiers.length === 1, {
    path: ["tiers"],
    message: "One price a unit or package has one band",
  });
const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("used"),
    quantity: decimal.describe("Units used on the day, as a tally"),
  }),
]);
type Terms = z.output<typeof terms>;

// Quantities are whole millionths of a unit, so that sums are exact.
const units = (text: string) => asRatio(text).num;
const millionth = 1_000_000n;

/** Model 6: a price for what was used, billed after the period (commercial-models.md 4.6). */
export const usageBased = defineModel({
  kind: "usage_based",
  number: 6,
  title: "Usage-based",
  summary: "The licensee pays for what it uses, month by month, at published bands.",
  terms,
  fact,
  plan(terms, facts, { id, term, ended, knownBy, until }) {
    const end = ended && ended.on < term.to ? ended.on : term.to;
    const used = { from: term.from, to: end };
    const periods = periodsOf(used, terms.periodMonths);
    const charges: Charge[] = [];
    const billDays = periods.map(({ to }) => addDays(to, terms.graceDays));
    for (const [index, period] of periods.entries()) {
      if (period.from > until) break;
      const within = facts.filter(
        (f) => f.on >= period.from && f.on < period.to && f.known <= addDays(period.to, terms.lateDays),
      );
      // Billed after the grace; what arrives later waits for the next bill, or is billed when known after the last.
      const days = new Set<CivilDate>([billDays[index]!]);
      for (const f of within)
        if (f.known > billDays[index]!) days.add(billDays.find((day) => day >= f.known) ?? f.known);
      let before: Pence | null = null;
      for (const on of [...days].sort()) {
        const counted = knownBy(on).filter(
          (f) => f.on >= period.from && f.on < period.to && f.known <= addDays(period.to, terms.lateDays),
        );
        const lines = rate(
          terms,
          counted.reduce((total, f) => total + units(f.quantity), 0n),
        );
        const net = netOf({ lines });
        if (net === before) continue;
        charges.push(
          supply({
            key: `${id}/${period.from}`,
            component: id,
            period,
            on,
            lines,
            ...(terms.cap !== undefined && { cap: terms.cap }),
            earned: { on: addDays(period.to, -1) },
            pool: pool(`${id}/${period.from}`, "4120"),
          }),
        );
        before = net;
      }
    }
    return {
      charges,
      commitments:
        terms.yearlyMinimum === undefined
          ? []
          : minimums(id, terms, used, term, ended?.by === "customer_breach"),
    };
  },
});

function minimums(id: string, terms: Terms, used: Period, term: Period, inFull: boolean): Commitment[] {
  return periodsOf(term, 12)
    .filter(({ from }) => from < used.to)
    .map((year) => {
      const to = minDate(year.to, used.to);
      const full = daysBetween(year.from, maxDate(year.to, to));
      const days = inFull ? full : daysBetween(year.from, to);
      const M = terms.yearlyMinimum!;
      const amount = scaled(M, days, full);
      return {
        key: `${id}/${year.from}/minimum`,
        component: id,
        components: [id],
        period: { from: year.from, to },
        on: addDays(to, terms.graceDays),
        amount,
        workings: days === full ? pounds(M) : `${pounds(M)} × ${days}/${full} days`,
        pool: pool(`${id}/${year.from}/minimum`, "4120"),
      };
    });
}

/** Prices a period's quantity (millionths of a unit): allowance, then bands, each with its own line. */
function rate(terms: Terms, quantity: bigint): Line[] {
  const allowance = terms.freeAllowance === undefined ? 0n : units(terms.freeAllowance);
  const billable = quantity > allowance ? quantity - allowance : 0n;
  const counted = `${inUnits(quantity)} ${plural(terms.unit)} used${allowance > 0n ? `, ${inUnits(allowance)} free` : ""}`;
  const exact = bandsOf(terms, billable);
  // Rounded once for the period; the bands show how it came about.
  const net = roundHalfAway(
    exact.reduce((total, { amount }) => total + amount, 0n),
    millionth * millionth,
  );
  return [
    line(
      `${capitalised(plural(terms.unit))} used`,
      net,
      [counted, ...exact.map(({ words }) => words)].join("; "),
    ),
  ];
}

function bandsOf(
  { pricing, tiers, packageSize, unit }: Terms,
  quantity: bigint,
): { amount: bigint; words: string }[] {
  if (quantity === 0n) return [];
  if (pricing === "package") {
    const size = units(packageSize!);
    const packages = (quantity + size - 1n) / size;
    return [
      {
        amount: packages * millionth * units(tiers[0]!.unitPrice),
        words: `${packages} packages of ${packageSize} × ${tiers[0]!.unitPrice}p`,
      },
    ];
  }
  if (pricing === "volume") {
    const band = tiers.find(({ upTo }) => upTo === null || units(upTo) >= quantity)!;
    return [{ amount: quantity * units(band.unitPrice), words: `${inUnits(quantity)} × ${band.unitPrice}p` }];
  }
  let from = 0n;
  return tiers.flatMap(({ upTo, unitPrice }) => {
    const to = upTo === null || units(upTo) > quantity ? quantity : units(upTo);
    const inBand = to - from;
    if (inBand <= 0n) return [];
    from = to;
    return [
      { amount: inBand * units(unitPrice), words: `${inUnits(inBand)} ${plural(unit)} × ${unitPrice}p` },
    ];
  });
}

function inUnits(quantity: bigint): string {
  const whole = String(quantity / millionth).replace(/\B(?=(\d{3})+$)/g, ",");
  const rest = String(quantity % millionth)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return rest ? `${whole}.${rest}` : whole;
}
const plural = (unit: string) => (unit.endsWith("s") || unit.endsWith("y") ? unit : `${unit}s`);
const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
