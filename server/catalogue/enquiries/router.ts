import { router } from "#server/trpc.ts";

export const enquiries = router({});
