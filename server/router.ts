import { access } from "./access/router.ts";
import { createCallerFactory, router } from "./trpc.ts";

/** Everything that can be asked of the service. */
export const appRouter = router({ access });

export type AppRouter = typeof appRouter;

/** Calls procedures in the same process, with the same checks. */
export const createCaller = createCallerFactory(appRouter);
