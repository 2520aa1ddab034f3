import { and, asc, count, eq, gte, lt, lte, type SQL, sql } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { documentLines, documents } from "#db/schema/documents.ts";
import { licences } from "#db/schema/licences.ts";
import { obligations } from "#db/schema/obligations.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { addDays, civil } from "#server/lib/dates.ts";
import { isStated, onDay, statedPeriod } from "#server/licensing/settlement/promises.ts";
import { asPromised, openOn } from "#server/licensing/settlement/store/obligations.ts";
import { type DueFilter, placeOf, readPlace } from "../due-filter.ts";

const pageSize = 50;

/**
 * What the licences that this actor sees ask for soon (90 days) or already should have had, read from the rows that
 * settling keeps: the longest overdue first, fifty a page by keys. With the kinds there are, and how many of each.
 */
export const obligationsDue = (ask: Ask, filter: DueFilter) =>
  asReading(ask, async (reading) => {
    const { tx, today } = reading;
    const due = dueBy(reading, filter);
    const kinds = await tx
      .select({ kind: obligations.kind, count: count() })
      .from(obligations)
      .where(due)
      .groupBy(obligations.kind)
      .orderBy(asc(obligations.kind));
    const rows = await tx
      .select({
        promised: obligations,
        licence: licences.reference,
        title: licences.title,
        kindOfLicence: licences.kind,
        organisation: organisations.name,
        billed: billed(obligations),
      })
      .from(obligations)
      .innerJoin(licences, eq(licences.id, obligations.licenceId))
      .innerJoin(organisations, eq(organisations.id, obligations.organisationId))
      .where(and(due, filter.kind ? eq(obligations.kind, filter.kind) : undefined, after(filter)))
      .orderBy(asc(obligations.due), asc(licences.reference), asc(obligations.key))
      .limit(pageSize + 1);
    const page = rows.slice(0, pageSize).map(({ promised, billed, ...row }) => ({
      ...onDay(asPromised(promised), today),
      ...row,
      due: civil(promised.due!),
      period: statedPeriod(promised),
      // Before the statement is in, whatever is billed of its period is an estimate.
      estimatedPence: billed === null || !isStated(promised) ? null : BigInt(billed),
    }));
    return {
      rows: page,
      kinds,
      next: rows.length > pageSize ? placeOf(page.at(-1)!) : null,
      unsettled: await unsettled(reading),
    };
  });

/** How many promises are late, for whoever only counts them. */
export async function countLate(reading: Reading): Promise<number> {
  return reading.tx.$count(obligations, dueBy(reading, { which: "late" }));
}

/** Open, and due by then. For a buyer their organisation is named as well: row-level security alone finds no index. */
const dueBy = ({ actor, today }: Reading, { which }: Pick<DueFilter, "which">) =>
  and(
    openOn(today),
    which === "late" ? lt(obligations.due, today) : lte(obligations.due, addDays(today, 90)),
    actor.kind === "person" && actor.side === "buyer"
      ? eq(obligations.organisationId, actor.organisationId)
      : undefined,
  );

/** The rows after a place in the list; its day alone is what the index is asked for. */
function after({ after }: DueFilter): SQL | undefined {
  const place = after ? readPlace(after) : null;
  return place
    ? and(
        gte(obligations.due, place.due),
        sql`(${obligations.due}, ${licences.reference}, ${obligations.key}) > (${place.due}, ${place.licence}, ${place.key})`,
      )
    : undefined;
}

/** What is billed of the period of a statement so far: invoices less credits. The charge has the promise's name without its last part. */
const billed = ({ licenceId, key }: typeof obligations) =>
  sql<
    string | null
  >`(select sum(case ${documents.type} when 'credit_note' then -${documentLines.netPence} else ${documentLines.netPence} end)
    from ${documentLines} join ${documents} on ${documents.id} = ${documentLines.documentId}
    where ${documentLines.licenceId} = ${licenceId} and ${documentLines.key} = regexp_replace(${key}, '/[^/]*$', ''))`;

/**
 * How many licences, of those this actor sees, are still to be settled by a release that keeps rows: what is due of them
 * is not listed yet. Only after an upgrade, until the run that the migration asked for has come to them.
 */
const unsettled = ({ tx }: Reading) => tx.$count(licences, eq(licences.nextStopOn, "-infinity"));
