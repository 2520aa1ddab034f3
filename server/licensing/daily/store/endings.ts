import { and, asc, eq, gt, lte } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { licences } from "#db/schema/licences.ts";
import { asSystem } from "#server/access/as-system.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { addDays, agoOrIn, civil, daysBetween } from "#server/lib/dates.ts";
import { tellAll } from "#server/notices/store/tell.ts";

/** So many days before its last day both sides hear that a licence ends. */
const warnings = [90, 30] as const;

/** Each warning once; of a licence that is shorter than that, or was made since, the one that still says something new. */
export const tellOfEndings = (asked: Ask) =>
  asOneChange(asSystem(asked), async (change) => {
    const { today } = change;
    const ending = await change.tx
      .select({
        reference: licences.reference,
        title: licences.title,
        organisationId: licences.organisationId,
        organisation: organisations.name,
        endsOn: licences.endsOn,
      })
      .from(licences)
      .innerJoin(organisations, eq(organisations.id, licences.organisationId))
      .where(
        and(
          eq(licences.status, "in_force"),
          gt(licences.endsOn, today),
          // The row names the day after the last.
          lte(licences.endsOn, addDays(today, warnings[0] + 1)),
        ),
      )
      .orderBy(asc(licences.reference));
    await tellAll(
      change,
      ending
        .map((one) => ({ ...one, last: addDays(civil(one.endsOn), -1) }))
        .map(({ reference, title, organisation, organisationId, last }) => ({
          kind: "licence_ending" as const,
          thing: `${reference} ${warnings.findLast((days) => daysBetween(today, last) <= days)} ${last}`,
          organisationId,
          facts: { reference, title, organisation, on: last, when: agoOrIn(last, today) },
        })),
    );
  });
