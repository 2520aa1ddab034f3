import { asc, eq } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { facts, licences } from "#db/schema/licences.ts";
import { settleAccount } from "#server/billing/documents/store/settle.ts";
import { type Contract, parseFact, planLicence, ukRates } from "#server/commercial-models/engine/contract.ts";
import { nextStop } from "#server/commercial-models/engine/next-due.ts";
import type { Change, Reading } from "#server/lib/change.ts";
import { addMonths, civil } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { type SignedContract, signedContractSchema } from "#server/licensing/contract/contract.ts";
import { asEngineContract } from "#server/licensing/contract/engine-contract.ts";
import { lasting, onDay } from "../promises.ts";
import { firstReminder } from "../reminder-rules.ts";
import { guardOf } from "./limits.ts";
import { keepObligations } from "./obligations.ts";

/**
 * Brings one licence's documents and ledger to where they should stand today, from its contract and every fact known.
 * Locks the licence first: two runs, or a run and a signature, wait for each other. Returns the numbers issued.
 */
export async function settleLicence(change: Change, licenceId: string): Promise<{ issued: string[] }> {
  const [licence] = await change.tx.select().from(licences).where(eq(licences.id, licenceId)).for("update");
  if (!licence) throw new Error(`There is no licence ${licenceId}`);
  const { contract, plan, promises, told } = await planOfLicence(change, licence);
  const kinds = new Map(contract.components.map(({ id, terms }) => [id, terms.kind]));
  const result = await settleAccount(
    change,
    {
      licenceId,
      licenceReference: licence.reference,
      organisationId: licence.organisationId,
      kindOf: (component) => kinds.get(component) ?? licence.kind,
    },
    { plan, customer: contract.customer, rates: ukRates, guard: guardOf(change, licence, plan) },
  );
  await change.tx
    .update(licences)
    .set({
      settledOn: change.today,
      settledFacts: told,
      nextStopOn: nextStop(plan, change.today, horizon(licence)),
      nextReminderOn: firstReminder(plan.obligations, change.today),
    })
    .where(eq(licences.id, licenceId));
  await keepObligations(change, [{ licence, obligations: promises }]);
  return result;
}

/** A licence whose contract and facts lead to no plan: finance and its manager are told by whoever settles it. */
export class CannotBeCalculated extends Refusal {
  constructor(override readonly cause: unknown) {
    super(
      "cannot_do_that_now",
      "What was reported under this licence leads to sums that cannot be calculated",
    );
  }
}

/** The plan of a licence as of today: what is and will be owed, earned and promised. Refuses `CannotBeCalculated`. */
export async function planOfLicence(at: Change | Reading, licence: typeof licences.$inferSelect) {
  const [organisation] = await at.tx
    .select({ businessFrom: organisations.businessFrom })
    .from(organisations)
    .where(eq(organisations.id, licence.organisationId));
  const known = await factsOf(at, licence.id);
  try {
    const contract = asEngineContract(licenceContract(licence), {
      reference: licence.reference,
      businessFrom: organisation?.businessFrom ?? null,
    });
    const read = readFacts(contract, known);
    const basis = { until: horizon(licence), rates: ukRates };
    const plan = planLicence(contract, read, basis);
    const promises = plan.obligations.map((one) => lasting(contract, one));
    const obligations = promises.map((one) => onDay(one, at.today));
    return { contract, plan: { ...plan, obligations }, promises, facts: read, told: known.length, basis };
  } catch (error) {
    throw new CannotBeCalculated(error);
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
export const planOrNull = (at: Change | Reading, licence: typeof licences.$inferSelect) =>
  planOfLicence(at, licence).catch((error: unknown) => {
    if (error instanceof CannotBeCalculated) return null;
    throw error;
  });

export const licenceContract = (licence: { contract: unknown }): SignedContract =>
  signedContractSchema.parse(licence.contract);

// Statements, credits and long-stops may come some time after the last day.
const horizon = ({ endsOn }: { endsOn: string }) => addMonths(civil(endsOn), 24);

type StoredFact = Awaited<ReturnType<typeof factsOf>>[number];

/** The facts of a licence in the form the engine parses. */
async function factsOf({ tx, today }: Change | Reading, licenceId: string) {
  const rows = await tx
    .select()
    .from(facts)
    .where(eq(facts.licenceId, licenceId))
    .orderBy(asc(facts.on), asc(facts.factId));
  return rows
    .filter((row) => row.known <= today)
    .map((row) => ({
      ...(row.body as Record<string, unknown>),
      ...(row.component && { component: row.component }),
      fact: row.kind,
      id: row.factId,
      version: row.version,
      on: row.on,
      known: row.known,
      retracted: row.retracted,
    }));
}
