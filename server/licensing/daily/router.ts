import { z } from "zod";
import { decisionSchema } from "#server/access/decision-form.ts";
import { decide, propose } from "#server/access/store/proposals.ts";
import { enqueue } from "#server/jobs/queue.ts";
import { can, confirmedPersonCan, personCan, router } from "#server/trpc.ts";
import { dueFilter } from "./due-filter.ts";
import { moveClock, steps } from "./store/clock.ts";
import { obligationsDue } from "./store/obligations.ts";

export const daily = router({
  obligationsDue: personCan("licence.read")
    .input(dueFilter)
    .query(({ ctx, input }) => obligationsDue(ctx, input)),
  proposeRun: confirmedPersonCan("run.propose").mutation(({ ctx }) =>
    propose(ctx, {
      kind: "daily_run",
      subject: ctx.today,
      organisationId: null,
      body: { day: ctx.today },
      reason: "Daily run by hand",
    }),
  ),
  decideRun: confirmedPersonCan("run.approve")
    .input(decisionSchema)
    .mutation(({ ctx, input }) =>
      // Over every licence, by the worker: it takes as long as there are licences, and nobody waits for it.
      decide(ctx, { ...input, kind: "daily_run" }, (change) =>
        enqueue(change, "daily.run", { whole: true }, input.id),
      ),
    ),
  moveClock: can("demo.use")
    .input(z.object({ by: z.enum(steps) }))
    .mutation(({ ctx, input }) => moveClock(ctx, input.by)),
});
