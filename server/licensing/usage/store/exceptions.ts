import { and, count, desc, eq, isNull, or } from "drizzle-orm";
import { usageEvents, usageExceptions } from "#db/schema/usage.ts";
import { record } from "#server/audit/store.ts";
import { enqueue } from "#server/jobs/queue.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, type Change, type Reading } from "#server/lib/change.ts";
import { londonDate } from "#server/lib/dates.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { findLicenceRow } from "#server/licensing/settlement/store/facts.ts";
import { type UsageDecision, usageEventSchema } from "../form.ts";
import { judge, meterNamed, neverCounts } from "../rules.ts";
import { meteredLicences } from "./events.ts";

type Exception = typeof usageExceptions.$inferSelect;

const mostShown = 200;

/** What could not be counted under a licence, and what its organisation sent for a licence it does not have; newest first. */
export async function exceptionsAbout({ tx }: Reading, licence: { id: string; organisationId: string }) {
  const about = and(
    eq(usageExceptions.organisationId, licence.organisationId),
    or(eq(usageExceptions.licenceId, licence.id), isNull(usageExceptions.licenceId)),
  );
  const [counted] = await tx
    .select({ open: count() })
    .from(usageExceptions)
    .where(and(about, isNull(usageExceptions.decision)));
  const rows = await tx
    .select()
    .from(usageExceptions)
    .where(about)
    .orderBy(desc(isNull(usageExceptions.decision)), desc(usageExceptions.receivedAt), usageExceptions.id)
    .limit(mostShown);
  return { open: counted!.open, rows: rows.map((row) => ({ ...row, body: eventOf(row) })) };
}

/**
 * A commercial manager counts an event after all, as known today, or sets it aside; once. Refuses to count what the
 * signed contract never counts: use outside its term or past its late window.
 */
export const decideUsageException = (ask: Ask & { actor: Person }, input: UsageDecision) =>
  asOneChange(ask, async (change) => {
    const page = await findLicenceRow(change, input.reference);
    const [exception] = await change.tx
      .select()
      .from(usageExceptions)
      .where(and(eq(usageExceptions.id, input.id), eq(usageExceptions.organisationId, page.organisationId)))
      .for("update");
    if (!exception || (exception.licenceId ?? page.id) !== page.id) throw notFound();
    if (exception.decision)
      throw new Refusal("changed_meanwhile", `${exception.decidedByName} decided this already`);
    const licenceId = input.decision === "count" ? await countIt(change, exception, input) : null;
    await change.tx
      .update(usageExceptions)
      .set({
        decision: input.decision === "count" ? "counted" : "set_aside",
        decidedByName: ask.actor.name,
        decidedAt: ask.now,
        because: input.reason,
      })
      .where(eq(usageExceptions.id, exception.id));
    const { source, eventId: id, reason } = exception;
    const facts = { source, id, exception: reason, decision: input.decision, because: input.reason };
    await record(change, page.reference, { type: "usage.decided", facts }, page.organisationId);
    if (licenceId) await enqueue(change, "usage.tally", { licenceId }, licenceId);
  });

/** Writes the event with its source kept; a conflict gets an id of its own, because the first keeps the one it has. */
async function countIt(change: Change, exception: Exception, { component }: UsageDecision): Promise<string> {
  const event = eventOf(exception);
  const licence = (await meteredLicences(change, [event.licence], exception.organisationId)).get(
    event.licence,
  );
  const on = londonDate(event.at);
  const named = licence && meterNamed(licence, event.component) ? event.component : component;
  const judged = judge({ component: named }, licence, on, change.today);
  if ("reason" in judged) throw new Refusal("cannot_do_that_now", neverCounts[judged.reason], "decision");
  if (judged.meter.aggregation === "unique" && event.subject === undefined)
    throw new Refusal(
      "cannot_do_that_now",
      "It names no subject, and this meter counts each subject once",
      "decision",
    );
  const [added] = await change.tx
    .insert(usageEvents)
    .values({
      organisationId: exception.organisationId,
      source: exception.source,
      eventId:
        exception.reason === "conflict"
          ? `${exception.eventId} (${exception.bodyHash.slice(0, 12)})`
          : exception.eventId,
      licenceId: judged.licenceId,
      component: judged.meter.id,
      quantity: event.quantity,
      subject: event.subject ?? null,
      occurredAt: event.at,
      on,
      known: change.today,
      bodyHash: exception.bodyHash,
      receivedAt: exception.receivedAt,
    })
    .onConflictDoNothing()
    .returning({ id: usageEvents.eventId });
  if (!added)
    throw new Refusal(
      "cannot_do_that_now",
      "An event of this source and id was counted meanwhile. Set this one aside",
      "decision",
    );
  return judged.licenceId;
}

/** The stored body as the event it was; fields that were not sent are left out again. */
function eventOf({ source, eventId, body }: Pick<Exception, "source" | "eventId" | "body">) {
  const sent = Object.entries(body as Record<string, unknown>).filter(([, value]) => value !== null);
  return usageEventSchema.parse({ ...Object.fromEntries(sent), source, id: eventId });
}
