import { sql } from "drizzle-orm";
import type { Change } from "#server/lib/change.ts";

/** Every promise the service makes to itself. Each effect has its own key, because a job may run more than once. */
export type Jobs = {
  "mail.send": { messageId: string };
  "notices.mail": Record<string, never>;
  "licence.settle": { licenceId: string };
  "usage.tally": { licenceId: string };
  "daily.run": { whole?: boolean };
  "catalogue.alerts": Record<string, never>;
  "export.make": { fileId: string };
};

/** Adds a job in the caller's transaction: it exists if and only if the change is committed. */
export async function enqueue<Task extends keyof Jobs>(
  change: Change,
  task: Task,
  payload: Jobs[Task],
  key: string,
) {
  await change.tx.execute(
    sql`select enqueue_job(${task}, ${JSON.stringify(payload)}::json, ${`${task}:${key}`})`,
  );
}
