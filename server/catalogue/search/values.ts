import type { datasets } from "#db/schema/catalogue.ts";
import { coveredWork, firstYear, type Price } from "#server/pricing/rules.ts";
import { type Standings, standingsOf } from "#server/pricing/standings.ts";
import { qualityBandOf } from "../completeness.ts";
import { barredByTerms, type Decision } from "../use-terms.ts";
import type { Entry } from "./engine.ts";
import type { Facet, PriceBand } from "./filter.ts";

/** What is known of a dataset on a day, from all tables that say something about it. */
export type Known = {
  dataset: typeof datasets.$inferSelect;
  custodian: string;
  columns: number;
  /** Slugs of the datasets that it may be linked with. */
  links: readonly string[];
  hasMandate: boolean;
  /** Prices of a standard customer on the list of the day. */
  prices: readonly Price[];
  decisions: readonly Decision[];
};

/** The dataset as the search holds it: its value under every facet, and what a standard customer may have it for. */
export function entryOf(known: Known, today: string): Entry {
  const { dataset } = known;
  const standings = standardStandings(known);
  const offered = known.prices.filter(({ kind }) => standings[kind] !== "not");
  const values: Record<Facet, readonly string[]> = {
    setting: dataset.settings,
    custodian: [known.custodian],
    type: stated(dataset.dataTypes),
    place: stated(dataset.places),
    period: decadesOf(dataset.periodFrom, dataset.periodTo, today),
    refresh: [dataset.refreshBand],
    lead: [dataset.leadTimeBand],
    vocabulary: dataset.vocabularies,
    linkable: known.links,
    use: [dataset.licensable],
    model: offered.map(({ kind }) => kind),
    price: [priceBandOf(offered)],
    quality: [qualityBandOf(dataset.completenessBp)],
    columns: [known.columns > 0 ? "yes" : "no"],
  };
  return {
    id: dataset.id,
    slug: dataset.slug,
    title: dataset.title,
    publishedOn: dataset.publishedOn,
    completenessBp: dataset.completenessBp,
    columns: known.columns,
    values,
    standings,
    cheapest: cheapest(offered),
  };
}

const stated = (values: readonly string[]) => (values.length > 0 ? values : ["not_stated"]);

/** Each of the nine as a standard customer meets it: on the list, and nothing else in the way. */
function standardStandings({ dataset, hasMandate, prices, decisions }: Known): Standings {
  const isOpen = hasMandate && dataset.licensable !== "not_licensable" && dataset.licensable !== "proposed";
  return standingsOf(
    prices.map(({ kind, standing }) => ({
      kind,
      standing: isOpen && barredByTerms(dataset, decisions, kind, "standard") === null ? standing : "not",
    })),
  );
}

/** The decades that a period touches; a dataset that still grows touches today's. */
export function decadesOf(from: string | null, to: string | null, today: string): string[] {
  if (from === null) return ["not_stated"];
  const decade = (day: string) => Number(day.slice(0, 3));
  const first = decade(from);
  const last = Math.max(first, decade(to ?? today));
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}0`);
}

/** The least that a first year costs at the list's terms, where terms alone say it. */
function cheapest(offered: readonly Price[]): Entry["cheapest"] {
  let least: Entry["cheapest"] = null;
  for (const price of offered) {
    const { kind, standing } = price;
    const first = standing === "list" ? firstYear(price) : null;
    if (first !== null && (least === null || first < least.first))
      least = { kind, first, covers: coveredWork(price.terms) };
  }
  return least;
}

function priceBandOf(offered: readonly Price[]): PriceBand {
  if (offered.length === 0) return "none";
  const least = cheapest(offered);
  if (!least) return "on_result";
  if (least.first === 0n) return "free";
  if (least.first <= 10_000_00n) return "up_to_10k";
  if (least.first <= 50_000_00n) return "up_to_50k";
  return least.first <= 100_000_00n ? "up_to_100k" : "above_100k";
}
