import { byReference } from "#server/licensing/reason-form.ts";
import { can, router } from "#server/trpc.ts";
import { registerFilter } from "./filter.ts";
import { listRegister, readEntry } from "./store.ts";

export const register = router({
  list: can("register.read")
    .input(registerFilter)
    .query(({ ctx, input }) => listRegister(ctx, input)),
  entry: can("register.read")
    .input(byReference)
    .query(({ ctx, input }) => readEntry(ctx, input.reference)),
});
