import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { licences } from "#db/schema/licences.ts";
import { decide, propose } from "#server/access/store/proposals.ts";
import { record } from "#server/audit/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asReading, type Change } from "#server/lib/change.ts";
import { type CivilDate, civil } from "#server/lib/dates.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { after } from "../../moves.ts";
import { addFact, findLicenceRow, inTurn } from "../../settlement/store/facts.ts";
import { settleLicence } from "../../settlement/store/settling.ts";
import { type Termination, terminationSchema } from "../termination-form.ts";
import { endEntitlements } from "./entitlements.ts";

/** Either side asks to end a licence early; an approver decides. */
export const proposeTermination = async (ask: Ask & { actor: Person }, input: Termination) => {
  const licence = await asReading(ask, (reading) => findLicenceRow(reading, input.reference));
  after("licence", licence.status, "terminate");
  if (input.on <= licence.startsOn || input.on >= licence.endsOn)
    throw new Refusal("bad_input", "The licence can only end early, within its term", "on");
  return propose(ask, {
    kind: "termination",
    subject: input.reference,
    organisationId: licence.organisationId,
    body: { on: input.on, by: input.by },
    reason: input.reason,
  });
};

/** The approver ends the licence, or refuses to. Credits, fallbacks and final charges follow from the fact. */
export const decideTermination = (
  ask: Ask & { actor: Person },
  { id, approve }: { id: string; approve: boolean },
) =>
  decide(ask, { id, approve, kind: "termination" }, async (change, proposal) => {
    const { on, by } = z
      .object({ on: z.string().transform(civil), by: terminationSchema.shape.by })
      .parse(proposal.body);
    await terminate(change, proposal.subject, { on, by, reason: proposal.reason });
  });

async function terminate(
  change: Change,
  reference: string,
  { on, by, reason }: { on: CivilDate; by: Termination["by"]; reason: string },
) {
  await inTurn(change, await findLicenceRow(change, reference));
  const licence = await findLicenceRow(change, reference);
  const [moved] = await change.tx
    .update(licences)
    .set({
      status: after("licence", licence.status, "terminate"),
      endedOn: on,
      endedReason: reason,
      revision: licence.revision + 1,
    })
    .where(and(eq(licences.id, licence.id), eq(licences.revision, licence.revision)))
    .returning({ id: licences.id });
  if (!moved) throw new Refusal("changed_meanwhile", "Somebody changed this licence. Read it again");
  await addFact(change, licence, {
    licence: reference,
    fact: "ended",
    id: "ended",
    on,
    body: { by },
    evidence: reason,
    retracted: false,
  });
  await endEntitlements(change, [licence.id]);
  await record(
    change,
    reference,
    { type: "licence.terminated", facts: { endedOn: on, by, reason } },
    licence.organisationId,
  );
  await settleLicence(change, licence.id);
}
