import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "#server/router.ts";

const client = createTRPCClient<AppRouter>({
  links: [httpLink({ url: "/api/trpc", transformer: superjson })],
});

/** What somebody may be looking for, from what is typed so far; fetched only once somebody types. */
export const suggestionsFor = (typed: string, signal: AbortSignal) =>
  client.catalogue.suggest.query({ typed }, { signal });
