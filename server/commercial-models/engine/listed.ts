import { type Pence, pounds } from "#server/lib/money.ts";
import type { Limit } from "./model.ts";

/** Terms as a price list holds them are JSON: amounts are numbers or digits. */
export const amountOf = (value: unknown): Pence => BigInt(String(value));
export const inPounds = (value: unknown): string => pounds(amountOf(value));
export const firstOf = (value: unknown): Readonly<Record<string, unknown>> =>
  Array.isArray(value) ? (value[0] as Record<string, unknown>) : {};
export const namedIn = (value: unknown, name: unknown): unknown =>
  (value as Readonly<Record<string, unknown>>)[String(name)];

/** A fifth below to half above, in whole steps from the standard. */
export const around = (amount: number, step: number): Limit => ({
  minimum: amount - Math.round((amount * 0.2) / step) * step,
  maximum: amount + Math.round((amount * 0.5) / step) * step,
  step,
});

/** "Rate up to £10,000,000.00", "Rate from £10,000,000.00 to £25,000,000.00": which band of a list a parameter belongs to. */
export function rateOfBand(path: string, bands: unknown): string | null {
  const index = /^bands\.(\d+)\.rateBp$/.exec(path)?.[1];
  if (index === undefined) return null;
  const limitOf = (at: number) => (bands as readonly { upTo: unknown }[] | undefined)?.[at]?.upTo;
  const [from, to] = [limitOf(Number(index) - 1), limitOf(Number(index))];
  if (to === null || to === undefined) return from ? `Rate above ${inPounds(from)}` : "Rate";
  return from ? `Rate from ${inPounds(from)} to ${inPounds(to)}` : `Rate up to ${inPounds(to)}`;
}
