import { type Contract, current, type LicenceFact } from "#server/commercial-models/contract.ts";
import type { Component, Kind } from "#server/commercial-models/index.ts";
import { Refusal } from "#server/lib/refusal.ts";

/** The part of a contract under one model, with its facts as they stand. Refuses `bad_input` when there is none. */
export function componentOf<K extends Kind>(
  contract: Contract,
  facts: readonly LicenceFact[],
  kind: K,
): Component<K> {
  const found = contract.components.find(({ terms }) => terms.kind === kind);
  if (!found) throw new Refusal("bad_input", "This licence has no part under that model");
  return {
    id: found.id,
    kind,
    terms: found.terms,
    facts: current(facts.filter(({ component }) => component === found.id)),
  } as unknown as Component<K>;
}
