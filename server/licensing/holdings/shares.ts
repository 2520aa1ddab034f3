import { type Contract, isOutsideUkVat, rateOn, ukRates } from "#server/commercial-models/engine/contract.ts";
import type { Movement, Plan } from "#server/commercial-models/engine/plan.ts";
import {
  holdingOf,
  type RegisterEntry,
  registerOf,
} from "#server/commercial-models/models/equity-share/register.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import type { CivilDate } from "#server/lib/dates.ts";
import { type Pence, sum } from "#server/lib/money.ts";
import { componentOf } from "../contract/component-of.ts";
import { findLicenceRow } from "../settlement/store/facts.ts";
import { licenceContract, planOfLicence } from "../settlement/store/settling.ts";

/** What was paid for shares, what they are worth and what they brought, in pence. */
export type ShareTotals = {
  /** Agreed value and nominal value of all shares that were ever received. */
  cost: Pence;
  /** Value at which those still held are carried. */
  fairValue: Pence;
  dividends: Pence;
  /** Money that shares brought when they went, escrow that came in with it. */
  proceeds: Pence;
  /** Still held back at a sale. */
  escrow: Pence;
  /** Fair value, dividends, proceeds and escrow, less cost. */
  gain: Pence;
};

/** The holding under a licence: its register, what it came to, the rights that go with it and what is still due. */
export const readShares = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const licence = await findLicenceRow(reading, reference);
    const { contract, plan, facts } = await planOfLicence(reading, licence);
    const signed = licenceContract(licence);
    const { id, terms, facts: own } = componentOf(contract, facts, "equity_share");
    const seen = { id, term: contract.term, vatRateBp: (on: CivilDate) => vatRateBp(contract, on) };
    const register = registerOf(terms, own, seen);
    const { shareClass, rights } = holdingOf(terms, own, seen);
    const last = register.at(-1);
    return {
      reference,
      title: licence.title,
      holder: signed.licensor.name,
      licensee: signed.licensee.name,
      company: terms.company ?? signed.licensee.name,
      component: id,
      asOf: ask.today,
      terms,
      /** The class as conversions left it, and the rights that it has. */
      shareClass,
      rights,
      held: last?.held ?? 0n,
      ownership: last?.ownership ?? null,
      register,
      totals: totalsOf(register, movementsOf(plan, id)),
      due: plan.obligations
        .filter(({ key }) => key.startsWith(`${id}/`))
        .map(({ key, kind, due, description, state, amount }) => ({
          key,
          kind,
          due,
          description,
          state,
          amount: amount ?? null,
        })),
    };
  });

const movementsOf = ({ movements }: Plan, id: string) =>
  movements.filter(({ key }) => key.startsWith(`${id}/`));

const vatRateBp = (contract: Contract, on: CivilDate) =>
  isOutsideUkVat(contract.customer, on) ? 0 : rateOn(ukRates.vat, on);

/**
 * Adds up what the ledger moves for a holding: shares are account 1120, escrow 1130, money 1200; dividends are 4160,
 * gains on disposal 4180, changes in value 4190. What a holding cost is what it is carried at, less changes in value,
 * plus what went.
 */
function totalsOf(register: readonly RegisterEntry[], movements: readonly Movement[]): ShareTotals {
  const moved = (test: (movement: Movement) => boolean) =>
    sum(movements.filter(test).map(({ amount }) => amount));
  const fairValue = register.at(-1)?.carrying ?? 0n;
  const changed = moved(({ credit }) => credit === "4190") - moved(({ debit }) => debit === "4190");
  const gone = moved(({ debit, credit }) => credit === "1120" && debit !== "4190");
  const cost = fairValue - changed + gone;
  const dividends = moved(({ credit }) => credit === "4160");
  const proceeds = moved(({ debit, credit }) => debit === "1200" && credit !== "4160");
  const escrow = moved(({ debit }) => debit === "1130") - moved(({ credit }) => credit === "1130");
  return {
    cost,
    fairValue,
    dividends,
    proceeds,
    escrow,
    gain: fairValue + dividends + proceeds + escrow - cost,
  };
}
