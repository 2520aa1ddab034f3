import { setImmediate as breath } from "node:timers/promises";
import { and, asc, inArray, lte, sql } from "drizzle-orm";
import { z } from "zod";
import { organisations } from "#db/schema/access.ts";
import { facts, licences } from "#db/schema/licences.ts";
import { settleAccounts } from "#server/billing/documents/store/settle.ts";
import {
  type Contract,
  faultsOf,
  type LicenceFact,
  parseFact,
  planLicence,
  ukRates,
} from "#server/commercial-models/engine/contract.ts";
import type { FactFault } from "#server/commercial-models/engine/fact-fault.ts";
import { nextStop } from "#server/commercial-models/engine/next-due.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { addMonths, type CivilDate, civil, withDates } from "#server/lib/dates.ts";
import { groupedBy } from "#server/lib/groups.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { inJson } from "#server/lib/rows.ts";
import { type SignedContract, signedContractSchema } from "#server/licensing/contract/contract.ts";
import { asEngineContract, type VatEvidence } from "#server/licensing/contract/engine-contract.ts";
import { lasting, onDay } from "../promises.ts";
import { firstReminder } from "../reminder-rules.ts";
import { guardOf } from "./limits.ts";
import { keepObligations } from "./obligations.ts";

/** Brings one licence to where it should stand today. Returns the numbers issued. */
export async function settleLicence(change: Change, licenceId: string): Promise<{ issued: string[] }> {
  return { issued: (await settleLicences(change, [licenceId])).get(licenceId)! };
}

/**
 * Brings the documents and the ledger of these licences to where they should stand today, from their contracts and every
 * fact known, in the order of their references. Locks the licences first: two runs, or a run and a signature, wait for
 * each other. `ready` is called when everything is planned, before the first number is drawn. One that cannot be settled
 * stops all: whoever settles many settles them again in parts. Returns the numbers issued, by licence.
 */
export async function settleLicences(
  change: Change,
  licenceIds: readonly string[],
  ready?: () => Promise<void>,
): Promise<Map<string, string[]>> {
  const locked = await change.tx
    .select()
    .from(licences)
    .where(inArray(licences.id, [...licenceIds]))
    .orderBy(asc(licences.reference))
    .for("update");
  if (locked.length !== licenceIds.length) throw new Error("There is no such licence");
  const planned = await plansOf(change, locked);
  for (const { faults } of planned) if (faults.length > 0) throw new Contradicting(faults);
  const result = await settleAccounts(
    change,
    planned.map(({ licence, buyer, contract, plan }) => ({
      account: accountOf(licence, contract),
      plan,
      customer: contract.customer,
      rates: ukRates,
      guard: guardOf(change, { licence, buyer, plan }),
    })),
    ready,
  );
  await keepSettled(change, planned);
  await keepObligations(
    change,
    planned.map(({ licence, promises }) => ({ licence, obligations: promises })),
  );
  return result;
}

type Licence = typeof licences.$inferSelect;
type Planned = Awaited<ReturnType<typeof planOfLicence>> & { licence: Licence };

function accountOf({ id, reference, organisationId, kind }: Licence, { components }: Contract) {
  const kinds = new Map(components.map((component) => [component.id, component.terms.kind]));
  return {
    licenceId: id,
    licenceReference: reference,
    organisationId,
    kindOf: (component: string) => kinds.get(component) ?? kind,
  };
}

/** That they are settled, and the next days on which something may happen. */
const keepSettled = ({ tx, today }: Change, planned: readonly Planned[]) =>
  tx.execute(sql`update licences l set settled_on = ${today}, settled_facts = x.told, next_stop_on = x.stop,
      next_reminder_on = x.reminder
    from json_to_recordset(${inJson(
      planned.map(({ licence, contract, plan, told }) => ({
        id: licence.id,
        told,
        stop: nextStop(plan, contract.customer, today, horizon(licence)),
        reminder: firstReminder(plan.obligations, today),
      })),
    )}) as x(id uuid, told int, stop date, reminder date) where l.id = x.id`);

/** A licence whose contract and facts lead to no plan: finance and its manager are told by whoever settles it. */
export class CannotBeCalculated extends Refusal {
  constructor(
    override readonly cause: unknown,
    sentence = "What was reported under this licence leads to sums that cannot be calculated",
  ) {
    super("cannot_do_that_now", sentence);
  }
}

/** A licence whose facts contradict each other or its contract: nothing is billed by them, and it says why. */
class Contradicting extends CannotBeCalculated {
  constructor(faults: readonly FactFault<LicenceFact>[]) {
    const sentences = faults.slice(0, 3).map(({ fact, sentence }) => `${withDates(fact.id)}: ${sentence}`);
    super(faults, `What was reported contradicts itself or the contract. ${sentences.join(". ")}`);
  }
}

