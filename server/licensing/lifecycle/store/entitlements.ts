import { and, eq, inArray } from "drizzle-orm";
import { entitlements, licences } from "#db/schema/licences.ts";
import { record } from "#server/audit/store.ts";
import { type Ask, asOneChange, type Change } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { after } from "../../moves.ts";
import { findLicenceRow } from "../../settlement/store/facts.ts";

/** The right to use the data ends with its licence, at the last day or early. */
export const endEntitlements = ({ tx }: Change, licenceIds: readonly string[]) =>
  tx
    .update(entitlements)
    .set({ status: "ended" })
    .where(inArray(entitlements.licenceId, [...licenceIds]));

/** A commercial manager stops access for a while, or gives it back exactly as it was. */
export const suspendOrRestore = (
  ask: Ask,
  { reference, move, reason }: { reference: string; move: "suspend" | "restore"; reason: string },
) =>
  asOneChange(ask, async (change) => {
    const licence = await findLicenceRow(change, reference);
    const [moved] = await change.tx
      .update(licences)
      .set({ status: after("licence", licence.status, move), revision: licence.revision + 1 })
      .where(and(eq(licences.id, licence.id), eq(licences.revision, licence.revision)))
      .returning({ id: licences.id });
    if (!moved) throw new Refusal("changed_meanwhile", "Somebody changed this licence. Read it again");
    await change.tx
      .update(entitlements)
      .set({ status: move === "suspend" ? "suspended" : "granted" })
      .where(eq(entitlements.licenceId, licence.id));
    const facts = { reason };
    await record(
      change,
      reference,
      move === "suspend" ? { type: "licence.suspended", facts } : { type: "licence.restored", facts },
      licence.organisationId,
    );
  });
