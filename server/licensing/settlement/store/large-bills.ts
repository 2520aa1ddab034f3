import { eq } from "drizzle-orm";
import { z } from "zod";
import { billLimits, parkedLicences } from "#db/schema/parked.ts";
import { decide, propose } from "#server/access/store/proposals.ts";
import { enqueue } from "#server/jobs/queue.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { findLicenceRow } from "./facts.ts";

type Proposing = Ask & { actor: Person };
const bodySchema = z.object({ most: z.string().transform((pence) => BigInt(pence)) });

/** Asks a second finance officer to let a parked licence bill what it comes to today. */
export async function proposeLargeBill(
  ask: Proposing,
  { reference, reason }: { reference: string; reason: string },
) {
  const { organisationId, most } = await asReading(ask, async (reading) => {
    const licence = await findLicenceRow(reading, reference);
    const [parked] = await reading.tx
      .select({ because: parkedLicences.because, amount: parkedLicences.amountPence })
      .from(parkedLicences)
      .where(eq(parkedLicences.licenceId, licence.id));
    if (parked?.because !== "too_much" || !parked.amount)
      throw new Refusal("cannot_do_that_now", "This licence does not wait for a larger sum. Read it again");
    return { organisationId: licence.organisationId, most: parked.amount };
  });
  return propose(ask, {
    kind: "large_bill",
    subject: reference,
    organisationId,
    body: { most: String(most) },
    reason,
  });
}

/** A second finance officer decides; approved, the licence bills up to what was proposed, and is settled. */
export const decideLargeBill = (ask: Proposing, { id, approve }: { id: string; approve: boolean }) =>
  decide(ask, { id, approve, kind: "large_bill" }, async (change, proposal) => {
    const { most } = bodySchema.parse(proposal.body);
    const licence = await findLicenceRow(change, proposal.subject);
    const agreed = { mostPence: most, proposalId: id, agreedAt: change.now };
    await change.tx
      .insert(billLimits)
      .values({ licenceId: licence.id, organisationId: licence.organisationId, ...agreed })
      .onConflictDoUpdate({ target: billLimits.licenceId, set: agreed });
    await enqueue(change, "licence.settle", { licenceId: licence.id }, licence.id);
  });
