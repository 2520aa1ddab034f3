import "next/dist/server/node-environment-baseline.js";
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external.js";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external.js";
import { RequestCookies } from "next/dist/server/web/spec-extension/cookies.js";
import { sessionCookie } from "#server/access/session-cookie.ts";

/**
 * Does work of a server action where it can ask for its headers and cookies, for tests: the framework gives them only
 * inside a request of its own. Answers what the action answered, or where it sent the browser.
 */
export async function inARequest<Answer>(
  { path = "/", session = "" }: { path?: string; session?: string },
  work: () => Promise<Answer>,
): Promise<{ answer: Answer } | { goesTo: string }> {
  const headers = new Headers({ "x-pathname": path, "x-forwarded-for": "192.0.2.1" });
  if (session) headers.set("cookie", `${sessionCookie().name}=${session}`);
  const cookies = new RequestCookies(headers);
  const request = {
    type: "request",
    phase: "action",
    headers,
    cookies,
    mutableCookies: cookies,
    userspaceMutableCookies: cookies,
  };
  const page = { route: path, forceStatic: false, dynamicShouldError: false, incrementalCache: {} };
  try {
    const answer = await workAsyncStorage.run(page as never, () =>
      workUnitAsyncStorage.run(request as never, work),
    );
    return { answer };
  } catch (error) {
    const [kind, , to] = String((error as { digest?: string }).digest).split(";");
    if (kind === "NEXT_REDIRECT") return { goesTo: to! };
    throw error;
  }
}
