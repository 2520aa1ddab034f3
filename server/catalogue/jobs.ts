import type { Jobs } from "#server/jobs/queue.ts";
import type { Ask } from "#server/lib/change.ts";
import { tellOfNewFinds } from "./search/store/alerts.ts";

/** What the catalogue does in the background. */
export const catalogueTasks = {
  "catalogue.alerts": async (ask: Ask, _payload: Jobs["catalogue.alerts"]) => {
    await tellOfNewFinds(ask);
  },
};
