import {
  addDays,
  addMonths,
  type CivilDate,
  daysBetween,
  minDate,
  type Period,
  periodsOf,
  within,
} from "#server/lib/dates.ts";
import {
  atLeastZero,
  decimalText,
  grouped,
  least,
  type Pence,
  pounds,
  roundHalfAway,
  scaled,
} from "#server/lib/money.ts";
import { capitalised } from "#server/lib/words.ts";
import { defineModel, nothingPeculiar } from "../../engine/model.ts";
import { current, line, netOf, pool, supply } from "../../engine/parts.ts";
import type { Charge, Commitment, Line } from "../../engine/plan.ts";
import { price } from "./price.ts";
import { reports } from "./reports.ts";
import { type Fact, fact, terms, type UsageTerms, type Used, units } from "./terms.ts";
import { words } from "./words.ts";

// Quantities are whole millionths of a unit, so that sums are exact.
const millionth = 1_000_000n;

/** Model 6: a price for what was used, billed after the period (README §6). */
export const usageBased = defineModel({
  ...nothingPeculiar,
  kind: "usage_based",
  number: 6,
  title: "Usage-based",
  summary: "The licensee pays for what it uses, month by month, at published bands.",
  terms,
  fact,
  component: "usage",
  commercial: true,
  cadence: "yearly",
  countsByYear: false,
  takesFeeCredit: false,
  dependsOnSuccess: false,
  risk: null,
  ...words,
  ...price,
  ...reports,
  plan(terms, _facts, { id, term, ended, heard, until }) {
    const end = minDate(ended?.on ?? term.to, term.to);
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
  current(versions.filter(({ known }) => known <= day && known <= closes)).filter(({ on }) =>
    within(on, period),
  );

/** What was used in a period, in millionths of a unit, by its facts as they stood. */
function quantityOf(terms: UsageTerms, facts: readonly Fact[]): bigint {
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
  return cap === undefined ? net : least(cap, net);
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
  const billable = atLeastZero(quantity - allowance);
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
