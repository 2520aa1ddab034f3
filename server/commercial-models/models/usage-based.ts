import { z } from "zod";
import {
  addDays,
  addMonths,
  type CivilDate,
  daysBetween,
  minDate,
  type Period,
  periodsOf,
} from "#server/lib/dates.ts";
import { decimalText, grouped, type Pence, pounds, roundHalfAway, scaled } from "#server/lib/money.ts";
import { asRatio, dated, decimal, pence, positivePence } from "../engine/fields.ts";
import { current, line, netOf, pool, supply } from "../engine/parts.ts";
import { type Charge, type Commitment, defineModel, type Line } from "../engine/plan.ts";

const tier = z.strictObject({
  upTo: decimal.nullable().describe("Upper limit of the band in units, inclusive; null for the last"),
  unitPrice: decimal.describe("Pence a unit (or a package), at most six places"),
  flat: pence
    .prefault(0)
    .describe("Pence once for entering the band (graduated) or for being in it (volume)"),
});
const terms = z
  .strictObject({
    kind: z.literal("usage_based").describe("The model"),
    unit: z.string().min(1).describe("What is counted"),
    aggregation: z
      .enum(["sum", "count", "max", "unique", "latest"])
      .prefault("sum")
      .describe("How tallies become the quantity of a period: added up, the highest, or the last"),
    filter: z.string().min(1).optional().describe("Which events count, in words that both sides signed"),
    pricing: z.enum(["per_unit", "graduated", "volume", "package"]).describe("How bands are priced"),
    tiers: z.array(tier).min(1).describe("Bands with their prices"),
    packageSize: decimal.optional().describe("Units in a package"),
    freeAllowance: decimal.optional().describe("Units free in each period"),
    cap: positivePence.optional().describe("Never more than this a period, in pence"),
    yearlyMinimum: positivePence.optional().describe("Minimum a contract year, in pence"),
    periodMinimum: positivePence
      .optional()
      .describe("Minimum a billing period, in pence; by days for a part"),
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
    estimateMissing: z
      .boolean()
      .prefault(false)
      .describe(
        "Whether a period without usage that nobody declared complete is estimated: the mean of the last three",
      ),
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
  .refine(({ packageSize }) => packageSize === undefined || units(packageSize) > 0n, {
    path: ["packageSize"],
    message: "A package holds more than nothing",
  })
  .refine(({ pricing, tiers }) => pricing === "graduated" || pricing === "volume" || tiers.length === 1, {
    path: ["tiers"],
    message: "One price a unit or package has one band",
  });
const fact = z.discriminatedUnion("fact", [
  z.strictObject({
    ...dated,
    fact: z.literal("used").describe("Usage of a day"),
    quantity: decimal.describe("Units used on the day, as a tally; for unique, all so far in the period"),
  }),
  z
    .strictObject({
      ...dated,
      fact: z.literal("closed").describe("The feed of a period is complete"),
    })
    .describe(
      "No more usage will come for the period in which `on` lies, so nothing used is zero and not silence",
    ),
]);
export type UsageTerms = z.output<typeof terms>;
type Fact = z.output<typeof fact>;
type Used = Extract<Fact, { fact: "used" }>;

// Quantities are whole millionths of a unit, so that sums are exact.
const units = (text: string) => asRatio(text).num;
const millionth = 1_000_000n;

/** Model 6: a price for what was used, billed after the period (README §6). */
export const usageBased = defineModel({
  kind: "usage_based",
  number: 6,
  title: "Usage-based",
  summary: "The licensee pays for what it uses, month by month, at published bands.",
  terms,
  fact,
  plan(terms, _facts, { id, term, ended, heard, until }) {
    const end = ended && ended.on < term.to ? ended.on : term.to;
    const used = { from: term.from, to: end };
    const all = periodsOf(used, terms.periodMonths);
    const periods = all.filter(({ from }) => from <= until);
    const billDays = all.map(({ to }) => addDays(to, terms.graceDays));
    const files = filesOf(periods, heard, terms);
    const charges: Charge[] = [];
    for (const [index, period] of periods.entries()) {
      const file = files[index]!;
      // Billed after the grace; what is heard later waits for the next bill, or is billed when known after the last.
      const days = new Set<CivilDate>([billDays[index]!]);
      for (const { known } of file.versions)
        if (known > billDays[index]! && known <= file.closes)
          days.add(billDays.find((day) => day >= known) ?? known);
      let before: Pence | null = null;
      for (const on of [...days].sort()) {
        const guessed = estimate(terms, files, index, billDays[index]!, on);
        const lines = guessed ?? rate(terms, quantityOf(terms, asOf(file, on)));
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
            ...(guessed && { estimated: true }),
          }),
        );
        before = net;
      }
    }
    const inFull = ended?.by === "customer_breach";
    return {
      charges,
      commitments: [
        ...minimums(id, terms, terms.periodMinimum, terms.periodMonths, "period-minimum", used, term, inFull),
        ...minimums(id, terms, terms.yearlyMinimum, 12, "minimum", used, term, inFull),
      ],
    };
  },
});

/** A period with every version of every fact that ever was about it, and the last day on which one may still count. */
type File = { period: Period; closes: CivilDate; versions: Fact[] };

function filesOf(periods: readonly Period[], heard: readonly Fact[], { lateDays }: UsageTerms): File[] {
  const files = periods.map((period) => ({
    period,
    closes: addDays(period.to, lateDays),
    versions: [] as Fact[],
  }));
  const byId = new Map<string, Fact[]>();
  for (const f of heard) {
    const same = byId.get(f.id);
    if (same) same.push(f);
    else byId.set(f.id, [f]);
  }
  // A fact that a correction moved to another period belongs to both: the one it left has to hear of it.
  for (const same of byId.values())
    for (const index of new Set(same.map(({ on }) => indexOf(periods, on))))
      files[index]?.versions.push(...same);
  return files;
}

