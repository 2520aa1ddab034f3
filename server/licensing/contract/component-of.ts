import { type Contract, current, type LicenceFact } from "#server/commercial-models/engine/contract.ts";
import type { Component, Kind } from "#server/commercial-models/index.ts";
import { Refusal } from "#server/lib/refusal.ts";

/** The part of a contract under one model, the first or the one that is named, with its facts as they stand. Refuses `bad_input` when there is none. */
export function componentOf<K extends Kind>(
  contract: Contract,
  facts: readonly LicenceFact[],
  kind: K,
  named?: string,
): Component<K> {
  const found = contract.components.find(
    ({ id, terms }) => terms.kind === kind && (named === undefined || id === named),
  );
  if (!found) throw new Refusal("bad_input", "This licence has no part under that model");
  return {
    id: found.id,
    kind,
    terms: found.terms,
    facts: current(facts.filter(({ component }) => component === found.id)),
  } as unknown as Component<K>;
}
