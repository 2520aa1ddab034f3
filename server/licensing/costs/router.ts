import { z } from "zod";
import { personCan, router } from "#server/trpc.ts";
import { byReference } from "../reason-form.ts";
import { readCosts } from "./costs.ts";

export const costs = router({
  costs: personCan("licence.read")
    .input(byReference.extend({ part: z.string().max(30).optional() }))
    .query(({ ctx, input }) => readCosts(ctx, input)),
});
