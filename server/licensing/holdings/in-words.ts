import { poundsEach } from "#server/commercial-models/engine/unit-price.ts";
import { percent } from "#server/lib/money.ts";
import { counted, withoutEnd } from "#server/lib/words.ts";
import type { readShares } from "./shares.ts";

type Shares = Awaited<ReturnType<typeof readShares>>;

/** "50,000". */
export const countInWords = (count: bigint | number): string => count.toLocaleString("en-GB");

/** "+57" or "−1,000", with a real minus sign. */
export const signed = (count: bigint): string =>
  count < 0n ? `−${countInWords(-count)}` : `+${countInWords(count)}`;

/** A sentence of the engine whose first number is a count of shares, with that count as people write it. */
export const withCounts = (sentence: string): string =>
  sentence.replace(/^(Allotment of )?(\d{4,})(?= )/, (_, of = "", count) => of + countInWords(BigInt(count)));

/** "12.5075%" from hundredths of a basis point; "not known" without the total of shares. */
export function ownershipInWords(ownership: bigint | null): string {
  if (ownership === null) return "not known";
  const rest = withoutEnd(String(ownership % 10_000n).padStart(4, "0"), "0");
  return `${ownership / 10_000n}${rest ? `.${rest}` : ""}%`;
}

const antiDilution = {
  none: "None: a cheaper issue changes nothing",
  weighted_average: "Broad-based weighted average: a cheaper issue brings shares at nominal value",
  full_ratchet: "Full ratchet: a cheaper issue brings shares as if its price had been agreed",
} as const;

/** What the holder may ask for, each with its name. */
export const rightsInWords = ({
  shareClass,
  terms,
  rights,
}: Pick<Shares, "shareClass" | "terms" | "rights">) =>
  [
    ["Class", shareClass === terms.shareClass ? shareClass : `${shareClass}, granted as ${terms.shareClass}`],
    ["Protection against dilution", antiDilution[rights.antiDilution]],
    [
      "Preference at a sale",
      rights.preferenceBp > 0
        ? `${percent(rights.preferenceBp)} of the agreed value comes first, where that is more`
        : "None: by shares",
    ],
    [
      "Escrow at a sale",
      terms.escrowBp > 0
        ? `${percent(terms.escrowBp)} waits for ${counted(terms.escrowMonths, "month")}`
        : "None",
    ],
    ["Information", terms.informationRights ?? "None agreed"],
    ["Pre-emption", terms.preEmption ? "May take part in new issues" : "None"],
    [
      "Granted",
      `${countInWords(terms.shares)} shares at an agreed ${poundsEach(terms.price)}, nominal ${poundsEach(terms.nominal)}${terms.valuation ? `; ${terms.valuation}` : ""}`,
    ],
    ...terms.vesting.map(
      ({ milestone, shares }) => [`Vests: ${milestone}`, `${countInWords(shares)} shares`] as const,
    ),
  ] as const satisfies readonly (readonly [string, string])[];
