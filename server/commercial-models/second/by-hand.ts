import { add, compare, least, mul, type Ratio, ratio, sub } from "./exact.ts";

/**
 * The reader of a bill with a pocket calculator: calculates a step of a charge from its workings alone, as they stand on
 * the paper, and from the amounts above it. It knows no model, only how sums are written.
 */

/** A step as it stands on a document: amounts in pence. */
export type Step = { description: string; net: bigint; workings: string };

const zero: Ratio = [0n, 1n];
const most = (a: Ratio, b: Ratio) => (compare(a, b) > 0 ? a : b);
const whole = (amount: bigint): Ratio => [amount, 1n];

/** The nearest penny; half of one goes away from zero. */
function rounded([over, under]: Ratio): bigint {
  const size = over < 0n ? -over : over;
  const nearest = (2n * size + under) / (2n * under);
  return over < 0n ? -nearest : nearest;
}

const decimal = (text: string): Ratio => {
  const [before = "", after = ""] = text.replaceAll(",", "").split(".");
  return ratio(BigInt(before + after), 10n ** BigInt(after.length));
};

const amount = String.raw`−?£[\d,]+(?:\.\d+)?`;
/** "£1,234.56" in pence; a share may cost parts of a penny. */
function money(text: string): Ratio {
  const size = mul(decimal(text.replace(/[−£]/g, "")), [100n, 1n]);
  return text.startsWith("−") ? sub(zero, size) : size;
}

/** One factor: an amount, so many pence, a percentage, a fraction, a number; what else is said with it explains it. */
function factor(text: string): Ratio {
  const said = text.replace(/\(.*\)/, "").trim();
  const found =
    /^(−?£[\d,]+(?:\.\d+)?)|^([\d,]+(?:\.\d+)?)p\b|^([\d,]+(?:\.\d+)?)%|^(\d+)\/(\d+)|^([\d,]+(?:\.\d+)?)/.exec(
      said,
    );
  if (!found) throw new RangeError(`no number begins “${text}”`);
  const [, pounds, pence, percent, over, under, number] = found;
  if (pounds) return money(pounds);
  if (pence) return decimal(pence);
  if (percent) return mul(decimal(percent), [1n, 100n]);
  return over && under ? ratio(BigInt(over), BigInt(under)) : decimal(number!);
}

const product = (text: string): Ratio => text.split(" × ").map(factor).reduce(mul);
/** Products and amounts that are added: exact, rounded by whoever asks. */
const total = (text: string): Ratio => withoutNotes(text).split(" + ").map(product).reduce(add);
/** What stands in brackets explains a number, and may hold any sign. */
const withoutNotes = (text: string): string => text.replace(/ \([^()]*(?:\([^()]*\)[^()]*)*\)/g, "");

/** "2% to £100.00, 3% above" of an amount, exact. */
function banded(bands: string, of: Ratio): Ratio {
  let [from, sum] = [zero, zero];
  for (const band of bands.split(/, (?=[\d.]+%)/)) {
    const upTo = /to (£.*)$/.exec(band)?.[1];
    const to = upTo === undefined ? of : least(money(upTo), of);
    if (compare(to, from) > 0) sum = add(sum, mul(factor(band), sub(to, from)));
    from = upTo === undefined ? of : money(upTo);
  }
  return sum;
}

/** A share of years or days: "£10.00 × 62/366 days = £1.69, less £0.85 for the 31 days before = £0.84". */
function shared(text: string): bigint {
  const parts = /^(.*) = (£[\d,.]+), less (£[\d,.]+) for the .* before = (£[\d,.]+)$/.exec(text);
  if (!parts) return rounded(total(text));
  const [, sum, upTo, before, net] = parts;
  const says = rounded(money(upTo!));
  if (rounded(total(sum!)) !== says) throw new RangeError(`${sum} is not ${upTo}`);
  const left = says - rounded(money(before!));
  if (left !== rounded(money(net!))) throw new RangeError(`${upTo} less ${before} is not ${net}`);
  return left;
}

/** How a sum is written, and how it is calculated from what stands there and from the amounts above it. */
type Reading = readonly [RegExp, (found: RegExpExecArray, above: bigint) => bigint];

