import { and, asc, eq, inArray, lte, or } from "drizzle-orm";
import { licences } from "#db/schema/licences.ts";
import { dailyRuns } from "#db/schema/runs.ts";
import { record } from "#server/audit/store.ts";
import { enqueue } from "#server/jobs/queue.ts";
import { actorName } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { endEntitlements } from "#server/licensing/lifecycle/store/entitlements.ts";
import { after } from "#server/licensing/moves.ts";
import { lapseOffers } from "#server/licensing/negotiation/store/decisions.ts";
import { settleOrPark } from "#server/licensing/settlement/store/parking.ts";
import { remindLicensees } from "./reminders.ts";
import { alive, failDeadRuns } from "./run-alive.ts";

export type RunResult = { licences: number; documents: number; parked: number };

/**
 * Everything that falls due on the business date: offers lapse, licences expire, charges become documents, income is
 * released, and licensees are reminded of what is due. One transaction a licence, so a run that is killed loses at most
 * the one it was at, and a run that is repeated finds nothing left to do. A licence that cannot be settled is parked and
 * stops no other. Quiet licences are skipped by the next day on which something may happen.
 */
export async function runDay(ask: Ask, { whole = false }: { whole?: boolean } = {}): Promise<RunResult> {
  await failDeadRuns(ask);
  await lapseOffers(ask);
  const due = await dueLicences(ask, whole);
  const runId = await begin(ask, due.length);
  return alive(ask, runId, async () => {
    try {
      const result = await settleAll(ask, runId, due);
      await remindLicensees(ask);
      await finish(ask, runId, result);
      return result;
    } catch (error) {
      await fail(ask, runId);
      throw error;
    }
  });
}

async function settleAll(ask: Ask, runId: number, due: readonly { id: string }[]): Promise<RunResult> {
  let documents = 0;
  let parked = 0;
  for (const [index, { id }] of due.entries()) {
    const settled = await settleOrPark(ask, id, async (change, issued) => {
      await expireIfOver(change, id);
      await progress(change, runId, { licencesDone: index + 1, documentsIssued: documents + issued.length });
    });
    if (settled) documents += settled.issued.length;
    else {
      parked++;
      await asOneChange(ask, async (change) => {
        // The right to use the data ends with its last day, whatever stands in the way of a bill.
        await expireIfOver(change, id);
        await progress(change, runId, { licencesDone: index + 1, licencesParked: parked });
      });
    }
  }
  return { licences: due.length, documents, parked };
}

const progress = ({ tx }: Change, runId: number, set: Partial<typeof dailyRuns.$inferInsert>) =>
  tx
    .update(dailyRuns)
    .set({ status: "running", ...set })
    .where(eq(dailyRuns.id, runId));

const dueLicences = (ask: Ask, whole: boolean) =>
  asReading(ask, ({ tx, today }) =>
    tx
      .select({ id: licences.id })
      .from(licences)
      .where(
        whole
          ? undefined
          : or(
              lte(licences.nextStopOn, today),
              and(inArray(licences.status, ["in_force", "suspended"]), lte(licences.endsOn, today)),
            ),
      )
      .orderBy(asc(licences.reference)),
  );

/** The last day has passed: access ends; what was due before stays due. */
async function expireIfOver(change: Change, licenceId: string) {
  const [licence] = await change.tx.select().from(licences).where(eq(licences.id, licenceId));
  if (!licence || licence.endsOn > change.today || !["in_force", "suspended"].includes(licence.status))
    return;
  await change.tx
    .update(licences)
    .set({ status: after("licence", licence.status, "expire"), revision: licence.revision + 1 })
    .where(eq(licences.id, licenceId));
  await endEntitlements(change, licenceId);
  await record(
    change,
    licence.reference,
    { type: "licence.expired", facts: { endedOn: licence.endsOn } },
    licence.organisationId,
  );
}

const begin = (ask: Ask, count: number) =>
  asOneChange(ask, async ({ tx }) => {
    const [run] = await tx
      .insert(dailyRuns)
      .values({
        forDay: ask.today,
        startedBy: actorName(ask.actor),
        startedAt: ask.now,
        status: "running",
        licences: count,
      })
      .returning({ id: dailyRuns.id });
    return run!.id;
  });

const finish = (ask: Ask, runId: number, { licences: count, documents, parked }: RunResult) =>
  asOneChange(ask, async (change) => {
    await change.tx
      .update(dailyRuns)
      .set({ status: "finished", finishedAt: new Date(), documentsIssued: documents, licencesParked: parked })
      .where(eq(dailyRuns.id, runId));
    // Price lists begin, and mandates end, on a day: what saved searches find may be new.
    await enqueue(change, "catalogue.alerts", {}, "now");
    if (documents + parked > 0)
      await record(
        change,
        ask.today,
        { type: "run.finished", facts: { day: ask.today, licences: count, documents, parked } },
        null,
      );
  });

/** Says that the run ended before its end, as far as the database still listens; the next run says it otherwise. */
const fail = (ask: Ask, runId: number) =>
  asOneChange(ask, ({ tx }) =>
    tx
      .update(dailyRuns)
      .set({
        status: "failed",
        finishedAt: new Date(),
        problem: "It met a fault that is not a licence's own",
      })
      .where(eq(dailyRuns.id, runId)),
  ).catch(() => undefined);
