/** How the facts are named that only a tally of events writes. */
export const talliedPrefix = "events ";

type Fact = { factId: string; kind: string; version: number; retracted: boolean };

/** Why a fact cannot be taken back; null when it can. What events add up to, or two people decided, stays. */
export function unretractableBecause({ factId, kind, retracted }: Fact): string | null {
  if (factId.startsWith(talliedPrefix)) return "This is what usage events add up to: put the events right";
  if (kind === "ended" || kind === "conceded") return "This was decided by two people, and is not taken back";
  return retracted ? "This was taken back already" : null;
}

/** Whether this version of a fact stands and may be taken back. */
export const isRetractable = (fact: Fact, all: readonly Fact[]): boolean =>
  unretractableBecause(fact) === null &&
  all.every(({ factId, version }) => factId !== fact.factId || version <= fact.version);
