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
