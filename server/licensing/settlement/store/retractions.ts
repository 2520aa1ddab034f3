import { and, desc, eq } from "drizzle-orm";
import type { z } from "zod";
import { facts, type licences } from "#db/schema/licences.ts";
import { decide, propose } from "#server/access/store/proposals.ts";
import { record } from "#server/audit/store.ts";
import { enqueue } from "#server/jobs/queue.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asReading, type Change, type Reading } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { retractionSchema } from "../retraction-form.ts";
import { unretractableBecause } from "../retraction-rules.ts";
import { findLicenceRow, inTurn } from "./facts.ts";
import { demandFit } from "./fitting.ts";
import { readOrNull } from "./settling.ts";

type Licence = typeof licences.$inferSelect;
type Proposing = Ask & { actor: Person };

const bodySchema = retractionSchema.pick({ factId: true, version: true });

/**
 * Asks a second person to take back what was reported, whoever reported it: what was billed for it is then credited,
 * and it may be reported anew. What events add up to is put right by its events, and what two people decided stays.
 */
export async function proposeRetraction(
  ask: Proposing,
  { reference, factId, version, reason }: z.output<typeof retractionSchema>,
) {
  const { organisationId } = await asReading(ask, async (reading) => {
    const licence = await findLicenceRow(reading, reference);
    await standing(reading, licence.id, { factId, version });
    await demandFitWithout(reading, licence, { id: factId, version: version + 1 });
    return licence;
  });
  return propose(ask, {
    kind: "retraction",
    subject: reference,
    organisationId,
    body: { factId, version },
    reason,
  });
}

/** A second person decides; approved, the fact is retracted in a version of its own, and the licence is settled. */
export const decideRetraction = (ask: Proposing, { id, approve }: { id: string; approve: boolean }) =>
  decide(ask, { id, approve, kind: "retraction" }, async (change, proposal) => {
    const licence = await findLicenceRow(change, proposal.subject);
    await inTurn(change, licence);
    const fact = await standing(change, licence.id, bodySchema.parse(proposal.body));
    const { id: _id, ...row } = fact;
    const version = fact.version + 1;
    // Written as it is: a body that can no longer be read is what may have to go.
    await change.tx.insert(facts).values({
      ...row,
      version,
      known: change.today,
      retracted: true,
      evidence: `Retracted: ${proposal.reason} (${proposal.proposedByName})`.slice(0, 2000),
      reportedBy: ask.actor.personId,
      reportedByName: ask.actor.name,
      reportedAt: change.now,
    });
    await demandFit(change, licence, { id: fact.factId, version });
    await record(
      change,
      licence.reference,
      {
        type: "fact.reported",
        facts: {
          component: fact.component ?? "",
          kind: fact.kind,
          factId: fact.factId,
          version,
          on: fact.on,
        },
      },
      licence.organisationId,
    );
    await enqueue(change, "licence.settle", { licenceId: licence.id }, licence.id);
  });

/** Told when it is asked for: whoever decides would only hear it again. */
async function demandFitWithout(reading: Reading, licence: Licence, told: { id: string; version: number }) {
  const read = await readOrNull(reading, licence);
  const last = read?.facts.find(({ id, version }) => id === told.id && version === told.version - 1);
  if (last)
    await demandFit(reading, licence, told, [{ ...last, ...told, known: reading.today, retracted: true }]);
}

/** The last version of a fact, if it is the one that was read and may be retracted. */
async function standing(
  { tx }: Change | Reading,
  licenceId: string,
  { factId, version }: z.output<typeof bodySchema>,
) {
  const [last] = await tx
    .select()
    .from(facts)
    .where(and(eq(facts.licenceId, licenceId), eq(facts.factId, factId)))
    .orderBy(desc(facts.version))
    .limit(1);
  if (!last) throw notFound();
  if (last.version !== version)
    throw new Refusal("changed_meanwhile", "This was corrected meanwhile. Read it again");
  const because = unretractableBecause(last);
  if (because) throw new Refusal("cannot_do_that_now", because);
  return last;
}
