import { can, router } from "#server/trpc.ts";
import { listPolicies } from "./store.ts";

export const pricing = router({
  policies: can("prices.read").query(({ ctx }) => listPolicies(ctx)),
});
