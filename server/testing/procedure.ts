import { createCaller } from "#server/router.ts";
import type { Context } from "#server/trpc.ts";

/** A procedure by its whole name, "billing.allocate", as whoever stands in the context calls it. */
export const procedureOf = (context: Context, name: string) =>
  name
    .split(".")
    .reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], createCaller(context)) as (
    input: unknown,
  ) => Promise<unknown>;