/** The plan of a licence as of today: what is and will be owed, earned and promised. Refuses `CannotBeCalculated`. */
export const planOfLicence = async (at: Change | Reading, licence: Licence) =>
  (await plansOf(at, [licence]))[0]!;

/** The same of many licences, in their order, by two readings. Refuses when one of them cannot be calculated. */
async function plansOf(at: Change | Reading, many: readonly Licence[]) {
  const buyers = await at.tx
    .select({
      id: organisations.id,
      name: organisations.name,
      businessFrom: organisations.businessFrom,
      sameRegistrationFrom: organisations.sameRegistrationFrom,
      purchaseOrderRequired: organisations.purchaseOrderRequired,
      purchaseOrder: organisations.purchaseOrder,
    })
    .from(organisations)
    .where(inArray(organisations.id, [...new Set(many.map(({ organisationId }) => organisationId))]));
  const buyersById = new Map(buyers.map((buyer) => [buyer.id, buyer]));
  const known = await factsOf(at, many);
  const plans = [];
  for (const licence of many) {
    const buyer = buyersById.get(licence.organisationId)!;
    const own = { known: known.get(licence.id) ?? [], evidence: buyer };
    plans.push({ licence, buyer, ...planned(licence, own, at.today) });
    await breath();
  }
  return plans;
}

function planned(
  licence: Licence,
  { known, evidence }: { known: readonly StoredFact[]; evidence: VatEvidence },
  today: CivilDate,
) {
  let faults: FactFault<LicenceFact>[] = [];
  try {
    const { reference } = licence;
    const contract = asEngineContract(licenceContract(licence), { ...evidence, reference });
    const facts = readFacts(contract, known);
    const basis = { until: horizon(licence), rates: ukRates };
    faults = faultsOf(contract, facts, basis);
    const plan = planLicence(contract, facts, basis);
    const promises = plan.obligations.map((one) => lasting(contract, one));
    const obligations = promises.map((one) => onDay(one, today));
    return { contract, plan: { ...plan, obligations }, promises, facts, faults, told: known.length, basis };
  } catch (error) {
    throw faults.length > 0 ? new Contradicting(faults) : new CannotBeCalculated(error);
  }
}

/** The contract and the facts of a licence as the engine reads them; null where one cannot be read. */
export async function readOrNull(at: Change | Reading, licence: Licence) {
  const known = (await factsOf(at, [licence])).get(licence.id) ?? [];
  try {
    const contract = asEngineContract(licenceContract(licence), { reference: licence.reference });
    const basis = { until: horizon(licence), rates: ukRates };
    return { contract, facts: readFacts(contract, known), basis };
  } catch (error) {
    if (error instanceof z.ZodError) return null;
    throw error;
  }
}

/** Facts as the engine reads them. One that cannot be read stands in the way, unless people retracted it. */
function readFacts(contract: Contract, known: readonly StoredFact[]) {
  return known.flatMap((fact) => {
    try {
      return [parseFact(contract, fact)];
    } catch (error) {
      if (isRetracted(known, fact)) return [];
      throw error;
    }
  });
}

const isRetracted = (known: readonly StoredFact[], { id }: StoredFact) =>
  known.filter((fact) => fact.id === id).reduce((a, b) => (b.version > a.version ? b : a)).retracted;

/** The same for pages that show many licences, or one with what else there is; null where there is no plan. */
export const planOrNull = (at: Change | Reading, licence: Licence) =>
  planOfLicence(at, licence).catch((error: unknown) => {
    if (error instanceof CannotBeCalculated) return null;
    throw error;
  });

export const licenceContract = (licence: { contract: unknown }): SignedContract =>
  signedContractSchema.parse(licence.contract);

// Statements, credits and long-stops may come some time after the last day.
const horizon = ({ endsOn }: { endsOn: string }) => addMonths(civil(endsOn), 24);

type StoredFact = ReturnType<typeof asStored>;

/** The facts of licences in the form the engine parses, by licence. */
async function factsOf({ tx, today }: Change | Reading, many: readonly Licence[]) {
  const rows = await tx
    .select()
    .from(facts)
    .where(
      and(
        inArray(
          facts.licenceId,
          many.map(({ id }) => id),
        ),
        lte(facts.known, today),
      ),
    )
    .orderBy(asc(facts.licenceId), asc(facts.on), asc(facts.factId));
  const told = groupedBy(rows, ({ licenceId }) => licenceId);
  return new Map([...told].map(([licenceId, own]) => [licenceId, own.map(asStored)]));
}

const asStored = (row: typeof facts.$inferSelect) => ({
  ...(row.body as Record<string, unknown>),
  ...(row.component && { component: row.component }),
  fact: row.kind,
  id: row.factId,
  version: row.version,
  on: row.on,
  known: row.known,
  retracted: row.retracted,
});
