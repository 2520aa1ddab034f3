import { exportRange } from "#server/reconciliation/sheet.ts";
import { personCan, router } from "#server/trpc.ts";
import { auditTrail } from "./dashboards/store/audit-trail.ts";
import { commercial } from "./dashboards/store/commercial.ts";
import { finance } from "./dashboards/store/finance.ts";
import { workspace } from "./dashboards/store/workspace.ts";
import { trailFilter } from "./dashboards/trail-filter.ts";
import { exportControl } from "./exports/store/exports.ts";
import { verify } from "./verify/store/verify.ts";

export const reporting = router({
  workspace: personCan("organisation.read").query(({ ctx }) => workspace(ctx)),
  commercial: personCan("pipeline.read").query(({ ctx }) => commercial(ctx)),
  finance: personCan("finance.read").query(({ ctx }) => finance(ctx)),
  exportControl: personCan("export.take")
    .input(exportRange)
    .query(({ ctx, input }) => exportControl(ctx, input)),
  auditTrail: personCan("audit.read")
    .input(trailFilter)
    .query(({ ctx, input }) => auditTrail(ctx, input)),
  verify: personCan("audit.read").query(({ ctx }) => verify(ctx)),
});
