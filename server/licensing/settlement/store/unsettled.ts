import { eq } from "drizzle-orm";
import { facts, type licences } from "#db/schema/licences.ts";
import { unsettled } from "#server/billing/documents/store/settle.ts";
import { ukRates } from "#server/commercial-models/engine/contract.ts";
import type { Reading } from "#server/lib/change.ts";
import { civil, formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { promisedDifferently } from "./obligations.ts";
import { parkedBecause } from "./parked.ts";
import { planOrNull } from "./settling.ts";

/**
 * How the books of a licence, and the rows of what is due under it, differ from what its contract and facts come to,
 * calculated again as of the day on which it was last settled; empty when they are equal. What was told since, today, is
 * not billed yet and no difference; nor are promises that an upgrade's run has still to write.
 */
export async function differencesOf(
  reading: Reading,
  licence: typeof licences.$inferSelect,
): Promise<string[]> {
  const { id, reference, settledOn, settledFacts, nextStopOn } = licence;
  if (!settledOn || (await parkedBecause(reading, id))) return [];
  const told = await reading.tx.select({ known: facts.known }).from(facts).where(eq(facts.licenceId, id));
  if (told.length < settledFacts) return [`${reference}: ${settledFacts - told.length} facts are gone`];
  if (told.length > settledFacts)
    return told.some(({ known }) => known < settledOn)
      ? [`${reference}: there are facts from before ${formatDate(settledOn)} that it was never settled by`]
      : [];
  const at: Reading = { ...reading, today: civil(settledOn) };
  const planned = await planOrNull(at, licence);
  if (!planned) return [`${reference}: its plan cannot be calculated`];
  const { plan, contract, promises, faults } = planned;
  if (faults.length > 0)
    return faults.map(({ fact, sentence }) => `${reference}: ${fact.id} cannot be: ${sentence}`);
  const account = { licenceId: id, licenceReference: reference };
  const left = await unsettled(at, account, { plan, customer: contract.customer, rates: ukRates });
  const keys = nextStopOn === "-infinity" ? [] : await promisedDifferently(reading, licence, promises);
  return [
    ...left.drafts.map(
      ({ type, net }) => `${reference}: by its plan there is another ${type} of ${pounds(net)}`,
    ),
    ...left.transfers.map(
      ({ posting, debit, credit, amount }) =>
        `${reference}: by its plan ${posting} moves ${pounds(amount)} from ${credit} to ${debit}`,
    ),
    ...keys.map((key) => `${reference}: its plan says something else of ${key}`),
  ];
}
