import { Refusal } from "#server/lib/refusal.ts";
import { anchored } from "#server/pricing/anchored.ts";

type Json = unknown;

/**
 * The list's standard terms with some parameters set to other whole numbers, by path ("tiers.standard",
 * "bands.0.rateBp"). Dates in the terms that follow from the start ("{start}+90d") become civil dates.
 * A path that the terms do not have is refused by name.
 */
export function withParameters(standard: Json, parameters: Record<string, string>, startsOn: string): Json {
  const terms = structuredClone(standard);
  for (const [path, text] of Object.entries(parameters)) {
    if (text.trim() === "") continue;
    setAt(terms, path.split("."), text.trim(), path);
  }
  return anchored(terms, startsOn);
}

function setAt(terms: Json, steps: readonly string[], text: string, path: string) {
  const [last] = steps.slice(-1);
  const parent = steps
    .slice(0, -1)
    .reduce<Json>((inner, step) => (inner as Record<string, Json>)?.[step], terms);
  const before = (parent as Record<string, Json> | undefined)?.[last!];
  if (before === undefined)
    throw new Refusal("terms_not_allowed", `The price list has no parameter ${path}`, path);
  if (!/^\d{1,15}$/.test(text.replaceAll(",", "")))
    throw new Refusal("terms_not_allowed", "Enter a whole number", path);
  const digits = text.replaceAll(",", "");
  (parent as Record<string, Json>)[last!] = typeof before === "number" ? Number(digits) : digits;
}
