/** What cannot be of the facts of an equity share, a second time: told by the shares that there are, one fact after the other. */
import { type Held, inTurn, start, step, type Terms } from "./equity-holding.ts";
import { compare, day, decimal, type Fact, type Input, pence, ratio } from "./exact.ts";

/** "ID FIELD" of each; what is refused is as if it had not been told. */
export function refused({ term, terms: raw, facts }: Input): string[] {
  const terms = raw as Terms;
  const told: Fact[] = [];
  let held = start(terms);
  return inTurn(facts)
    .filter(({ fact }) => fact !== "ended")
    .flatMap((fact) => {
      const fields = wrongFields(terms, held, told, fact, day(term.from));
      if (fields.length === 0) {
        held = step(terms, held, fact);
        told.push(fact);
      }
      return fields.map((field) => `${fact.id} ${field}`);
    });
}

function wrongFields(terms: Terms, held: Held, told: Fact[], fact: Fact, first: number): string[] {
  const has = (kind: string) => told.some((one) => one.fact === kind);
  const when = (...wrong: [boolean, string][]) => wrong.filter(([is]) => is).map(([, field]) => field);
  if (fact.fact === "allotted") return when([has("allotted") || day(fact.on) < first, "on"]);
  if (!has("allotted")) return ["on"];
  switch (fact.fact) {
    case "certified":
      return when([has("certified"), "on"]);
    case "escrow_released": {
      const [received, lost] = [pence(fact.received), pence(fact.lost)];
      if (held.escrow <= 0n) return ["on"];
      if (received + lost === 0n || received > held.escrow) return ["received"];
      return when([received + lost > held.escrow, "lost"]);
    }
    case "vested": {
      if (has("exit")) return ["on"];
      const again = told.some((one) => one.fact === "vested" && one.milestone === fact.milestone);
      return when([again || !terms.vesting?.some((v) => v.milestone === fact.milestone), "milestone"]);
    }
  }
  if (held.shares <= 0n) return ["on"];
  const small = (count: unknown) => pence(count) < held.shares;
  switch (fact.fact) {
    case "issued":
      return when(
        [compare(ratio(pence(fact.money)), decimal(fact.price)) < 0, "money"],
        [small(fact.dilutedBefore), "dilutedBefore"],
      );
    case "split":
      return when([pence(fact.of) === pence(fact.into), "into"]);
    case "converted": {
      const rights: Record<string, boolean> = {
        preference: held.preferenceBp > 0,
        anti_dilution: held.antiDilution !== "none",
      };
      return when(
        [fact.shareClass === held.shareClass, "shareClass"],
        [((fact.keeps ?? []) as string[]).some((right) => !rights[right]), "keeps"],
      );
    }
    case "disposed":
      return when([pence(fact.shares) > held.shares, "shares"]);
    case "exit": {
      const rest = pence(fact.proceeds) - pence(fact.costs);
      return when(
        [rest < 0n, "costs"],
        [rest >= 0n && pence(fact.preferences) > rest, "preferences"],
        [small(fact.diluted), "diluted"],
      );
    }
    default:
      return [];
  }
}
