import { pounds } from "#server/lib/money.ts";
import { play } from "./play/play.ts";

type Life = {
  term: { from: string; to: string };
  terms: Record<string, unknown> & { kind: string };
  facts: readonly Record<string, unknown>[];
  until: string;
};

/** Plays a licence of one model, whose component is "c", for a customer in the United Kingdom with thirty days to pay. */
export const played = ({ term, terms, facts, until }: Life) =>
  play({
    reference: "L",
    term,
    customer: { country: "GB", dueDays: 30 },
    components: [{ id: "c", terms }],
    facts: facts.map((fact) => (fact.fact === "ended" ? fact : { component: "c", ...fact })),
    until,
  });

/** What was billed less credited for each key by the last day, in pence; keys that came to nothing are left out. */
export function owed(life: Life): Record<string, bigint> {
  const nets = new Map<string, bigint>();
  for (const { type, lines } of played(life).documents)
    for (const { key, net } of lines)
      nets.set(key, (nets.get(key) ?? 0n) + (type === "credit_note" ? -net : net));
  return Object.fromEntries([...nets].filter(([, net]) => net !== 0n));
}

/** Each document as "day: KEY £net", so that a test reads like the books. */
export const billed = (life: Life): string[] =>
  played(life).documents.flatMap(({ date, type, lines }) =>
    lines.map(({ key, net }) => `${date}: ${key} ${type === "credit_note" ? "−" : ""}${pounds(net)}`),
  );
