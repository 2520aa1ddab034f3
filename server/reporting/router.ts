import { personCan, router } from "#server/trpc.ts";
import { auditTrail } from "./dashboards/store/audit-trail.ts";
import { commercial } from "./dashboards/store/commercial.ts";
import { finance } from "./dashboards/store/finance.ts";
import { workspace } from "./dashboards/store/workspace.ts";
import { trailFilter } from "./dashboards/trail-filter.ts";
import { exportRequest } from "./exports/form.ts";
import { askForFile, listFiles } from "./exports/store/files.ts";
import { verify } from "./verify/store/verify.ts";

export const reporting = router({
  workspace: personCan("organisation.read").query(({ ctx }) => workspace(ctx)),
  commercial: personCan("pipeline.read").query(({ ctx }) => commercial(ctx)),
  finance: personCan("finance.read").query(({ ctx }) => finance(ctx)),
  exportFiles: personCan("export.take").query(({ ctx }) => listFiles(ctx)),
  askForExport: personCan("export.take")
    .input(exportRequest)
    .mutation(({ ctx, input }) => askForFile(ctx, input)),
  auditTrail: personCan("audit.read")
    .input(trailFilter)
    .query(({ ctx, input }) => auditTrail(ctx, input)),
  verify: personCan("audit.read").query(({ ctx }) => verify(ctx)),
});
