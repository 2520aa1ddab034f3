import type { Jobs } from "#server/jobs/queue.ts";
import type { Ask } from "#server/lib/change.ts";
import { mailNotices } from "#server/notices/store/mail.ts";
import { boundary, settleOrPark } from "../settlement/store/parking.ts";
import { tallyUsage } from "../usage/store/tally.ts";
import { runDay } from "./store/run.ts";
import { isRunning } from "./store/run-alive.ts";

/** What the worker does for licensing, as the system. Each may run twice: settling again finds nothing to do. */
export const licensingTasks = {
  "licence.settle": async (ask: Ask, { licenceId }: Jobs["licence.settle"]) => {
    await settleOrPark(ask, licenceId);
  },
  "usage.tally": async (ask: Ask, { licenceId }: Jobs["usage.tally"]) => {
    await boundary(ask, licenceId, (change) => tallyUsage(change, licenceId));
  },
  // While a run goes on there is more to come: what it tells one person goes out together when it has ended.
  "notices.mail": async (ask: Ask, _payload: Jobs["notices.mail"]) => {
    if (!(await isRunning(ask))) await mailNotices(ask);
  },
  "daily.run": async (ask: Ask, { whole = false }: Jobs["daily.run"]) => {
    await runDay(ask, { whole });
  },
};
