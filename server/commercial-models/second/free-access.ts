/** Free access, a second time: money flows only once the use is commercial. */
import { Draw, type Fact, facts, type Input, type Pence, settled } from "./input.ts";
import { addMonths, day, share, text } from "./ratio.ts";

type Terms = { commercialPrice?: Pence; reportMonths?: number; quotas?: { unit: string }[] };

export function second(input: Input): Record<string, bigint> {
  const { commercialPrice = 0 } = input.terms as Terms;
  const from = day(input.term.from);
  const to = day(input.term.to);
  const consent = facts(input, "commercialised")[0];
  if (!consent) return {};
  const ended = facts(input, "ended")[0];
  const end = ended ? Math.min(to, day(ended.on)) : to;
  const paidTo = ended?.by === "supplier_fault" ? end : to;
  const positions: [string, bigint][] = [];
  for (let months = 0; addMonths(from, months) < to; months += 12) {
    const year = addMonths(from, months);
    const nextYear = addMonths(from, months + 12);
    const begins = Math.max(year, day(consent.on));
    if (begins >= end || begins >= nextYear) continue;
    const days = Math.min(nextYear, paidTo) - begins;
    positions.push([
      `${text(year)}/commercial`,
      share(BigInt(commercialPrice) * BigInt(days), BigInt(nextYear - year)),
    ]);
  }
  return settled(positions);
}

/** "ID FIELD" of what cannot be: told twice, of a period that is none or not over, outside the term or of no agreed quota. */
export function refused(input: Input): string[] {
  const { reportMonths = 0, quotas = [] } = input.terms as Terms;
  const [from, to] = [day(input.term.from), day(input.term.to)];
  const end = facts(input, "ended")[0];
  const over = ({ on, known }: Fact) =>
    end !== undefined && day(known) > day(end.known) && day(on) >= day(end.on);
  const done: Fact[] = [];
  const earlier = (one: Fact) => done.some(({ fact, period }) => fact === one.fact && period === one.period);
  const starts: number[] = [];
  for (let months = 0; reportMonths > 0 && addMonths(from, months) < to; months += reportMonths)
    starts.push(addMonths(from, months));
  const fields = (one: Fact): string[] => {
    const on = day(one.on);
    const out = on < from || on >= to || over(one);
    if (one.fact === "commercialised") return earlier(one) || out ? ["on"] : [];
    if (one.fact === "destroyed") return earlier(one) || on < from ? ["on"] : [];
    if (one.fact === "used_quota") {
      const gone = done.some((other) => other.fact === "destroyed" && day(other.on) < on);
      const known = quotas.some(({ unit }) => unit === one.unit);
      return [...(out || gone ? ["on"] : []), ...(known ? [] : ["unit"])];
    }
    const index = starts.indexOf(day(one.period as string));
    if (index < 0) return ["period"];
    const begins = starts[index] as number;
    const ended = end ? day(end.on) : to;
    if (end && day(one.known) > day(end.known) && begins >= ended) return ["period"];
    const last = Math.min(starts[index + 1] ?? to, ended) - 1;
    const early = on < last && begins < ended;
    return [...(earlier(one) ? ["period"] : []), ...(early ? ["on"] : [])];
  };
  return facts(input, "commercialised", "destroyed", "used_quota", "reported_use").flatMap((one) => {
    const wrong = fields(one);
    if (wrong.length === 0) done.push(one);
    return wrong.map((field) => `${one.id} ${field}`);
  });
}

export function random(next: () => number): Input {
  const draw = new Draw(next);
  const from = draw.first();
  const months = draw.chance(0.3) ? draw.integer(1, 120) : draw.one([1, 11, 12, 13, 24, 36, 48, 60]);
  const whole = addMonths(day(from), months);
  const to = text(draw.chance(0.2) ? Math.max(day(from) + 1, whole - draw.integer(1, 40)) : whole);
  const term = { from, to };
  const commercial = draw.chance(0.9);
  const terms = {
    kind: "free_access",
    reportMonths: draw.one([0, 1, 3, 6, 12]),
    quotas: draw.chance(0.5) ? [{ unit: "rows", limit: "1000" }] : [],
    reportDueDays: draw.integer(1, 180),
    certificateDays: draw.integer(1, 180),
    ...(commercial ? { commercialPrice: draw.pence() } : {}),
  };
  const ends = draw.end(term);
  const edges = [from, text(day(to) - 1), ...ends.map(({ on }) => on)];
  const consents = commercial
    ? Array.from({ length: draw.one([1, 1, 1, 1, 1, 2, 3, 0]) }, () =>
        draw.fact(draw.chance(0.2) ? draw.one(edges) : draw.within(term), { fact: "commercialised" }),
      )
    : [];
  const said = Array.from({ length: draw.integer(0, 4) }, () => {
    const then = draw.chance(0.1) ? text(addMonths(whole, draw.one([-24, 0, 1]))) : draw.within(term);
    const months = draw.one([0, 1, 3, 6, 12, 12]);
    const period = text(addMonths(day(from), months));
    return draw.one([
      () => draw.fact(then, { fact: "destroyed" }),
      () => draw.fact(then, { fact: "used_quota", unit: draw.one(["rows", "rows", "days"]), quantity: "5" }),
      () => draw.fact(text(day(period) + draw.one([27, 30, 90, 364])), { fact: "reported_use", period }),
    ])();
  });
  return { term, terms, facts: [...ends, ...consents, ...said] };
}
