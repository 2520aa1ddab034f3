import { addDays, civil } from "#server/lib/dates.ts";

/**
 * A price list cannot know when a licence will start, so a day in its terms may be written relative to the start:
 * "{start}" or "{start}+90d". This puts civil dates in their place.
 */
export function anchored(value: unknown, startsOn: string): unknown {
  if (typeof value === "string") {
    const days = /^\{start\}(?:\+(\d+)d)?$/.exec(value);
    return days ? addDays(civil(startsOn), Number(days[1] ?? 0)) : value;
  }
  if (Array.isArray(value)) return value.map((inner) => anchored(inner, startsOn));
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, anchored(inner, startsOn)]));
  return value;
}
