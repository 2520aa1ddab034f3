import { router } from "#server/trpc.ts";

export const quotes = router({});
