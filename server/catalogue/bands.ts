import type { LeadTimeBand, Place, RefreshBand } from "./vocabulary.ts";

/**
 * Reads what custodians write in prose into the few bands that the facets know. What cannot be read is not stated; the
 * words themselves are kept and shown.
 */

const places: readonly [RegExp, Place][] = [
  [
    /\bunited kingdom\b|\bgreat britain\b|\bUK\b|\buk[- ]wide|\bGB(?:-(?:GBN|UKM))?\b(?!-)/i,
    "united_kingdom",
  ],
  [
    /\bengland\b|\bEngland|\bGB-(?:ENG|EAW)\b|\blondon\b|\bCCG\b|\b(?:leeds|oxfordshire|cambridgeshire|leicester|birmingham|yorkshire|midlands|manchester|liverpool|bradford|southampton|avon|bristol|nottinghamshire)\b/i,
    "england",
  ],
  [/\bwales\b|\bGB-(?:WLS|EAW)\b/i, "wales"],
  [/\bscotland\b|\bGB-SCT\b|\b(?:tayside|fife|glasgow|lothian)\b/i, "scotland"],
  [/\bnorthern ireland\b|\bGB-NIR\b/i, "northern_ireland"],
  [
    /\bworldwide\b|\bunited states\b|\bmalaysia\b|\bindia\b|\bpakistan\b|\bbangladesh\b|\beurope\b|\bireland(?<!northern ireland)\b|\bisle of man\b/i,
    "elsewhere",
  ],
];

/** The countries that a description of an area names. "England, UK" is England. */
export function placesOf(text: string): Place[] {
  const found = places.filter(([pattern]) => pattern.test(text)).map(([, place]) => place);
  return found.some((place) => place !== "united_kingdom" && place !== "elsewhere")
    ? found.filter((place) => place !== "united_kingdom")
    : found;
}

const refreshes: readonly [RegExp, RefreshBand][] = [
  [/\b(?:static|ended|closed|never)\b/i, "static"],
  [/\bcontinuous/i, "continuous"],
  [/\bdaily\b/i, "daily"],
  [/week/i, "weekly"],
  [/\bmonthly\b|^bimonthly$/i, "monthly"],
  [/\bquarter/i, "quarterly"],
  [/\b(?:annual|annually|yearly|biannual|biennial)\b/i, "yearly"],
  [/\b(?:irregular|by release)\b/i, "irregular"],
];

/** How often a dataset is refreshed. */
export const refreshBandOf = (text: string): RefreshBand =>
  refreshes.find(([pattern]) => pattern.test(text))?.[1] ?? "not_stated";

const leadTimes: readonly [RegExp, LeadTimeBand][] = [
  [/\b(?:variable|varies|depend)/i, "varies"],
  [/\b(?:less|under)(?: than)? 1 week\b/i, "week"],
  [/\b(?:1-2|2-4) weeks\b/i, "month"],
  [/\b1-2 months\b/i, "two_months"],
  [/\b(?:2-6|2-3) months\b|\b16 weeks\b|\b3 months\b/i, "six_months"],
  [/\b(?:more|over)(?: than)? 6 months\b|\b6 months plus\b/i, "longer"],
];

/** How long an approved request takes until the data is there. */
export const leadTimeBandOf = (text: string): LeadTimeBand =>
  leadTimes.find(([pattern]) => pattern.test(text))?.[1] ?? "not_stated";
