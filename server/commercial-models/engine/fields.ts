import { z } from "zod";
import { countryField } from "#server/lib/countries.ts";
import { type CivilDate, isCivil, isNearDay } from "#server/lib/dates.ts";
import { largestAmount, parseDecimal, type Ratio } from "#server/lib/money.ts";
import "#server/lib/schema-words.ts";

/** Fields that terms and facts are made of: each says its unit and its range, and reads what JSON can carry. */

const maximum = largestAmount;
const most = Number(maximum);
export const mostSentence = "Amounts go up to £100,000,000,000";

export const day = z
  .string()
  .max(10, "Enter a day as year-month-day, like 2026-04-01")
  .refine(isNearDay, "Enter a day as year-month-day, like 2026-04-01")
  .transform((text) => text as CivilDate);

/** Whole pence from 0 to 10^13, as a whole number or digits in text. */
export const pence = z
  .union([
    z.number().int("Enter whole pence").nonnegative().max(most, mostSentence),
    z.string().regex(/^\d{1,14}$/, "Enter whole pence"),
  ])
  .transform((value, context) => {
    const amount = BigInt(value);
    if (amount > maximum) context.addIssue({ code: "custom", message: mostSentence });
    return amount;
  });

export const positivePence = pence.refine((amount) => amount > 0n, "Enter an amount above zero");

/** Basis points, 0 to 10,000. */
export const bp = z.number().int("Enter whole basis points").min(0).max(10_000, "A rate is at most 100%");

/** Basis points of either sign, for an index that may fall. */
export const signedBp = z.number().int("Enter whole basis points").min(-10_000).max(10_000);

/** Month and day on which each year begins, "04-01" or "02-29". */
export const anchor = z
  .string()
  .max(5, "Enter a month and day, like 04-01")
  .refine((text) => isCivil(`2000-${text}`), "Enter a month and day, like 04-01");

/** Where a customer belongs or something was sold, "GB". UK and GB are one country, and so are EL and GR. */
export const country = countryField();

/** A quantity or unit price as decimal text with at most six places. */
export const decimal = z
  .string()
  .regex(/^\d{1,20}(\.\d{1,6})?$/, "Enter a decimal with at most six places, as text");

/** Pounds for one unit of a currency: none is worth more than a thousand, and some need many places. */
export const exchangeRate = z
  .string()
  .regex(/^\d{1,20}(\.\d{1,12})?$/, "Enter pounds for one unit with at most twelve places, as text")
  .refine((text) => Number(text) <= 1_000, "One unit of a currency is worth at most £1,000");

/** The same as an exact fraction. */
export function rateRatio(text: string): Ratio {
  const [whole = "", places = ""] = text.split(".");
  return { num: BigInt(whole + places.padEnd(12, "0")), den: 10n ** 12n };
}

/** Whether an amount in a currency is more than £100,000,000,000 at its rate; at one that is none nothing is. */
export function isBeyondPounds(amount: bigint, fx = "1"): boolean {
  if (!exchangeRate.safeParse(fx).success) return false;
  const { num, den } = rateRatio(fx);
  return (amount < 0n ? -amount : amount) * num > maximum * den;
}

/** Hundredths of any currency, of either sign: in pounds they are at most £100,000,000,000, which their row says. */
export const signedHundredths = z
  .union([
    z.number().int("Enter whole hundredths"),
    z.string().regex(/^-?\d{1,20}$/, "Enter whole hundredths"),
  ])
  .transform((value) => BigInt(value));

export const hundredths = z
  .union([
    z.number().int("Enter whole hundredths").nonnegative(),
    z.string().regex(/^\d{1,20}$/, "Enter whole hundredths"),
  ])
  .transform((value) => BigInt(value));

/** The parts that every fact has. `known` is the day we learned it. */
export const dated = {
  component: z.string().max(100).optional().describe("Name of the component it is about"),
  id: z
    .string()
    .min(1)
    .max(200)
    .describe("Names the fact for ever; the same id with a higher version is a correction"),
  version: z.number().int().min(1).max(1_000_000).prefault(1).describe("1 at first, higher for a correction"),
  on: day.describe("The day it is about"),
  known: day.describe("The day we learned it; in a play file the day it is about when left out"),
  retracted: z.boolean().prefault(false).describe("True when it turned out never to have happened"),
};

/** Bands of whole pence with rates; limits rise and the last is open. */
export const bands = z
  .array(
    z.strictObject({
      upTo: pence.nullable().describe("Upper limit of the band in pence; null for the last"),
      rateBp: bp.describe("Rate in basis points"),
    }),
  )
  .min(1)
  .max(50)
  .refine(
    (list) => list.every((band, index) => (band.upTo === null) === (index === list.length - 1)),
    "Only the last band is open",
  )
  .refine(
    (list) =>
      list.every(
        (band, index) => index === 0 || band.upTo === null || band.upTo > (list[index - 1]!.upTo ?? 0n),
      ),
    "Bands rise",
  );

export type Bands = z.output<typeof bands>;

export const asRatio = (text: string) => {
  const ratio = parseDecimal(text);
  if (!ratio) throw new RangeError(`${text} is no decimal`);
  return ratio;
};
