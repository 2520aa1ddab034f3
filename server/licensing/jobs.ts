import type { Jobs } from "#server/jobs/queue.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { runDay } from "./daily-run.ts";
import { settleLicence } from "./settling.ts";
import { tallyUsage } from "./tally.ts";

/** What the worker does for licensing, as the system. Each may run twice: settling again finds nothing to do. */
export const licensingTasks = {
  "licence.settle": async (ask: Ask, { licenceId }: Jobs["licence.settle"]) => {
    await asOneChange(ask, (change) => settleLicence(change, licenceId));
  },
  "usage.tally": async (ask: Ask, { licenceId }: Jobs["usage.tally"]) => {
    await asOneChange(ask, (change) => tallyUsage(change, licenceId));
  },
  "daily.run": async (ask: Ask) => {
    await runDay(ask);
  },
};
