import type { Contract, LicenceFact } from "#server/commercial-models/engine/contract.ts";
import { netOf } from "#server/commercial-models/engine/parts.ts";
import type { Charge, Line, Plan } from "#server/commercial-models/engine/plan.ts";
import type { Specification } from "#server/commercial-models/models/data-return/terms.ts";
import { type CivilDate, daysBetween, minDate } from "#server/lib/dates.ts";
import type { Pence } from "#server/lib/money.ts";
import { componentOf } from "../contract/component-of.ts";

export type DeliverableState =
  | "planned"
  | "overdue"
  | "submitted"
  | "rejected"
  | "accepted"
  | "late"
  | "failed"
  | "cancelled";

/** A charge that did or would arise: when, how much without VAT, and why. */
export type Consequence = { on: CivilDate; net: Pence; lines: readonly Line[] };

export type Deliverable = {
  name: string;
  weightBp: number;
  /** Its part of the agreed value in pence, without VAT. */
  net: Pence;
  due: CivilDate;
  acceptanceDays: number;
  specification: Specification | undefined;
  state: DeliverableState;
  /** The day on which it was accepted, or counts as accepted. */
  acceptedOn: CivilDate | null;
  daysLate: number;
  /** If it were accepted today; what was charged when it was accepted or failed. Null when nothing is due. */
  damagesSoFar: Consequence | null;
  /** If it is never accepted; null when it was. */
  damagesAtStop: Consequence | null;
  /** The fee if this one alone is never accepted; null when it was. */
  feeAlone: Consequence | null;
};

/**
 * Where the deliverables of a licence stand on a day. Every amount is read from a plan: the plan as it is, or the plan
 * as it would be if something were accepted. `planned` makes the plan of other facts.
 */
export function deliverablesOf(
  contract: Contract,
  facts: readonly LicenceFact[],
  today: CivilDate,
  planned: (facts: readonly LicenceFact[]) => Plan,
) {
  const { id, terms } = componentOf(contract, facts, "data_return");
  const start = contract.term.from;
  const ended = facts.find(({ fact }) => fact === "ended")?.on ?? null;
  const stop = ended && ended < terms.longStop ? ended : terms.longStop;
  const accepting = (names: readonly string[], on: CivilDate) =>
    planned([...facts, ...names.map((name) => acceptance(id, name, on))]);
  const plan = planned(facts);
  const names = terms.deliverables.map((one) => one.id);
  const whole = accepting(names, start);

  const list = terms.deliverables.map((one): Deliverable => {
    const name = one.id;
    const acceptedOn = receivedIn(plan, id, name)?.on ?? null;
    const promised = plan.obligations.find(({ key }) => key === `${id}/${name}`)?.state;
    const state = stateOn(today, { due: one.due, stop, isCut: stop < terms.longStop, acceptedOn, promised });
    const isDone = state === "accepted" || state === "late";
    const key = `${id}/${name}/damages`;
    const atStop = consequence(plan, key);
    return {
      name,
      weightBp: one.weightBp,
      net: receivedIn(whole, id, name)?.amount ?? 0n,
      due: one.due,
      acceptanceDays: one.acceptanceDays,
      specification: one.specification,
      state,
      acceptedOn: isDone ? acceptedOn : null,
      daysLate: Math.max(0, daysBetween(one.due, isDone ? acceptedOn! : minDate(today, stop))),
      damagesSoFar:
        isDone || today >= stop
          ? atStop
          : today > one.due
            ? consequence(accepting([name], today), key)
            : null,
      damagesAtStop: isDone ? null : atStop,
      feeAlone: isDone
        ? null
        : consequence(
            accepting(
              names.filter((other) => other !== name),
              start,
            ),
            `${id}/fallback`,
          ),
    };
  });
  return {
    component: id,
    terms,
    stop,
    endedEarly: stop < terms.longStop,
    deliverables: list,
    /** The fee if nothing more is accepted; null when all is. */
    fee: consequence(plan, `${id}/fallback`),
    /** Everything owed under this part from the first day to the last, in order. */
    charges: plan.charges
      .filter(({ component }) => component === id)
      .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
  };
}

const acceptance = (component: string, deliverable: string, on: CivilDate) =>
  ({
    component,
    fact: "accepted",
    id: `accepted ${deliverable} on ${on}, supposed`,
    version: 1,
    on,
    known: on,
    retracted: false,
    deliverable,
  }) as LicenceFact;

/** The asset that an acceptance brings: its amount is the deliverable's part of the value without VAT. */
const receivedIn = (plan: Plan, id: string, name: string) =>
  plan.movements.find(({ key, debit }) => key === `${id}/${name}` && debit === "1300");

function consequence(plan: Plan, key: string): Consequence | null {
  const charge: Charge | undefined = plan.charges.find((one) => one.key === key);
  return charge ? { on: charge.on, net: netOf(charge), lines: charge.lines } : null;
}

/**
 * The engine says how it ends if nothing more happens; this says how it stands today: before the long-stop nothing has
 * failed yet, and what is accepted by silence is so only from its day.
 */
export function stateOn(
  today: CivilDate,
  {
    due,
    stop,
    isCut,
    acceptedOn,
    promised,
  }: {
    due: CivilDate;
    stop: CivilDate;
    isCut: boolean;
    acceptedOn: CivilDate | null;
    promised: Plan["obligations"][number]["state"] | undefined;
  },
): DeliverableState {
  if (acceptedOn && acceptedOn <= today) return acceptedOn > due ? "late" : "accepted";
  if (today >= stop) return isCut ? "cancelled" : "failed";
  if (promised === "submitted" || promised === "rejected") return promised;
  return today > due ? "overdue" : "planned";
}
