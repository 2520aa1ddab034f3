import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { createContext } from "#server/context.ts";
import { log } from "#server/lib/log.ts";
import { appRouter } from "#server/router.ts";

/** The procedures, for live screens in the browser: the same checks as for pages. */
function answer(request: Request) {
  if (request.method !== "GET" && !isOurs(request))
    return Response.json({ error: "Send JSON from a page of this site" }, { status: 403 });
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => createContext(),
    // No screen asks for more at once, and one address is not a way around what is counted.
    maxBatchSize: 10,
    onError({ error, path, ctx }) {
      if (error.code === "INTERNAL_SERVER_ERROR")
        log.error({ error, path, requestId: ctx?.requestId }, "a bug");
    },
  });
}

// A form on another site can send every content type but JSON without asking, and its origin gives it away.
function isOurs(request: Request): boolean {
  const origin = request.headers.get("origin");
  const json = request.headers.get("content-type")?.split(";")[0]?.trim() === "application/json";
  return (
    json && origin !== null && URL.canParse(origin) && new URL(origin).host === request.headers.get("host")
  );
}

export { answer as GET, answer as POST };
