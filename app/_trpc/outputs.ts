import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "#server/router.ts";

/** What each procedure answers, for the parts of pages that show it. */
export type AppOutputs = inferRouterOutputs<AppRouter>;
