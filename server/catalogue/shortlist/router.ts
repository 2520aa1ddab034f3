import { router } from "#server/trpc.ts";

export const shortlist = router({});
