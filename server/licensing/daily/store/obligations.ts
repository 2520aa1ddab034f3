import { inArray } from "drizzle-orm";
import { licences } from "#db/schema/licences.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { addDays } from "#server/lib/dates.ts";
import { isOpen } from "#server/licensing/settlement/promises.ts";
import { planOrNull } from "#server/licensing/settlement/store/settling.ts";

/**
 * What this actor's licences ask for soon (90 days) or already should have had: reports, statements, deliverables.
 * Recomputed from the plans, never stored, so it cannot disagree with them.
 */
export const obligationsDue = (ask: Ask) =>
  asReading(ask, async (reading) => {
    const rows = await reading.tx
      .select()
      .from(licences)
      .where(inArray(licences.status, ["in_force", "suspended", "expired", "terminated"]));
    const soon = addDays(ask.today, 90);
    const due = [];
    for (const licence of rows) {
      const planned = await planOrNull(reading, licence);
      for (const obligation of planned?.plan.obligations ?? []) {
        if (obligation.due === null || obligation.due > soon) continue;
        if (!isOpen(obligation)) continue;
        due.push({
          ...obligation,
          due: obligation.due,
          licence: licence.reference,
          title: licence.title,
          kindOfLicence: licence.kind,
        });
      }
    }
    return due.sort((a, b) => (a.due < b.due ? -1 : 1));
  });
