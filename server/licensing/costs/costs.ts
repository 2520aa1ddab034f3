import { byKey, netOf, owedOn } from "#server/commercial-models/engine/parts.ts";
import type { Charge } from "#server/commercial-models/engine/plan.ts";
import { accountOf } from "#server/commercial-models/models/cost-recovery/cost-recovery.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { addDays, type CivilDate } from "#server/lib/dates.ts";
import { type Pence, sum } from "#server/lib/money.ts";
import { componentOf } from "../contract/component-of.ts";
import { findLicenceRow } from "../settlement/store/facts.ts";
import { planOfLicence } from "../settlement/store/settling.ts";

/** What the work under a licence, or under a part of it, came to, against the estimate and the cap, and what of it was billed; all without VAT. */
export const readCosts = (ask: Ask, { reference, part }: { reference: string; part?: string | undefined }) =>
  asReading(ask, async (reading) => {
    const licence = await findLicenceRow(reading, reference);
    const { contract, plan, facts } = await planOfLicence(reading, licence);
    const { id, terms, facts: own } = componentOf(contract, facts, "cost_recovery", part);
    const ended = facts.find(({ fact }) => fact === "ended")?.on ?? null;
    const finished = own.find(({ fact }) => fact === "completed")?.on ?? ended;
    const latest = finished && addDays(finished, terms.lateCostDays);
    const account = accountOf(terms, latest ? own.filter(({ known }) => known <= latest) : own);
    const charges = plan.charges.filter(({ component }) => component === id);
    return {
      reference,
      part: id,
      title: licence.title,
      terms,
      finished,
      latest,
      account,
      ...standing(account),
      ...billedOf(charges, ask.today),
      orders: own.flatMap((fact) =>
        fact.fact === "reordered" ? [{ on: fact.on, estimate: fact.estimate, cap: fact.cap ?? null }] : [],
      ),
      /** Costs that became known too late to be billed. */
      tooLate: own.flatMap((fact) =>
        latest && fact.known > latest && (fact.fact === "worked" || fact.fact === "spent")
          ? [{ on: fact.on, known: fact.known, what: fact.fact === "worked" ? fact.rate : fact.what }]
          : [],
      ),
      charges: charges
        .map(({ key, on, lines }) => ({ key, on, lines, net: netOf({ lines }) }))
        .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
    };
  });

/** How far the work is from its cap, in pence: what may still be billed, and what is above it and never will be. */
export function standing({ actual, bill, cap }: { actual: Pence; bill: Pence; cap: Pence | null }) {
  return {
    remaining: cap === null ? null : cap > actual ? cap - actual : 0n,
    unrecovered: actual - bill,
  };
}

/** What is owed on a day by the last charge of each key, the deposit apart; yearly reviews are no part of the work. */
function billedOf(charges: readonly Charge[], today: CivilDate) {
  let deposit = 0n;
  const work: Pence[] = [];
  const reviews: Pence[] = [];
  for (const [key, same] of byKey(charges)) {
    const owed = owedOn(same, today);
    if (owed === null || owed === "wait") continue;
    if (key.endsWith("/deposit")) deposit = netOf(owed);
    (key.endsWith("/review") ? reviews : work).push(netOf(owed));
  }
  return { deposit, billed: sum(work), reviews: sum(reviews) };
}
