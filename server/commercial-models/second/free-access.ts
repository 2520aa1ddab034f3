/** Free access, a second time: money flows only once the use is commercial. */
import { Draw, facts, type Input, type Pence, settled } from "./input.ts";
import { addMonths, day, share, text } from "./ratio.ts";

type Terms = { commercialPrice?: Pence };

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

/** Nothing of these facts is refused yet. */
export const refused = (): string[] => [];

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
  return { term, terms, facts: [...ends, ...consents] };
}
