import type { Jobs } from "#server/jobs/queue.ts";
import type { Ask } from "#server/lib/change.ts";
import { notifyOfNewFinds } from "./search/store/alerts.ts";

/** What the catalogue does in the background. */
export const catalogueTasks = {
  "catalogue.alerts": async (ask: Ask, _payload: Jobs["catalogue.alerts"]) => {
    await notifyOfNewFinds(ask);
  },
};
