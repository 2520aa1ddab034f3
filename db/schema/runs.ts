import { bigint, index, integer, pgEnum, pgTable, text } from "drizzle-orm/pg-core";
import { allRunStatuses } from "../enums.ts";
import { civilDate, instant } from "./columns.ts";

export const runStatusEnum = pgEnum("run_status", allRunStatuses);

/** One pass of the daily run: when, for which business date, by whom, and what came of it. */
export const dailyRuns = pgTable(
  "daily_runs",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    forDay: civilDate("for_day").notNull(),
    startedBy: text("started_by").notNull(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
    status: runStatusEnum("status").notNull(),
    licences: integer("licences").notNull().default(0),
    licencesDone: integer("licences_done").notNull().default(0),
    documentsIssued: integer("documents_issued").notNull().default(0),
    /** Licences that could not be settled and wait for a person. */
    licencesParked: integer("licences_parked").notNull().default(0),
    problem: text("problem"),
  },
  (t) => [index("daily_runs_by_day").on(t.forDay)],
);
