import { poundsEach } from "#server/commercial-models/engine/unit-price.ts";
import { type Terms, toJson } from "#server/commercial-models/index.ts";
import { percent, roundHalfAway } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { kindOf, type SignedContract } from "#server/licensing/contract/contract.ts";
import { parameterName } from "#server/licensing/contract/parameter-name.ts";
import type { Asked } from "#server/pricing/priced.ts";
import { outsideOfList, type Reaching } from "#server/pricing/reach.ts";
import { inUnit, leaves } from "#server/pricing/rules.ts";
import { serviceId } from "#server/quoting/service.ts";

/** One thing that was agreed otherwise than the list has it: "£37,960.00" and "£35,000.00", "−7.8%". */
export type Changed = { name: string; list: string; offered: string; by: string | null };

type Agreed = Pick<SignedContract, "components" | "clauses">;
type Basis = {
  price: Reaching;
  /** The list's terms for the same length, people and valuation; null where it makes none. */
  listed: Terms | null;
  asked: Pick<Asked, "months" | "users">;
  /** Whether the service around the data was asked for. */
  withService: boolean;
};

/**
 * What of an offer is not as the price list has it for the same request, or not as it was asked for: parameters of the
 * first model, what the list does not sell, discounts, and the service.
 */
export function changesFrom({ price, listed, asked, withService }: Basis, agreed: Agreed): Changed[] {
  return [
    ...parametersChanged(listed, agreed.components[0]!.terms),
    ...notSold(price, asked),
    ...agreed.clauses.flatMap(({ clause, bp }) =>
      clause === "discount" && typeof bp === "number"
        ? [{ name: "Discount", list: "none", offered: percent(bp), by: `−${percent(bp)}` }]
        : [],
    ),
    ...serviceChanged(withService, agreed),
  ];
}

function parametersChanged(
  listed: Terms | null,
  terms: SignedContract["components"][number]["terms"],
): Changed[] {
  const offered = leaves(terms);
  return [...leaves(listed && toJson(listed))].flatMap(([path, before]) => {
    const now = offered.get(path);
    if (now === undefined || String(before) === String(now)) return [];
    return [
      {
        name: parameterName(kindOf(terms), path, terms),
        list: inItsUnit(path, before),
        offered: inItsUnit(path, now),
        by: changedBy(before, now),
      },
    ];
  });
}

function notSold(price: Reaching, asked: Basis["asked"]): Changed[] {
  const outside = outsideOfList(price, asked);
  if (!outside) return [];
  return [
    outside.field === "months"
      ? {
          name: "Length",
          list: `${counted(price.months, "month")} at most`,
          offered: `${counted(asked.months, "month")} for the same`,
          by: null,
        }
      : {
          name: "Named users",
          list: `${price.users} at most`,
          offered: `${asked.users} for the same`,
          by: null,
        },
  ];
}

function serviceChanged(withService: boolean, { components }: Agreed): Changed[] {
  const included = components.some(({ id }) => id === serviceId);
  if (included === withService) return [];
  const words = (is: boolean) => (is ? "included" : "not included");
  return [
    {
      name: "Service around the data",
      list: `asked for as ${words(withService)}`,
      offered: words(included),
      by: null,
    },
  ];
}

/** The price of one share has further places; every other number is whole in its unit. */
const inItsUnit = (path: string, value: unknown): string =>
  /^\d+\.\d+$/.test(String(value))
    ? poundsEach(String(value))
    : /^-?\d+$/.test(String(value))
      ? inUnit(path, Number(value))
      : String(value);

/** "−7.8%" of what it was, to a tenth; null from nothing, and of what is no whole number. */
function changedBy(before: unknown, now: unknown): string | null {
  if (![before, now].every((value) => /^\d+$/.test(String(value)))) return null;
  const [from, to] = [BigInt(String(before)), BigInt(String(now))];
  if (from === 0n) return null;
  const tenths = roundHalfAway((to - from) * 1_000n, from);
  const size = tenths < 0n ? -tenths : tenths;
  return `${tenths < 0n ? "−" : "+"}${size / 10n}.${size % 10n}%`;
}
