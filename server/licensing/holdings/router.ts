import { personCan, router } from "#server/trpc.ts";
import { byReference } from "../reason-form.ts";
import { readShares } from "./shares.ts";

export const holdings = router({
  shares: personCan("licence.read")
    .input(byReference)
    .query(({ ctx, input }) => readShares(ctx, input.reference)),
});
