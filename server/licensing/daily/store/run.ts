import { asc, eq, lte, sql } from "drizzle-orm";
import { licences } from "#db/schema/licences.ts";
import { parkedLicences } from "#db/schema/parked.ts";
import { dailyRuns } from "#db/schema/runs.ts";
import { record } from "#server/audit/store.ts";
import { remindOfInvoices } from "#server/billing/documents/store/late.ts";
import { enqueue } from "#server/jobs/queue.ts";
import { actorName } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { lapseOffers } from "#server/licensing/negotiation/store/decisions.ts";
import { remindOfOffers } from "#server/licensing/negotiation/store/lapsing.ts";
import type { Outcome } from "#server/licensing/settlement/store/parking.ts";
import { tellOfEndings } from "./endings.ts";
import { expireLicences } from "./expire.ts";
import { settleInLanes } from "./lanes.ts";
import { remindLicensees } from "./reminders.ts";
import { alive, failDeadRuns } from "./run-alive.ts";

export type RunResult = { licences: number; documents: number; parked: number };

/**
 * Everything that falls due on the business date: offers lapse, licences expire, charges become documents, income is
 * released, and licensees are reminded of what is due. Many licences a change, and each change whole: a run that is
 * killed loses at most the batches it was at, and a run that is repeated finds nothing left to do. A licence that cannot
 * be settled is parked and stops no other. Quiet licences are skipped by the next day on which something may happen.
 * `together` is how many licences one change settles; what comes of it is the same for every number.
 */
export async function runDay(
  ask: Ask,
  { whole = false, together = 250 }: { whole?: boolean; together?: number } = {},
): Promise<RunResult> {
  await failDeadRuns(ask);
  await lapseOffers(ask);
  await expireLicences(ask);
  const due = await dueLicences(ask, whole);
  const begun = Date.now();
  // By the clock of whoever asked, which in a demonstration is not ours.
  const ended = () => new Date(ask.now.getTime() + Date.now() - begun);
  const runId = await begin(ask, due.length);
  return alive(ask, runId, async () => {
    try {
      const { issued, parked } = await settleInLanes(
        ask,
        runId,
        inBatches(due, together),
        (change, outcome, licences) => progress(change, runId, outcome, licences),
      );
      await remindLicensees(ask);
      await remindOfOffers(ask);
      await remindOfInvoices(ask);
      await tellOfEndings(ask);
      const result = { licences: due.length, documents: issued, parked };
      await finish(ask, runId, result, ended());
      return result;
    } catch (error) {
      await fail(ask, runId, ended());
      throw error;
    }
  });
}

/** Licences in their order, a batch at a time; one that is parked, which is likely to stay so, is a batch of its own. */
function inBatches(due: readonly Due[], together: number): string[][] {
  const batches: string[][] = [];
  let open: string[] | null = null;
  for (const { id, parked } of due) {
    if (parked) {
      batches.push([id]);
      open = null;
    } else if (open && open.length < together) open.push(id);
    else {
      open = [id];
      batches.push(open);
    }
  }
  return batches;
}

const progress = async (
  { tx }: Change,
  runId: number,
  { issued, parked }: Outcome,
  licences: number,
): Promise<void> => {
  await tx
    .update(dailyRuns)
    .set({
      status: "running",
      licencesDone: sql`${dailyRuns.licencesDone} + ${licences}`,
      documentsIssued: sql`${dailyRuns.documentsIssued} + ${issued}`,
      licencesParked: sql`${dailyRuns.licencesParked} + ${parked}`,
    })
    .where(eq(dailyRuns.id, runId));
};

type Due = { id: string; parked: boolean };

const dueLicences = (ask: Ask, whole: boolean): Promise<Due[]> =>
  asReading(ask, ({ tx, today }) =>
    tx
      .select({ id: licences.id, parked: sql<boolean>`${parkedLicences.licenceId} is not null` })
      .from(licences)
      .leftJoin(parkedLicences, eq(parkedLicences.licenceId, licences.id))
      .where(whole ? undefined : lte(licences.nextStopOn, today))
      .orderBy(asc(licences.reference)),
  );

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

const finish = (
  ask: Ask,
  runId: number,
  { licences: count, documents, parked }: RunResult,
  finishedAt: Date,
) =>
  asOneChange(ask, async (change) => {
    await change.tx
      .update(dailyRuns)
      .set({ status: "finished", finishedAt, documentsIssued: documents, licencesParked: parked })
      .where(eq(dailyRuns.id, runId));
    // Price lists begin, and mandates end, on a day: what saved searches find may be new.
    await enqueue(change, "catalogue.alerts", {}, "now");
    await enqueue(change, "notices.mail", {}, "now");
    if (documents + parked > 0)
      await record(
        change,
        ask.today,
        { type: "run.finished", facts: { day: ask.today, licences: count, documents, parked } },
        null,
      );
  });

/** Says that the run ended before its end, as far as the database still listens; the next run says it otherwise. */
const fail = (ask: Ask, runId: number, finishedAt: Date) =>
  asOneChange(ask, async (change) => {
    await change.tx
      .update(dailyRuns)
      .set({
        status: "failed",
        finishedAt,
        problem: "It met a fault that is not a licence's own",
      })
      .where(eq(dailyRuns.id, runId));
    await enqueue(change, "notices.mail", {}, "now");
  }).catch(() => undefined);
