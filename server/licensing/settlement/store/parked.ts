import { asc, eq } from "drizzle-orm";
import { licences } from "#db/schema/licences.ts";
import { parkedLicences } from "#db/schema/parked.ts";
import { type Ask, asReading, type Change } from "#server/lib/change.ts";

/** What is parked, the longest first. */
export const listParked = (ask: Ask) =>
  asReading(ask, ({ tx }) =>
    tx
      .select({
        reference: licences.reference,
        title: licences.title,
        kind: licences.kind,
        valuePence: licences.valuePence,
        because: parkedLicences.because,
        reason: parkedLicences.reason,
        amountPence: parkedLicences.amountPence,
        parkedOn: parkedLicences.parkedOn,
      })
      .from(parkedLicences)
      .innerJoin(licences, eq(licences.id, parkedLicences.licenceId))
      .orderBy(asc(parkedLicences.parkedAt), asc(licences.reference))
      .limit(200),
  );

/** Why this licence is parked; null when it is not. */
export async function parkedBecause({ tx }: Pick<Change, "tx">, licenceId: string) {
  const [found] = await tx.select().from(parkedLicences).where(eq(parkedLicences.licenceId, licenceId));
  return found ?? null;
}
