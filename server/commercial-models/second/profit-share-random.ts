import { addMonths, current, day, dice, ending, type Fact, type Input, stretches, text } from "./exact.ts";

/** Without corrections, learned after an audit, of what was known before it: an audit looks at final statements. */
const settledBefore = (facts: Fact[], audit: Fact) =>
  facts.filter((f) => {
    const first = facts.find((g) => g.id === f.id);
    return f === first || f.known < audit.known || (first?.known ?? "") > audit.known;
  });

/** A random profit share. */
export function random(next: () => number): Input {
  const d = dice(next);
  const term = d.term(78);
  const size = d.int(2, 11);
  const terms: Record<string, unknown> = { kind: "profit_share" };
  const maybe = (p: number, name: string, value: () => unknown) => {
    if (d.chance(p)) terms[name] = value();
  };
  let upTo = 0;
  const bands = Array.from({ length: d.int(0, 3) }, () => {
    upTo += d.sized(size) + 1;
    return { upTo: d.written(upTo) as number | string | null, rateBp: d.int(0, 10_000) };
  });
  terms.bands = [...bands, { upTo: null, rateBp: d.int(0, 10_000) }];
  maybe(0.5, "hurdle", () => d.money(size));
  maybe(0.5, "overheadCapBp", () => d.pick([0, 10_000, d.int(0, 10_000)]));
  maybe(0.4, "costCaps", () => ({ travel: d.int(0, 10_000), research: d.int(0, 10_000) }));
  maybe(0.5, "lossUseCapBp", () => d.pick([0, 5000, d.int(0, 10_000)]));
  maybe(0.5, "lossYears", () => d.int(0, 4));
  const least = d.sized(size);
  maybe(0.3, "floor", () => d.written(least));
  maybe(0.3, "cap", () => d.written(least + d.sized(size)));
  maybe(0.6, "onAccountBp", () => d.pick([0, 10_000, d.int(0, 10_000)]));
  maybe(0.4, "anchor", () => d.pick(["04-06", "01-01", "12-31", "02-28", "03-01", term.from.slice(5)]));
  if (terms.anchor === "02-29") terms.anchor = "03-01";
  maybe(0.5, "statementDueDays", () => d.int(1, 180));
  maybe(0.7, "estimateLate", () => d.chance(0.8));
  maybe(0.2, "tailMonths", () => d.int(0, 18));
  maybe(0.5, "interestOverBaseBp", () => d.int(800, 2000));
  maybe(0.5, "auditLookbackYears", () => d.int(1, 5));
  maybe(0.5, "auditCostThresholdBp", () => d.pick([0, 500, d.int(0, 10_000)]));

  const ended = d.end(term);
  const from = day(term.from);
  const to = addMonths(ending({ term, terms, facts: ended }).on, Number(terms.tailMonths ?? 0));
  const birth = terms.anchor ? day(`${Number(term.from.slice(0, 4)) - 1}-${terms.anchor}`) : from;
  const years = stretches(birth, 12, from, to);
  let facts: Fact[] = [];
  let count = 0;
  const fact = (kind: string, on: number, known: number, details: Record<string, unknown>) => {
    const id = `f${String(++count).padStart(3, "0")}`;
    return { fact: kind, component: "c", id, on: text(on), known: text(known), ...details };
  };
  const figures = () => {
    const revenue = d.chance(0.1) ? 0 : d.sized(size) + 1;
    const part = (most: number) => d.written(Math.floor(next() * revenue * most));
    const losing = d.chance(0.3);
    const strange = d.chance(0.03) ? { [d.pick(["gifts", "constructor", "toString"])]: part(0.2) } : {};
    const costs =
      terms.costCaps && d.chance(0.6)
        ? { costs: { travel: part(0.3), research: part(0.2), ...strange } }
        : d.chance(0.03)
          ? { costs: strange }
          : {};
    const direct = losing ? d.written(revenue + d.sized(size)) : part(0.6);
    return { revenue: d.written(revenue), direct, overhead: part(0.3), ...costs };
  };

  for (const q of stretches(birth, 3, from, to)) {
    if (!d.chance(terms.onAccountBp === undefined ? 0.03 : 0.5)) continue;
    const on = d.int(q.from, q.to - 1);
    if (d.chance(0.04)) facts.push(fact("estimated", d.pick([q.from, q.to]), q.to, { share: d.money(size) }));
    const f = fact("estimated", on, on, { share: d.money(d.int(1, size)) });
    facts.push(f);
    if (d.chance(0.2)) facts.push({ ...d.again(f, { share: d.money(size) }), known: f.known });
    else if (d.chance(0.1)) facts.push(d.again(f, { retracted: true }));
  }
  for (const y of years) {
    if (d.chance(0.2)) continue;
    const due = Number(terms.statementDueDays ?? 90);
    const late = d.pick([d.int(1, due), due + 9, due + 10, due + 11, d.int(1, 400)]);
    // Hostile: on its way, a second time, or of a year that is none.
    if (d.chance(0.06)) {
      const on = d.pick([y.from, y.to - 1, y.to - 1, from - 1, to]);
      facts.push(fact("stated", on, d.pick([on, y.to - 2, y.to - 1 + d.int(0, due)]), figures()));
    }
    const f = fact("stated", y.to - 1, y.to - 1 + late, figures());
    facts.push(f);
    if (d.chance(0.25)) facts.push(d.again(f, figures()));
    else if (d.chance(0.1)) facts.push(d.again(f, { retracted: true }));
  }

  let after = 0;
  for (let n = d.pick([0, 0, 1, 1, 2]); n > 0; n--) {
    const stated = current(facts, "stated");
    if (!stated.length) break;
    const firsts = stated.map((s) => ({ s, known: day(facts.find((f) => f.id === s.id)!.known) }));
    const on = Math.max(after, d.pick(firsts).known + d.int(0, 500));
    const known = on + (d.chance(0.6) ? 0 : d.int(0, 60));
    after = known + 1;
    const since = addMonths(on, -12 * Number(terms.auditLookbackYears ?? 3));
    const clear = years.filter((y) => y.from >= since || y.to < since);
    const open = clear.filter((y) => firsts.some((f) => f.known <= on && f.s.on === text(y.to - 1)));
    const additions = open
      .filter(() => d.chance(0.6))
      .map((y) => ({ year: text(d.int(y.from, y.to - 1)), profit: d.money(d.int(1, size)) }));
    if (additions.length && d.chance(0.1)) additions.push({ ...additions[0]!, profit: d.money(size) });
    if (!additions.length) continue;
    const audit = fact("audited", on, known, { additions, ...(d.chance(0.8) ? { cost: d.money(7) } : {}) });
    facts = [...settledBefore(facts, audit), audit];
  }
  return { term, terms, facts: [...ended, ...facts] };
}
