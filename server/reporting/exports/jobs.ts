import type { Jobs } from "#server/jobs/queue.ts";
import { type Ask, isOutage } from "#server/lib/change.ts";
import { log } from "#server/lib/log.ts";
import { giveUp, makeFile } from "./store/making.ts";

/** What the worker does for exports, as the system. While the database is away it is tried again; a bug is given up. */
export const exportTasks = {
  "export.make": async (ask: Ask, { fileId }: Jobs["export.make"]) => {
    try {
      await makeFile(ask, fileId);
    } catch (error) {
      if (isOutage(error)) throw error;
      log.error({ error, fileId }, "an export could not be made");
      await giveUp(ask, fileId);
    }
  },
};
