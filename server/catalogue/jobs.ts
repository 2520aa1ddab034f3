import type { Jobs } from "#server/jobs/queue.ts";
import type { Ask } from "#server/lib/change.ts";

/** What the catalogue does in the background. */
export const catalogueTasks = {
  "catalogue.alerts": async (_ask: Ask, _payload: Jobs["catalogue.alerts"]) => {},
};
