import { addDays, addMonths, earliest, oneName } from "./exact-royalty.ts";
import type { Fact, Input } from "./input.ts";

type Terms = {
  scope?: "all" | "product" | "country";
  stackingBp?: number;
  salesEnd?: string;
  sellOffMonths?: number;
  auditLookbackYears?: number;
};
type Sale = {
  on: string;
  product?: string;
  country?: string;
  gross: number | string;
  currency?: string;
  fx?: string;
};
type Addition = { quarter: string; product?: string; country?: string };

const versionOf = (fact: Fact) => Number(fact.version ?? 1);

/** The facts of a kind as they stood on a day. */
const standing = (facts: readonly Fact[], kind: string, on = "9999-12-31") =>
  facts.filter(
    (fact) =>
      fact.fact === kind &&
      fact.known <= on &&
      !fact.retracted &&
      !facts.some((other) => other.id === fact.id && other.known <= on && versionOf(other) > versionOf(fact)),
  );

/** What of the facts of a royalty cannot be, by fact and field. */
export function refused({ term, terms: agreed, facts }: Input): string[] {
  const terms = agreed as Terms;
  const end = standing(facts, "ended").sort((a, b) => (a.on + a.id < b.on + b.id ? -1 : 1))[0];
  const cut = end && addMonths(end.on, terms.sellOffMonths ?? 6);
  const last =
    terms.salesEnd && terms.salesEnd < term.from
      ? term.from
      : earliest([term.to, cut, terms.salesEnd].filter((day) => day !== undefined));
  const quarters: { from: string; to: string; over: string }[] = [];
  for (let n = 0; addMonths(term.from, n) < term.to; n += 3) {
    const [from, to] = [addMonths(term.from, n), earliest([addMonths(term.from, n + 3), term.to])];
    if (!end || from < last) quarters.push({ from, to, over: end ? earliest([to, last]) : to });
  }
  const quarterOf = (on: string) => quarters.find(({ from, to }) => on >= from && on < to);
  const nobodyKnew = (on: string, known: string) =>
    end !== undefined && on >= end.on && on >= term.from && on < term.to && known <= end.known;
  const heard = ({ id }: Fact) =>
    facts.reduce((day, fact) => (fact.id === id && fact.known < day ? fact.known : day), "9999-12-31");
  const inTurn = (kind: string) =>
    standing(facts, kind).sort((a, b) => (heard(a) + a.id < heard(b) + b.id ? -1 : 1));
  const wrong: string[] = [];

  const stated = new Set<string>();
  for (const { id, on, known, ...said } of inTurn("reported")) {
    const quarter = quarterOf(on);
    if (!quarter) {
      if (!nobodyKnew(on, known)) wrong.push(`${id} on`);
    } else if (known < addDays(quarter.over, -1) || stated.has(quarter.from)) wrong.push(`${id} on`);
    else stated.add(quarter.from);
    if (Number(said.thirdParty ?? 0) > 0 && !terms.stackingBp) wrong.push(`${id} thirdParty`);
    for (const [place, sale] of (said.sales as Sale[]).entries()) {
      const month = (day: string) => day.slice(0, 7);
      if (quarter && (month(sale.on) < month(quarter.from) || sale.on >= quarter.to))
        wrong.push(`${id} sales.${place}.on`);
    }
  }

  const sales = standing(facts, "reported").flatMap((fact) => fact.sales as Sale[]);
  const launched: Fact[] = [];
  for (const fact of inTurn("launched")) {
    const isSame = (other: object) =>
      "product" in other &&
      "country" in other &&
      other.product === fact.product &&
      oneName(String(other.country)) === oneName(String(fact.country));
    const sooner = sales.some(
      (sale) => isSame(sale) && Number(sale.gross) > 0 && sale.on.slice(0, 7) < fact.on.slice(0, 7),
    );
    if (fact.on < term.from || fact.on >= term.to) wrong.push(`${fact.id} on`);
    else if (launched.some(isSame) || sooner) wrong.push(`${fact.id} on`);
    if (fact.on >= term.from && fact.on < term.to) launched.push(fact);
  }

  for (const { id, on, known, ...said } of standing(facts, "audited"))
    for (const [place, addition] of (said.additions as Addition[]).entries()) {
      const { scope = "all" } = terms;
      if (scope !== "all" && addition[scope] === undefined) wrong.push(`${id} additions.${place}.${scope}`);
      const quarter = quarterOf(addition.quarter);
      const oldest = addMonths(on, -12 * (terms.auditLookbackYears ?? 3));
      const isKnown = standing(facts, "reported", known).some(
        (fact) => quarter && fact.on >= quarter.from && fact.on < quarter.to,
      );
      const corrects = quarter !== undefined && quarter.from >= oldest && isKnown;
      if (!corrects && !(quarter === undefined && nobodyKnew(addition.quarter, known)))
        wrong.push(`${id} additions.${place}.quarter`);
    }
  return wrong;
}