/** Amounts that were agreed, counted or decided: nobody calculates them. */
const given = /^(agreed|at cost$|not stated yet$|what was reported of it was taken back$)/;

const readings: readonly Reading[] = [
  [/^was £/, ({ input }) => credit(input)],
  // A discount: what is left of the price, instead of what stood there; else its part of the whole.
  [/; (£.*), instead of (£[\d,.]+)$/, ([, left, before]) => shared(left!) - rounded(money(before!))],
  [/; cut to (£[\d,.]+) by the floor/, ([, cut]) => -rounded(money(cut!))],
  [/^credit of (£[\d,.]+)$/, ([, credit]) => -rounded(money(credit!))],
  [
    /^([\d.]+%) of (£[\d,.]+) fees, (£[\d,.]+) used before$/,
    ([, part, fees, used], above) => {
      const credit = rounded(mul(factor(part!), money(fees!))) - rounded(money(used!));
      return -(credit < above ? credit : above);
    },
  ],
  [/a contract year, (£[\d,.]+) of it left$/, ([, left], above) => rounded(money(left!)) - above],
  [/^never more than (£[\d,.]+)$/, ([, cap], above) => rounded(money(cap!)) - above],
  [
    /^(£.*) agreed, (£[\d,.]+) charged$/,
    ([, minimum, charged]) => rounded(most(whole(rounded(total(minimum!)) - rounded(money(charged!))), zero)),
  ],
  // A fee in parts; a part is sized again by the quantity reached.
  [
    /^(\d+\/\d+) of (£[\d,.]+) \(.*\)(?:, a penny (up|down) so that the parts add up)?$/,
    ([, part, fee, odd]) =>
      rounded(mul(factor(part!), money(fee!))) + (odd === "up" ? 1n : odd === "down" ? -1n : 0n),
  ],
  [
    /^([\d.]+) of ([\d.]+) planned$/,
    ([, reached, planned], above) =>
      rounded(mul(whole(above), ratio(...scaledUp(decimal(reached!), decimal(planned!))))) - above,
  ],
  // A dataset in return.
  [
    /^(£[\d,.]+) agreed, of which VAT (£[\d,.]+)$/,
    ([, gross, vat]) => rounded(sub(money(gross!), money(vat!))),
  ],
  [/^(£[\d,.]+) agreed$/, ([, net]) => rounded(money(net!))],
  [/^(£[\d,.]+) delivered in time$/, ([, net]) => rounded(money(net!))],
  [/ = ([\d.]+%) of (£[\d,.]+)$/, ([, part, of]) => rounded(mul(factor(part!), money(of!)))],
  // Cost recovery.
  [
    /^cost (£[\d,.]+)(?:, never more than (£[\d,.]+))?$/,
    ([, cost, cap]) => rounded(cap ? least(money(cost!), money(cap)) : money(cost!)),
  ],
  [/^The work came to (£[\d,.]+), less than the deposit/, ([, bill]) => rounded(money(bill!))],
  [/^(£[\d,.]+) of the deposit$/, ([, deposit]) => -rounded(money(deposit!))],
  [
    /^(£[\d,.]+) (?:of deposit and earlier months|billed by quarter)$/,
    ([, before], above) => -rounded(least(money(before!), whole(above))),
  ],
  [/^(£[\d,.]+) on earlier (?:invoices|documents)$/, ([, before]) => -rounded(money(before!))],
  [/^less ([\d.]+%) of (£[\d,.]+)$/, ([, part, of]) => -rounded(mul(factor(part!), money(of!)))],
  [
    /^([\d.]+%) of (?:the estimate of )?(£[\d,.]+)$/,
    ([, part, of]) => rounded(mul(factor(part!), money(of!))),
  ],
  // Estimates.
  [/mean of (£.*?), put right by the real figure$/, ([, list]) => rounded(mean(list!))],
  [/mean of (£.*) × 1\.10$/, ([, list]) => rounded(mul(mean(list!), [11n, 10n]))],
  [
    /^(?:no statement was in by [^;]*|the statement was not in by [^;]*; the last share of (£[\d,.]+) × 1\.10)(.*)$/,
    ([, last, limits]) =>
      rounded(limited(last ? mul(money(last), [11n, 10n]) : zero, limits!.split("; "), true)),
  ],
  // Royalty.
  [
    /^(£[\d,.]+) of the guarantee was left, (£[\d,.]+) is left now$/,
    ([, was, now], above) => {
      const used = rounded(sub(money(was!), money(now!)));
      if (used > above) throw new RangeError("more of the guarantee is used than was earned");
      return -used;
    },
  ],
  [
    /^([\d.]+%) of (£[\d,.]+) paid to others; never below ([\d.]+%) of (£[\d,.]+)$/,
    ([, part, others, floor, earned]) =>
      rounded(
        most(sub(money(earned!), mul(factor(part!), money(others!))), mul(factor(floor!), money(earned!))),
      ) - rounded(money(earned!)),
  ],
  [/^−?£.* gross/, ({ input }) => royalty(input.split("; "))],
  // Profit share.
  [
    /^(£[\d,.]+) more is on account than the year's share of/,
    ([, over], above) => -rounded(least(money(over!), whole(above))),
  ],
  [/^−?£.* revenue/, ({ input }) => profit(input.split("; "))],
  // Shares.
  [
    /^(.* shares? × .*) = (£[\d,.]+), of which VAT (£[\d,.]+) at/,
    ([, shares, value, vat]) => {
      if (rounded(product(shares!)) !== rounded(money(value!)))
        throw new RangeError(`${shares} is not ${value}`);
      return rounded(sub(money(value!), money(vat!)));
    },
  ],
  // Use: what was counted, then each band.
  [
    /^[\d,.]+ [^×]* used(?:, [\d,.]+ free)?(?:; (.*))?$/,
    ([, bands]) => (bands ? rounded(bands.split("; ").map(bandOfUse).reduce(add)) : 0n),
  ],
];

