/** The address of a comparison: everything that is chosen stands in it. */
export function compareAddress(sets: readonly string[], { only = false, file = false } = {}): string {
  const parameters = new URLSearchParams(sets.map((slug) => ["set", slug]));
  if (only) parameters.set("only", "differences");
  const path = file ? "/compare/compare.csv" : "/compare";
  return sets.length > 0 ? `${path}?${parameters}` : path;
}
