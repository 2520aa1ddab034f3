import { Refusal } from "#server/lib/refusal.ts";
import { fromTyped } from "#server/pricing/rules.ts";

type Json = unknown;

/**
 * The list's standard terms with some parameters set as typed (pounds, per cent, counts), by path ("tiers.standard",
 * "bands.0.rateBp"). A path that the terms do not have is refused by name.
 */
export function withParameters(standard: Json, parameters: Record<string, string>): Record<string, unknown> {
  const terms = structuredClone(standard);
  for (const [path, text] of Object.entries(parameters)) {
    if (text.trim() === "") continue;
    setAt(terms, path.split("."), text.trim(), path);
  }
  return terms as Record<string, unknown>;
}

function setAt(terms: Json, steps: readonly string[], text: string, path: string) {
  const [last] = steps.slice(-1);
  const parent = steps
    .slice(0, -1)
    .reduce<Json>((inner, step) => (inner as Record<string, Json>)?.[step], terms);
  const before = (parent as Record<string, Json> | undefined)?.[last!];
  if (before === undefined)
    throw new Refusal("terms_not_allowed", `The price list has no parameter ${path}`, path);
  const amount = fromTyped(path, text);
  if (amount === null)
    throw new Refusal("terms_not_allowed", "Enter a number, like 36,500 or 2.5", `parameters.${path}`);
  (parent as Record<string, Json>)[last!] = typeof before === "number" ? Number(amount) : String(amount);
}
