import { desc } from "drizzle-orm";
import { dailyRuns } from "#db/schema/runs.ts";
import { type Ask, asReading } from "#server/lib/change.ts";

/** The last fifty daily runs, newest first. */
export const listRuns = (ask: Ask) =>
  asReading(ask, ({ tx }) => tx.select().from(dailyRuns).orderBy(desc(dailyRuns.id)).limit(50));
