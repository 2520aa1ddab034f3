import { router } from "#server/trpc.ts";

export const desk = router({});
