import { pounds } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { dayOfYear, lastsYears, listed, signedPercent, stretch } from "../../engine/in-contract.ts";
import type { Words } from "../../engine/model.ts";
import type { Terms } from "./terms.ts";

export const inContract: Words<Terms>["inContract"] = (
  { tiers, tier, quantity, anchor, periodMonths, downgrade, trueUp, indexation, noticeDays, autoRenew },
  { term },
) => {
  const price = tiers[tier]!;
  const one = trueUp ? "seat" : "subscription";
  const several = Object.keys(tiers).length > 1;
  const others = Object.entries(tiers).filter(([name]) => name !== tier);
  const ofTier = several ? ` of the tier “${tier}”` : "";
  return [
    quantity === 1
      ? `The licensee pays ${pounds(price)} a year${several ? ` for the tier “${tier}”` : ""}, whatever it uses, invoiced in advance for each ${stretch(periodMonths)}.`
      : `The licensee takes ${counted(quantity, one)}${ofTier} at ${pounds(price)} a year each, ${pounds(price * BigInt(quantity))} a year together, whatever it uses, invoiced in advance for each ${stretch(periodMonths)}.`,
    anchor === undefined
      ? "Part of a year is charged by its days."
      : `Each year begins on ${dayOfYear(anchor)}. Part of a year is charged by its days.`,
    `${others.length > 0 ? `Other tiers cost ${listed(others.map(([name, price]) => `${pounds(price)} a year (“${name}”)`))}. ` : ""}Where the parties agree on another ${several ? "tier or number" : "number"}, a rise is charged from its day; a fall ${downgrade === "credited" ? "is credited from its day" : "waits for the next period"}.`,
    ...(trueUp
      ? [
          `Seats in use above the agreed number are invoiced at the end of the year, each from the first day on which it was in use, at ${pounds(price)} a year.`,
        ]
      : []),
    ...(indexation && (lastsYears(term) || autoRenew)
      ? [
          `The price of each new year follows the index “${indexation.index}” as last published: it changes by at least ${signedPercent(indexation.floorBp)} and at most ${signedPercent(indexation.capBp)}.`,
        ]
      : []),
    ...(autoRenew
      ? [
          `The licence goes on for another year on the same terms unless either side gives notice ${noticeDays === 0 ? "before its last day" : `${counted(noticeDays, "day")} before its last day`}.`,
        ]
      : noticeDays > 0
        ? [`Whoever ends the licence early for convenience gives ${counted(noticeDays, "day")} of notice.`]
        : []),
  ];
};
