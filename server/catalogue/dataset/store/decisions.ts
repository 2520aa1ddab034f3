import { and, asc, count, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { useDecisions } from "#db/schema/descriptions.ts";
import { record } from "#server/audit/store.ts";
import { decisionsOn, recomputeStanding } from "#server/catalogue/store/publishing.ts";
import { ruleOf, termsKey, undecided } from "#server/catalogue/use-terms.ts";
import { enqueue } from "#server/jobs/queue.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import type { UseDecisionInput, WaitingFilter } from "../decision-form.ts";

/**
 * A named person decides about a use that the terms block or do not state. The row of the dataset is held, so of two who
 * decide at once the second stands after the first, and is the one that holds.
 */
export const decideUse = (ask: Ask & { actor: Person }, input: UseDecisionInput) =>
  asOneChange(ask, async (change) => {
    const [dataset] = await change.tx
      .select()
      .from(datasets)
      .where(eq(datasets.slug, input.slug))
      .for("update");
    if (!dataset) throw notFound();
    if (dataset.retiredOn)
      throw new Refusal("cannot_do_that_now", `This dataset was retired: ${dataset.retiredReason}`);
    if (dataset.licensable === "not_licensable" || dataset.licensable === "proposed")
      throw new Refusal("not_licensable", `No decision opens this dataset: ${dataset.licensableReason}`);
    if (termsKey(dataset) !== input.terms)
      throw new Refusal(
        "changed_meanwhile",
        "The terms of use changed since you opened this page. Read them again, then decide",
      );
    if (ruleOf(dataset).commercial === "allowed")
      throw new Refusal(
        "cannot_do_that_now",
        "The terms allow commercial use, so there is nothing to decide",
      );
    const last = (await decisionsOn(change, dataset.id)).at(-1);
    await change.tx.insert(useDecisions).values({
      datasetId: dataset.id,
      outcome: input.outcome,
      kinds: input.kinds,
      customerKinds: input.customers,
      reason: input.reason,
      evidence: input.evidence,
      terms: input.terms,
      decidedBy: ask.actor.personId,
      decidedByName: ask.actor.name,
      decidedAt: afterThe(last?.decidedAt, ask.now),
      decidedOn: ask.today,
    });
    await recomputeStanding(change, [dataset.id]);
    await record(
      change,
      dataset.slug,
      {
        type: "use_terms.decided",
        facts: {
          outcome: input.outcome,
          kinds: input.kinds.join(" "),
          customers: input.customers.join(" "),
          terms: input.terms,
          reason: input.reason,
        },
      },
      null,
    );
    await enqueue(change, "catalogue.alerts", {}, "decision");
  });

// Requests read the clock before they wait for the row: the order in which they got it is the order that counts.
const afterThe = (last: Date | undefined, now: Date): Date =>
  last && last >= now ? new Date(last.getTime() + 1) : now;

const pageSize = 50;

/**
 * Datasets that wait for a decision: those that could be sold at once, because a mandate or a price list is there, come
 * first. Paged by the last dataset that was shown.
 */
export const setsWaiting = (ask: Ask, { reason, after }: WaitingFilter) =>
  asReading(ask, async ({ tx }) => {
    // Looked up once for the whole list, not once a dataset: few have either.
    const ready = sql<boolean>`(datasets.id in (select dataset_id from mandates
      where valid_from <= ${ask.today} and (valid_to is null or valid_to > ${ask.today})
      union select dataset_id from price_lists))`;
    const [last] = await tx
      .select({ ready, title: datasets.title })
      .from(datasets)
      .where(eq(datasets.slug, after ?? ""));
    // Not ready after ready, then by title, then by address.
    const beyond =
      last &&
      sql`(not ${ready}, ${datasets.title}, ${datasets.slug}) > (${!last.ready}::boolean, ${last.title}, ${after})`;
    const waiting = and(
      eq(datasets.licensable, "needs_decision"),
      isNull(datasets.retiredOn),
      because(reason),
    );
    const rows = await tx
      .select({
        slug: datasets.slug,
        title: datasets.title,
        custodian: custodians.name,
        reason: datasets.licensableReason,
        ready,
        id: datasets.id,
      })
      .from(datasets)
      .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
      .where(and(waiting, beyond))
      .orderBy(sql`not ${ready}`, asc(datasets.title), asc(datasets.slug))
      .limit(pageSize + 1);
    const shown = rows.slice(0, pageSize);
    const ids = shown.map(({ id }) => id);
    const made = await tx
      .select({ id: useDecisions.datasetId, decisions: count() })
      .from(useDecisions)
      .where(inArray(useDecisions.datasetId, ids))
      .groupBy(useDecisions.datasetId);
    return {
      rows: shown.map((row) => ({
        ...row,
        decisions: made.find(({ id }) => id === row.id)?.decisions ?? 0,
      })),
      total: await tx.$count(datasets, waiting),
      next: rows.length > pageSize ? shown.at(-1)!.slug : null,
    };
  });

// The reason stands on the row as the rule says it (publishing.ts writes it); what is none of its sentences, a person wrote.
const because = (reason: WaitingFilter["reason"]) =>
  reason === undefined
    ? undefined
    : reason === "refused"
      ? notInArray(datasets.licensableReason, Object.values(undecided))
      : inArray(datasets.licensableReason, [undecided[reason]]);
