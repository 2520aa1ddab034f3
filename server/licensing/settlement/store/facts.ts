import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { facts, licences } from "#db/schema/licences.ts";
import { partAsSystem } from "#server/access/as-system.ts";
import { record } from "#server/audit/store.ts";
import { parseFact } from "#server/commercial-models/engine/contract.ts";
import { netOf } from "#server/commercial-models/engine/parts.ts";
import { type Kind, toJson } from "#server/commercial-models/index.ts";
import { enqueue } from "#server/jobs/queue.ts";
import { actorName } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change, type Reading } from "#server/lib/change.ts";
import { day, given } from "#server/lib/fields.ts";
import { type Pence, pounds } from "#server/lib/money.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { asEngineContract } from "#server/licensing/contract/engine-contract.ts";
import { changesInWords } from "../correction-rules.ts";
import { factFormOf } from "../facts-form.ts";
import { talliedPrefix } from "../retraction-rules.ts";
import { demandFit } from "./fitting.ts";
import { keepObligations } from "./obligations.ts";
import { parkedBecause } from "./parked.ts";
import { licenceContract, planOrNull } from "./settling.ts";

/**
 * One thing that happened under a licence, as the engine reads it (README §12.1). `id` names it for ever; the same
 * id again is a correction, a new version that supersedes the one before.
 */
const factSchema = z.object({
  licence: given(),
  component: z.string().max(100).optional(),
  fact: given(),
  id: z.string().trim().min(1).max(120),
  on: day("Enter the day it is about"),
  body: z.record(z.string().max(60), z.unknown()),
  evidence: z.string().trim().max(2000).default(""),
  retracted: z.boolean().default(false),
});
export type FactInput = z.output<typeof factSchema>;

/** What a person reports; `corrects` says that they know it was reported before, and say something else of it now. */
export const reportSchema = factSchema.extend({ corrects: z.boolean().optional() });

/**
 * Adds a fact and asks for the licence to be settled, in one transaction: reported and billed, or neither. What was reported
 * already is reported once. Refuses `bad_input` other figures for it, with what was and what is now, unless they correct it.
 */
export const reportFact = (ask: Ask, { corrects, ...input }: z.output<typeof reportSchema>) =>
  asOneChange(ask, async (change) => {
    if (input.id.startsWith(talliedPrefix))
      throw new Refusal(
        "bad_input",
        `Ids that begin with "${talliedPrefix}" name what events add up to`,
        "id",
      );
    const licence = await findLicenceRow(change, input.licence);
    await inTurn(change, licence);
    const changes = await changesTo(change, licence, input);
    if (changes?.length === 0) return { licence: licence.reference };
    if (changes && !corrects)
      throw new Refusal(
        "bad_input",
        `This was reported already. ${changes.join(". ")}. Tick this box if you correct what was reported`,
        "corrects",
      );
    await addFact(change, licence, input);
    return { licence: licence.reference };
  });

/** How it differs from what was reported under the same name and stands; null when nothing was. */
async function changesTo(change: Change, licence: typeof licences.$inferSelect, input: FactInput) {
  const last = await lastVersion(change, licence.id, input.id);
  if (!last || last.retracted || last.kind !== input.fact) return null;
  const { body, ...about } = asFact(licence, input, { version: last.version + 1, known: change.today });
  const kind = componentKind(licence, input.component);
  const form = kind && factFormOf(kind, about.fact);
  return changesInWords(
    { on: last.on, evidence: last.evidence, body: last.body as Record<string, unknown> },
    { on: input.on, evidence: input.evidence, body: toJson(body) as Record<string, unknown> },
    form,
  );
}

const componentKind = (licence: { contract: unknown }, component: string | undefined) =>
  licenceContract(licence).components.find(({ id }) => id === component)?.terms.kind as Kind | undefined;

/**
 * The same inside a change that does more. Refuses `bad_input`: with the field when the model knows no such fact or it
 * contradicts what is known, and where nothing could be calculated with it, or a bill beyond all measure. See decisions
 * 0021 and 0029.
 */
export async function addFact(change: Change, licence: typeof licences.$inferSelect, input: FactInput) {
  if (input.on > change.today && input.fact !== "ended")
    throw new Refusal("bad_input", "That day is still to come, so nothing can have happened on it", "on");
  await inTurn(change, licence);
  const version = await nextVersion(change, licence.id, input.id);
  await writeFact(change, licence, input, { version, known: change.today });
  await demandFit(change, licence, { id: input.id, version });
  const planned = await demandPlan(change, licence);
  // Who has reported is not asked for it again, whenever the job comes to the licence.
  if (planned) await keepObligations(change, [{ licence, obligations: planned.promises }]);
  await enqueue(change, "licence.settle", { licenceId: licence.id }, licence.id);
  return { version };
}

