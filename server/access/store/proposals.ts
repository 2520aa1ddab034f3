import { and, desc, eq, sql } from "drizzle-orm";
import { proposals } from "#db/schema/proposals.ts";
import { record } from "#server/audit/store.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";

export type ProposalKind = (typeof proposals.$inferSelect)["kind"];
type Proposing = Ask & { actor: Person };

/** Asks a second person for something that one may not do alone. The body is what will be done, word for word. */
export const propose = (ask: Proposing, proposal: Proposal) =>
  asOneChange(ask, (change) => proposeWithin({ ...change, actor: ask.actor }, proposal));

type Proposal = {
  kind: ProposalKind;
  subject: string;
  organisationId: string | null;
  body: Record<string, unknown>;
  reason: string;
};

/**
 * The same as part of a change that does more. One proposal of a kind waits about a subject, and the database holds it:
 * of several at once the first is made, and the others are told whose it is.
 */
export async function proposeWithin(
  change: Change & { actor: Person },
  proposal: Proposal,
): Promise<{ id: string }> {
  const [row] = await change.tx
    .insert(proposals)
    .values({
      ...proposal,
      proposedBy: change.actor.personId,
      proposedByName: change.actor.name,
      proposedAt: change.now,
    })
    .onConflictDoNothing({ target: [proposals.kind, proposals.subject], where: sql`status = 'waiting'` })
    .returning({ id: proposals.id });
  if (!row) throw await alreadyWaiting(change, proposal);
  await record(
    change,
    proposal.subject,
    { type: "proposal.made", facts: { kind: proposal.kind, reason: proposal.reason } },
    proposal.organisationId,
  );
  return row;
}

async function alreadyWaiting({ tx }: Change, { kind, subject }: Proposal): Promise<Refusal> {
  const [waiting] = await tx
    .select({ by: proposals.proposedByName })
    .from(proposals)
    .where(and(eq(proposals.kind, kind), eq(proposals.subject, subject), eq(proposals.status, "waiting")));
  return new Refusal(
    "cannot_do_that_now",
    `${waiting?.by ?? "Somebody"} proposed the same already, and it is waiting for a second person`,
  );
}

/** Takes back what one proposed oneself, as long as nobody decided it. */
export async function withdrawWithin(change: Change & { actor: Person }, id: string) {
  const [row] = await change.tx
    .update(proposals)
    .set({ status: "withdrawn" })
    .where(
      and(
        eq(proposals.id, id),
        eq(proposals.status, "waiting"),
        eq(proposals.proposedBy, change.actor.personId),
      ),
    )
    .returning();
  if (!row) throw new Refusal("changed_meanwhile", "This was decided already, so it cannot be withdrawn");
  await record(
    change,
    row.subject,
    { type: "proposal.decided", facts: { kind: row.kind, outcome: "withdrawn" } },
    row.organisationId,
  );
  return row;
}

/**
 * A second person decides; `work` does what was proposed in the same transaction. Refuses one's own proposal
 * (`not_your_own_work`) and one that was decided meanwhile; of two deciders at once one wins. A "no" may carry its
 * reason, and does `refused` in the same transaction.
 */
export const decide = <Result>(
  ask: Proposing,
  { id, approve, kind, reason }: { id: string; approve: boolean; kind: ProposalKind; reason?: string },
  work: (change: Change, proposal: typeof proposals.$inferSelect) => Promise<Result>,
  refused: (change: Change, proposal: typeof proposals.$inferSelect) => Promise<Result | null> = async () =>
    null,
) =>
  asOneChange(ask, async (change) => {
    const [proposal] = await change.tx
      .select()
      .from(proposals)
      .where(and(eq(proposals.id, id), eq(proposals.kind, kind)))
      .for("update");
    if (!proposal) throw notFound();
    if (proposal.status !== "waiting")
      throw new Refusal("changed_meanwhile", `${proposal.decidedByName ?? "Somebody"} decided this already`);
    if (proposal.proposedBy === ask.actor.personId)
      throw new Refusal("not_your_own_work", "You proposed this, so somebody else has to decide it");
    const status = approve ? "approved" : "refused";
    await change.tx
      .update(proposals)
      .set({ status, decidedBy: ask.actor.personId, decidedByName: ask.actor.name, decidedAt: ask.now })
      .where(eq(proposals.id, id));
    const result = await (approve ? work(change, proposal) : refused(change, proposal));
    // Told last: who holds the customer's chain and then waits for a licence may be waited for by who holds the licence.
    await record(
      change,
      proposal.subject,
      { type: "proposal.decided", facts: { kind, outcome: status, ...(reason && { reason }) } },
      proposal.organisationId,
    );
    return result;
  });

/** What waits for a second person, newest first; with a subject, its whole history. */
export const listProposals = (ask: Ask, { kind, subject }: { kind?: ProposalKind; subject?: string }) =>
  asReading(ask, ({ tx }) =>
    tx
      .select()
      .from(proposals)
      .where(
        and(
          kind ? eq(proposals.kind, kind) : undefined,
          subject ? eq(proposals.subject, subject) : eq(proposals.status, "waiting"),
        ),
      )
      .orderBy(desc(proposals.proposedAt))
      .limit(100),
  );
