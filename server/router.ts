import { access } from "./access/router.ts";
import { billing } from "./billing/router.ts";
import { catalogue } from "./catalogue/router.ts";
import { licensing } from "./licensing/router.ts";
import { pricing } from "./pricing/router.ts";
import { reporting } from "./reporting/router.ts";
import { createCallerFactory, router } from "./trpc.ts";

/** Everything that can be asked of the service. */
export const appRouter = router({ access, catalogue, pricing, licensing, billing, reporting });

export type AppRouter = typeof appRouter;

/** Calls procedures in the same process, with the same checks. */
export const createCaller = createCallerFactory(appRouter);
