import type { z } from "zod";
import {
  type Basis,
  type Contract,
  current,
  type LicenceFact,
  planLicence,
} from "#server/commercial-models/engine/contract.ts";
import { netOf } from "#server/commercial-models/engine/parts.ts";
import type { Charge, Dated, Line, Plan } from "#server/commercial-models/engine/plan.ts";
import { owedOn } from "#server/commercial-models/engine/settle.ts";
import type { UsageTerms } from "#server/commercial-models/models/usage-based/terms.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { addDays, type CivilDate, civil, type Period } from "#server/lib/dates.ts";
import type { Pence } from "#server/lib/money.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { findLicenceRow } from "../settlement/store/facts.ts";
import { planOfLicence } from "../settlement/store/settling.ts";
import { bandOf } from "./bands.ts";
import type { usagePageSchema } from "./form.ts";
import { aggregated, metered } from "./rules.ts";
import { exceptionsAbout } from "./store/exceptions.ts";

type Used = Dated & { fact: string; quantity: string };
const endOfTime = civil("9999-12-31");

/**
 * Usage against charge in one billing period of a meter, day by day: quantities in millionths of a unit, money in pence,
 * every amount from the model's own plan. Without a period, the one of today (the last, once the licence has ended).
 */
export const usageOfLicence = (
  ask: Ask,
  { reference, period: from, component }: z.output<typeof usagePageSchema>,
) =>
  asReading(ask, async (reading) => {
    const licence = await findLicenceRow(reading, reference);
    const { contract, plan, facts, basis } = await planOfLicence(reading, licence);
    const { meters } = metered(licence, contract);
    const meter = meters.find(({ id }) => id === component) ?? meters[0];
    if (!meter) throw new Refusal("bad_input", "This licence does not meter usage");
    const begun = meter.periods.filter((one) => one.from <= ask.today);
    const period = begun.find((one) => one.from === from) ?? begun.at(-1) ?? meter.periods[0]!;
    const terms = contract.components.find(({ id }) => id === meter.id)!.terms as UsageTerms;
    const days = daysOf({ contract, facts, basis }, meter.id, terms, period, ask.today);
    return {
      reference,
      title: licence.title,
      meter: meter.id,
      meters: meters.map(({ id }) => id),
      terms,
      period,
      periods: begun,
      billedOn: addDays(period.to, terms.graceDays),
      days,
      charge: chargeOf(plan, meter.id, period),
      commitments: commitmentsOf(plan, meter.id, period),
      exceptions: await exceptionsAbout(reading, licence),
    };
  });

/** Each day of a period up to today: what was used, all so far, its band, and what the model would charge for it. */
function daysOf(
  { contract, facts, basis }: { contract: Contract; facts: readonly LicenceFact[]; basis: Basis },
  meter: string,
  terms: UsageTerms,
  period: Period,
  today: CivilDate,
) {
  const lastHeard = addDays(period.to, terms.lateDays);
  const heard = facts.filter(({ component, known }) => component === meter && known <= lastHeard);
  const own = current(heard as readonly Used[]).filter(
    ({ fact, on }) => fact === "used" && on >= period.from && on < period.to,
  );
  // Subjects are counted as one growing fact on the first day, so their days are those on which they became known.
  const dayOf = ({ on, known }: Used) => (terms.aggregation === "unique" ? known : on);
  const busy = new Set(own.map(dayOf));
  const quantityOf = (used: readonly Used[]) =>
    aggregated(
      terms.aggregation,
      used.map(({ quantity }) => quantity),
    );
  const days: { on: CivilDate; quantity: bigint; cumulative: bigint; band: number | null; charge: Pence }[] =
    [];
  let [cumulative, charge] = [0n, 0n];
  for (let on = period.from; on < period.to && on <= today; on = addDays(on, 1)) {
    const before = cumulative;
    if (busy.has(on) || days.length === 0) {
      const hidden = new Set(own.filter((fact) => dayOf(fact) > on).map(({ id }) => id));
      const soFar = facts.filter(({ component, id }) => component !== meter || !hidden.has(id));
      cumulative = quantityOf(own.filter(({ id }) => !hidden.has(id)));
      charge = chargeOf(planLicence(contract, soFar, basis), meter, period).net;
    }
    const isState = terms.aggregation === "max" || terms.aggregation === "latest";
    const quantity = isState ? quantityOf(own.filter((fact) => dayOf(fact) === on)) : cumulative - before;
    days.push({ on, quantity, cumulative, band: bandOf(terms, cumulative), charge });
  }
  return days;
}

/** What the plan says for one period of a meter, all that is known counted: the model's own lines. */
function chargeOf(plan: Plan, meter: string, { from }: Period): { lines: Line[]; net: Pence } {
  const lines = lastOf(plan, `${meter}/${from}`)?.lines ?? [];
  return { lines, net: netOf({ lines }) };
}

/** Minimums that the usage of a period counts towards, with what is still missing to each by the plan. */
const commitmentsOf = (plan: Plan, meter: string, { from }: Period) =>
  plan.commitments
    .filter(({ components, period }) => components.includes(meter) && from >= period.from && from < period.to)
    .map(({ key, period, amount, on, workings }) => {
      const missing = lastOf(plan, key);
      return {
        key,
        period,
        amount,
        on,
        workings: missing?.lines[0]?.workings ?? workings,
        missing: missing ? netOf(missing) : 0n,
      };
    });

const lastOf = ({ charges }: Plan, key: string): Charge | null => {
  const owed = owedOn(
    charges.filter((charge) => charge.key === key),
    endOfTime,
  );
  return owed === "wait" ? null : owed;
};