function indexOf(periods: readonly Period[], on: CivilDate): number {
  let [low, high] = [0, periods.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (periods[middle]!.to <= on) low = middle + 1;
    else high = middle;
  }
  return low < periods.length && periods[low]!.from <= on ? low : -1;
}

/** The facts of a period as they stood on a day; what was heard after its window leaves it alone. */
const asOf = ({ period, closes, versions }: File, day: CivilDate): Fact[] =>
  current(versions.filter(({ known }) => known <= day && known <= closes)).filter(
    ({ on }) => on >= period.from && on < period.to,
  );

/** What was used in a period, in millionths of a unit, by its facts as they stood. */
export function quantityOf(terms: UsageTerms, facts: readonly Fact[]): bigint {
  const quantities = facts.filter((f): f is Used => f.fact === "used").map(({ quantity }) => units(quantity));
  switch (terms.aggregation) {
    case "max":
    case "unique":
      return quantities.reduce((most, one) => (one > most ? one : most), 0n);
    case "latest":
      return quantities.at(-1) ?? 0n;
    default:
      return quantities.reduce((total, one) => total + one, 0n);
  }
}

/**
 * The mean of the last three periods, when nothing was heard of a period and nobody declared it complete; null when
 * something was. Its inputs are those of the day it would have been billed, so that late usage elsewhere does not move it.
 */
function estimate(
  terms: UsageTerms,
  files: readonly File[],
  index: number,
  billDay: CivilDate,
  on: CivilDate,
): Line[] | null {
  if (!terms.estimateMissing || asOf(files[index]!, on).length > 0) return null;
  const last = files
    .slice(0, index)
    .map((file) => asOf(file, billDay))
    .filter((known) => known.length > 0)
    .slice(-3)
    .map((known) => capped(terms, rate(terms, quantityOf(terms, known))));
  if (last.length === 0) return null;
  const mean = roundHalfAway(
    last.reduce((total, one) => total + one, 0n),
    BigInt(last.length),
  );
  return [
    line(
      "Usage estimated",
      mean,
      `nothing was heard of the period by ${billDay}; mean of ${last.map(pounds).join(", ")}, put right by the real figure`,
    ),
  ];
}

const capped = ({ cap }: UsageTerms, lines: Line[]): Pence => {
  const net = netOf({ lines });
  return cap !== undefined && net > cap ? cap : net;
};

/** A minimum over each period of so many months, by days for a part; in full where the customer broke the contract. */
function minimums(
  id: string,
  terms: UsageTerms,
  minimum: Pence | undefined,
  months: number,
  slot: string,
  used: Period,
  term: Period,
  inFull: boolean,
): Commitment[] {
  if (minimum === undefined) return [];
  return periodsOf(term, months)
    .filter(({ from }) => from < used.to)
    .map((whole) => {
      const to = minDate(whole.to, used.to);
      // A last period that the term itself cuts short is still shared by the days of a whole one.
      const full = daysBetween(whole.from, fullEnd(term, whole, months));
      const days = daysBetween(whole.from, inFull ? whole.to : to);
      return {
        key: `${id}/${whole.from}/${slot}`,
        component: id,
        components: [id],
        period: { from: whole.from, to },
        on: addDays(to, terms.graceDays),
        amount: scaled(minimum, days, full),
        workings: days === full ? pounds(minimum) : `${pounds(minimum)} × ${days}/${full} days`,
        pool: pool(`${id}/${whole.from}/${slot}`, "4120"),
      };
    });
}

const fullEnd = (term: Period, { from }: Period, months: number): CivilDate => {
  for (let index = 1; ; index++) {
    const to = addMonths(term.from, index * months);
    if (to > from) return to;
  }
};

/** Prices a period's quantity (millionths of a unit): allowance, then bands, each with its own line. */
function rate(terms: UsageTerms, quantity: bigint): Line[] {
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
  { pricing, tiers, packageSize, unit }: UsageTerms,
  quantity: bigint,
): { amount: bigint; words: string }[] {
  if (quantity === 0n) return [];
  const once = (flat: Pence) => (flat > 0n ? ` + ${pounds(flat)} for the band` : "");
  const exact = (flat: Pence) => flat * millionth * millionth;
  if (pricing === "package") {
    const size = units(packageSize!);
    const packages = (quantity + size - 1n) / size;
    return [
      {
        amount: packages * millionth * units(tiers[0]!.unitPrice) + exact(tiers[0]!.flat),
        words: `${packages} packages of ${packageSize} × ${tiers[0]!.unitPrice}p${once(tiers[0]!.flat)}`,
      },
    ];
  }
  if (pricing === "volume") {
    const band = tiers.find(({ upTo }) => upTo === null || units(upTo) >= quantity)!;
    return [
      {
        amount: quantity * units(band.unitPrice) + exact(band.flat),
        words: `${inUnits(quantity)} × ${band.unitPrice}p${once(band.flat)}`,
      },
    ];
  }
  let from = 0n;
  return tiers.flatMap(({ upTo, unitPrice, flat }) => {
    const to = upTo === null || units(upTo) > quantity ? quantity : units(upTo);
    const inBand = to - from;
    if (inBand <= 0n) return [];
    from = to;
    return [
      {
        amount: inBand * units(unitPrice) + exact(flat),
        words: `${inUnits(inBand)} ${plural(unit)} × ${unitPrice}p${once(flat)}`,
      },
    ];
  });
}

/** "1,234.5" units. */
const inUnits = (quantity: bigint): string => grouped(decimalText(quantity));
const plural = (unit: string) => (unit.endsWith("s") || unit.endsWith("y") ? unit : `${unit}s`);
const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
