import { sql } from "drizzle-orm";
import { references } from "#db/schema/audit.ts";
import type { Change } from "#server/lib/change.ts";

/** The next reference people say aloud: APP-2026-0001, OFR-…, HDL-…, STM-…, QUO-…, ENQ-…, IMP-…. Unique; a gap is harmless here. */
export async function nextReference(
  change: Change,
  prefix: "APP" | "OFR" | "HDL" | "RC" | "STM" | "QUO" | "ENQ" | "IMP",
): Promise<string> {
  const year = Number(change.today.slice(0, 4));
  const [row] = await change.tx
    .insert(references)
    .values({ prefix, year, last: 1 })
    .onConflictDoUpdate({
      target: [references.prefix, references.year],
      set: { last: sql`${references.last} + 1` },
    })
    .returning({ last: references.last });
  return `${prefix}-${year}-${String(row!.last).padStart(4, "0")}`;
}
