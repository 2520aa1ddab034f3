import { router } from "#server/trpc.ts";

export const savedSearches = router({});
