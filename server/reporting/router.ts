import { personCan, router } from "#server/trpc.ts";
import { auditTrail, trailFilter } from "./audit-trail.ts";
import { commercial } from "./commercial.ts";
import { exportControl } from "./exports.ts";
import { finance } from "./finance.ts";
import { exportRange } from "./sheet.ts";
import { verify } from "./verify.ts";
import { workspace } from "./workspace.ts";

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