const scaledUp = ([a, b]: Ratio, [c, d]: Ratio): [bigint, bigint] => [a * d, b * c];

function mean(list: string): Ratio {
  const amounts = list.split(/, (?=£)/).map(money);
  return mul(amounts.reduce(add), ratio(1n, BigInt(amounts.length)));
}

/** "4 packages of 1.5 × 0.74p", "807 rows × 0p + £344.40 for the band". */
const bandOfUse = (text: string): Ratio => text.split(" + ").map(product).reduce(add);

/**
 * A credit: "was £18,000.00 (sum); now £10,602.74 (sum); £18,000.00 − £10,602.74 = £7,397.26", and how much of that is
 * taken off one document where several bear it.
 */
function credit(sentence: string): bigint {
  const [, was, beforeSum, now, nowSum, less, of, difference, here] =
    /^was (£[\d,.]+)(?: \((.*)\)| after earlier documents); now (£[\d,.]+)(?: \((.*)\)|, as .*); (£[\d,.]+) − (£[\d,.]+) = (£[\d,.]+)(?:, (£[\d,.]+) of it on this document)?$/.exec(
      sentence,
    ) ?? [];
  if (!difference) throw new RangeError("it does not say what was, what is and the difference");
  if (was !== less || now !== of) throw new RangeError("the difference is one of other amounts");
  for (const [sum, is] of [
    [beforeSum, was],
    [nowSum, now],
  ] as const)
    if (sum && !severalSteps.test(sum)) {
      const calculated = byHand({ description: "", net: 0n, workings: sum }, 0n);
      if (calculated !== null && calculated !== rounded(money(is!)))
        throw new RangeError(`${sum} is not ${is}`);
    }
  if (rounded(sub(money(was!), money(now!))) !== rounded(money(difference)))
    throw new RangeError(`${was} less ${now} is not ${difference}`);
  return rounded(money(here ?? difference));
}

/** "Licence fee £100.00: agreed, early −£10.00: 10% of £100.00": each step with its amount. */
const severalSteps = /^[^£]+ −?£[\d,.]+: .*, [^£]+ −?£[\d,.]+: /;

/** Floor, then cap; an estimate is rounded before it meets them. */
function limited(share: Ratio, limits: readonly string[], early = false): Ratio {
  const rounds = (one: Ratio) => (early ? whole(rounded(one)) : one);
  return limits.reduce((sum, limit) => {
    const [, kind, text] = /^not (less|more) than (.*)$/.exec(limit) ?? [];
    if (!kind) return sum;
    return kind === "less" ? most(sum, rounds(product(text!))) : least(sum, rounds(product(text!)));
  }, rounds(share));
}

