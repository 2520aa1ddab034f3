import { router } from "#server/trpc.ts";

export const imports = router({});
