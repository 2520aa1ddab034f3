import { and, asc, inArray, lte, sql } from "drizzle-orm";
import { licences } from "#db/schema/licences.ts";
import { recordAll } from "#server/audit/store.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { groupedBy } from "#server/lib/groups.ts";
import { endEntitlements } from "#server/licensing/lifecycle/store/entitlements.ts";
import { after } from "#server/licensing/moves.ts";

const atOnce = 500;

/**
 * The last day of these licences has passed: access ends, whatever stands in the way of a bill; what was due before stays
 * due.
 */
export async function expireLicences(ask: Ask): Promise<void> {
  while ((await expireSome(ask)) === atOnce);
}

const expireSome = (ask: Ask) =>
  asOneChange(ask, async (change) => {
    const { tx, today } = change;
    const over = await tx
      .select()
      .from(licences)
      .where(and(inArray(licences.status, ["in_force", "suspended"]), lte(licences.endsOn, today)))
      .orderBy(asc(licences.reference))
      .limit(atOnce)
      .for("update");
    if (over.length === 0) return 0;
    for (const [status, some] of groupedBy(over, (licence) => licence.status))
      await tx
        .update(licences)
        .set({ status: after("licence", status, "expire"), revision: sql`${licences.revision} + 1` })
        .where(inArray(licences.id, idsOf(some)));
    await endEntitlements(change, idsOf(over));
    await recordAll(
      change,
      over.map(({ reference, endsOn, organisationId }) => ({
        subject: reference,
        event: { type: "licence.expired", facts: { endedOn: endsOn } },
        organisationId,
      })),
    );
    return over.length;
  });

const idsOf = (some: readonly { id: string }[]) => some.map(({ id }) => id);