/** Net sales from gross; then, for each kind of sales, the bands on the year to date less what was earned before. */
function royalty(clauses: readonly string[]): bigint {
  const find = (pattern: RegExp) => clauses.map((clause) => pattern.exec(clause)?.[1]).find(Boolean);
  const saidBy = (pattern: RegExp) => (find(pattern) ? money(find(pattern)!) : zero);
  const net = [
    saidBy(new RegExp(`^(${amount}) gross`)),
    sub(zero, saidBy(/gross − (£[\d,.]+) deductions/)),
    saidBy(/^(£[\d,.]+) found by audit$/),
    sub(zero, saidBy(/^less (£[\d,.]+) carried from earlier$/)),
    sub(zero, saidBy(/^(−£[\d,.]+) is carried to the next quarter$/)),
  ].reduce(add);
  const says = saidBy(/^net sales (£[\d,.]+)$/);
  if (compare(net, says) !== 0)
    throw new RangeError(`net sales are ${rounded(net)} pence, not ${rounded(says)}`);
  return clauses.reduce((sum, clause) => {
    const [, date, bands, is, was] =
      /year to date (£[\d,.]+): (.*) is (£[\d,.]+?)(?:, less (£[\d,.]+) earned before)?$/.exec(clause) ?? [];
    if (!date) return sum;
    const earned = rounded(banded(bands!, money(date)));
    if (earned !== rounded(money(is!))) throw new RangeError(`${bands} of ${date} is not ${is}`);
    return sum + earned - (was ? rounded(money(was)) : 0n);
  }, 0n);
}

/** Revenue less costs; less losses and hurdle; the bands; floor and cap: rounded once, at the end. */
function profit(clauses: readonly string[]): bigint {
  const [, sums, made] = /^(.*) = (−?£[\d,.]+)$/.exec(clauses[0]!) ?? [];
  if (!sums || !made) throw new RangeError("no profit is said");
  const [revenue = "", ...more] = withoutNotes(sums).split(/ (?=[−+] £)/);
  const costs = more.map((one) =>
    one.startsWith("−") ? sub(zero, factor(one.slice(2))) : factor(one.slice(2)),
  );
  const profit = [factor(revenue), ...costs].reduce(add);
  if (compare(profit, money(made)) !== 0) throw new RangeError(`${sums} is not ${made}`);
  const less = clauses.flatMap(
    (clause) => /^less (.*?)(?: of earlier losses| hurdle)$/.exec(clause)?.[1] ?? [],
  );
  const shared = less.map(product).reduce(sub, profit);
  const [, bands, base] =
    clauses.map((clause) => /^([\d.]+%.*) of (£[\d,.]+)$/.exec(clause)).find(Boolean) ?? [];
  if (bands && rounded(most(shared, zero)) !== rounded(money(base!)))
    throw new RangeError(`what is shared is ${rounded(shared)} pence, not ${base}`);
  return rounded(limited(bands ? banded(bands, most(shared, zero)) : zero, clauses));
}

/**
 * A step in pence, calculated by hand; null where it was agreed or decided by a person. Throws where the sentence is no
 * sum that can be calculated, or where it contradicts itself.
 */
function byHand({ workings }: Step, above: bigint): bigint | null {
  if (given.test(workings) && !/^agreed.*×/.test(workings)) return null;
  for (const [pattern, calculated] of readings) {
    const found = pattern.exec(workings);
    if (found) return calculated(found, above);
  }
  return shared(workings);
}

/** The steps of a charge that do not come to their amounts, calculated one after the other; empty when all do. */
export function wrongSums(steps: readonly Step[]): string[] {
  let above = 0n;
  return steps.flatMap((step) => {
    const wrong = wrongSum(step, above);
    above += step.net;
    return wrong ? [`${step.description}, ${step.net}: ${step.workings} (${wrong})`] : [];
  });
}

function wrongSum(step: Step, above: bigint): string | null {
  try {
    const calculated = byHand(step, above);
    return calculated === null || calculated === step.net ? null : `by hand ${calculated}`;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
