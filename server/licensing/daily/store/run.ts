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
import { settleLicence } from "#server/licensing/settlement/store/settling.ts";
import { remindLicensees } from "./reminders.ts";

export type RunResult = { licences: number; documents: number };

/**
 * Everything that falls due on the business date: offers lapse, licences expire, charges become documents, income is
 * released, and licensees are reminded of what is due. One transaction a licence, so a run that is killed loses at most the one it was at, and a run that is
 * repeated finds nothing left to do. Quiet licences are skipped by the next day on which something may happen.
 */
export async function runDay(ask: Ask, { whole = false }: { whole?: boolean } = {}): Promise<RunResult> {
  await lapseOffers(ask);
  const due = await dueLicences(ask, whole);
  const runId = await begin(ask, due.length);
  let documents = 0;
  for (const [index, { id }] of due.entries()) {
    documents += await asOneChange(ask, async (change) => {
      const { issued } = await settleLicence(change, id);
      await expireIfOver(change, id);
      await change.tx
        .update(dailyRuns)
        .set({ licencesDone: index + 1, documentsIssued: documents + issued.length })
        .where(eq(dailyRuns.id, runId));
      return issued.length;
    });
  }
  await remindLicensees(ask);
  await finish(ask, runId, { licences: due.length, documents });
  return { licences: due.length, documents };
}

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

const finish = (ask: Ask, runId: number, { licences: count, documents }: RunResult) =>
  asOneChange(ask, async (change) => {
    await change.tx
      .update(dailyRuns)
      .set({ status: "finished", finishedAt: new Date(), documentsIssued: documents })
      .where(eq(dailyRuns.id, runId));
    // Price lists begin, and mandates end, on a day: what saved searches find may be new.
    await enqueue(change, "catalogue.alerts", {}, "now");
    if (documents > 0)
      await record(
        change,
        ask.today,
        { type: "run.finished", facts: { day: ask.today, licences: count, documents } },
        null,
      );
  });
