/** What cannot be of facts under any model, a second time: the end of the licence, and one name for two things. */
import type { Fact, Input } from "./input.ts";
import { day } from "./ratio.ts";

const version = (fact: Fact) => Number(fact.version ?? 1);

export function refusedAnyway({ term, facts }: Input): string[] {
  const newest = new Map<string, Fact>();
  for (const fact of facts)
    if (version(fact) > version(newest.get(fact.id) ?? { ...fact, version: 0 })) newest.set(fact.id, fact);
  const ends = [...newest.values()]
    .filter(({ fact, retracted }) => fact === "ended" && !retracted)
    .sort((a, b) => day(a.on) - day(b.on) || (a.id < b.id ? -1 : 1));
  const late = ends.slice(1);
  const outside = ends.slice(0, 1).filter(({ on }) => day(on) <= day(term.from) || day(on) >= day(term.to));
  return [...[...outside, ...late].map(({ id }) => `${id} on`), ...otherThings(facts)];
}

/** A later version that is about something else than the first. */
const otherThings = (facts: readonly Fact[]) =>
  facts.flatMap(({ id, fact, component, ...rest }) => {
    const earliest = facts
      .filter((other) => other.id === id)
      .reduce((a, b) => (version(b) < version(a) ? b : a));
    const same = earliest.fact === fact && earliest.component === component;
    return same || version(earliest) === Number(rest.version ?? 1) ? [] : [`${id} id`];
  });
