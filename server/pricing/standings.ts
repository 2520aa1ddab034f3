import type { Standing } from "#db/enums.ts";
import { type Kind, kinds } from "#server/commercial-models/index.ts";

/** Where each of the nine stands on a price list; one that it does not name is not on offer. */
export type Standings = Readonly<Record<Kind, Standing>>;

export function standingsOf(priced: Iterable<{ kind: Kind; standing: Standing }>): Standings {
  const listed = new Map([...priced].map(({ kind, standing }) => [kind, standing]));
  return Object.fromEntries(kinds.map((kind) => [kind, listed.get(kind) ?? "not"])) as Standings;
}

export const isOnOffer = (standings: Standings): boolean => kinds.some((kind) => standings[kind] !== "not");