/** £10,000,000,000.00: what all licences together were thought to be worth in a year. */
const beyondMeasure: Pence = 1_000_000_000_000n;

/** What a fact would bill is planned before it is taken. Where there was no plan before, it is not this fact's fault. */
async function demandPlan(change: Change, licence: typeof licences.$inferSelect) {
  const planned = await planOrNull(change, licence);
  if (!planned) {
    if (await partAsSystem(change, (part) => parkedBecause(part, licence.id))) return null;
    throw new Refusal("bad_input", "With this nothing could be calculated. Check the amounts and rates");
  }
  const most = planned.plan.charges.map(netOf).reduce((a, b) => (b > a ? b : a), 0n);
  if (most > beyondMeasure)
    throw new Refusal("bad_input", `With this ${pounds(most)} would be billed. Check the amounts and rates`);
  return planned;
}

/**
 * One version of a fact with its evidence, in a change that settles the licence afterwards. `known` is the business date
 * on which it came, which is not always today: a tally may run on the day after.
 */
export async function writeFact(
  change: Change,
  licence: typeof licences.$inferSelect,
  input: FactInput,
  { version, known }: { version: number; known: string },
) {
  const { body } = asFact(licence, input, { version, known });
  await change.tx
    .insert(facts)
    .values({
      licenceId: licence.id,
      organisationId: licence.organisationId,
      component: input.component ?? null,
      kind: input.fact,
      factId: input.id,
      version,
      on: input.on,
      known,
      retracted: input.retracted,
      body: toJson(body),
      evidence: input.evidence,
      reportedBy: change.actor.kind === "person" ? change.actor.personId : null,
      reportedByName: actorName(change.actor),
      reportedAt: change.now,
    })
    .onConflictDoNothing()
    .returning({ id: facts.id })
    .then(([added]) => {
      if (!added)
        throw new Refusal(
          "changed_meanwhile",
          "Somebody reported the same thing at the same moment. Read it first",
        );
    });
  await record(
    change,
    licence.reference,
    {
      type: "fact.reported",
      facts: { component: input.component ?? "", kind: input.fact, factId: input.id, version, on: input.on },
    },
    licence.organisationId,
  );
}

/** Its body as the model reads it. Refuses `bad_input` with the field where it does not. */
function asFact(
  licence: typeof licences.$inferSelect,
  input: FactInput,
  { version, known }: { version: number; known: string },
) {
  const parsed = checkFact(licence, {
    ...input.body,
    ...(input.component && { component: input.component }),
    fact: input.fact,
    id: input.id,
    version,
    on: input.on,
    known,
    ...(input.retracted && { retracted: true }),
  });
  const {
    component: _component,
    fact,
    id: _id,
    version: _version,
    on: _on,
    known: _known,
    retracted: _retracted,
    ...body
  } = parsed;
  return { fact, body };
}

function checkFact(
  licence: typeof licences.$inferSelect,
  raw: Record<string, unknown>,
): Record<string, unknown> {
  try {
    return parseFact(asEngineContract(licenceContract(licence), { reference: licence.reference }), raw);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const issue = error.issues[0]!;
    throw new Refusal("bad_input", issue.message, issue.path.map(String).join(".") || undefined);
  }
}

const nextVersion = async (change: Change, licenceId: string, factId: string) =>
  ((await lastVersion(change, licenceId, factId))?.version ?? 0) + 1;

async function lastVersion({ tx }: Change, licenceId: string, factId: string) {
  const [last] = await tx
    .select()
    .from(facts)
    .where(and(eq(facts.licenceId, licenceId), eq(facts.factId, factId)))
    .orderBy(desc(facts.version))
    .limit(1);
  return last;
}

/** A licence by its reference, as far as this actor may see it; `not_found` otherwise. */
export async function findLicenceRow({ tx }: Change | Reading, reference: string) {
  const [licence] = await tx.select().from(licences).where(eq(licences.reference, reference));
  if (!licence) throw notFound();
  return licence;
}

/**
 * Who decides by what the facts of a licence say waits here until whoever decides before has done so, and then reads.
 * Taken before the facts are read, and before the licence itself is held: whoever writes a fact holds both.
 */
export const inTurn = ({ tx }: Change, { id }: Pick<typeof licences.$inferSelect, "id">) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`facts of ${id}`}, 0))`);
