import { banded, bandsInWords } from "#server/commercial-models/engine/banding.ts";
import {
  atLeastZero,
  least,
  type Pence,
  percent,
  pounds,
  roundHalfAway,
  shareOf,
} from "#server/lib/money.ts";
import type { Row } from "./sales.ts";
import type { RoyaltyTerms } from "./terms.ts";

/** Sales that share bands: all of them, or those of one product or country. */
type Group = {
  gross: Pence;
  deductions: Pence;
  /** Net sales that an audit found. */
  found: Pence;
};

export const groupOf = (
  { scope }: RoyaltyTerms,
  about: { product?: string | undefined; country?: string | undefined },
) => (scope === "all" ? "" : (about[scope] ?? ""));

/** The sales of a statement by what shares its bands. */
export function grouped(terms: RoyaltyTerms, rows: readonly Row[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { sale, gross, deductions, exempt } of rows) {
    if (exempt) continue;
    add(groups, groupOf(terms, sale), { gross, deductions, found: 0n });
  }
  return groups;
}

export function add(groups: Map<string, Group>, name: string, more: Group) {
  const group = groups.get(name) ?? { gross: 0n, deductions: 0n, found: 0n };
  groups.set(name, {
    gross: group.gross + more.gross,
    deductions: group.deductions + more.deductions,
    found: group.found + more.found,
  });
}

/** Deductions within their cap, then the bands on the year's cumulative net, group by group; changes what it is given. */
export function earnedOn(
  terms: RoyaltyTerms,
  groups: ReadonlyMap<string, Group>,
  carried: Map<string, Pence>,
  cumulative: Map<string, Pence>,
) {
  const total = { gross: 0n, claimed: 0n, deductions: 0n, net: 0n, earned: 0n, carried: 0n };
  const sums: (() => string)[] = [];
  for (const [name, { gross, deductions, found }] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const most =
      terms.deductionCapBp === undefined ? deductions : atLeastZero(shareOf(gross, terms.deductionCapBp));
    const allowed = least(deductions, most);
    const owing = carried.get(name) ?? 0n;
    const raw = gross - allowed + found + owing;
    const net = atLeastZero(raw);
    carried.delete(name);
    if (raw < 0n) carried.set(name, raw);
    const before = cumulative.get(name) ?? 0n;
    cumulative.set(name, before + net);
    const [was, is] = [banded(before, terms.bands), banded(before + net, terms.bands)];
    total.gross += gross;
    total.claimed += deductions;
    total.deductions += allowed;
    total.net += net;
    total.carried += owing;
    total.earned += is - was;
    sums.push(
      () =>
        `${name ? `${name}: ` : ""}year to date ${pounds(before + net)}: ${bandsInWords(terms.bands)} is ${pounds(is)}${was > 0n ? `, less ${pounds(was)} earned before` : ""}`,
    );
  }
  const below = [...carried.values()].reduce((a, b) => a + b, 0n);
  return {
    ...total,
    words: (found: Pence) =>
      [
        `${pounds(total.gross)} gross`.concat(
          total.claimed > 0n ? ` − ${pounds(total.deductions)} deductions` : "",
          total.claimed > total.deductions
            ? ` (of ${pounds(total.claimed)}, at most ${percent(terms.deductionCapBp!)} of gross)`
            : "",
        ),
        found > 0n ? `${pounds(found)} found by audit` : "",
        total.carried < 0n ? `less ${pounds(-total.carried)} carried from earlier` : "",
        below < 0n ? `${pounds(below)} is carried to the next quarter` : "",
        `net sales ${pounds(total.net)}`,
        ...sums.map((words) => words()),
      ]
        .filter(Boolean)
        .join("; "),
  };
}

/** Royalties paid to others lower ours, down to a floor; rounded once. */
export function stackedOn(terms: RoyaltyTerms, earned: Pence, thirdParty: Pence) {
  const wanted = earned * 10_000n - thirdParty * BigInt(terms.stackingBp);
  const floor = earned * BigInt(terms.stackingFloorBp);
  return {
    earned:
      terms.stackingBp === 0 || thirdParty === 0n
        ? earned
        : roundHalfAway(wanted > floor ? wanted : floor, 10_000n),
    words: () =>
      `${percent(terms.stackingBp)} of ${pounds(thirdParty)} paid to others; never below ${percent(terms.stackingFloorBp)} of ${pounds(earned)}`,
  };
}
