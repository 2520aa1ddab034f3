import type { Ask } from "./change.ts";
import { log } from "./log.ts";
import { HttpRefusal, problemOf, statusOf } from "./problem.ts";
import { Refusal } from "./refusal.ts";

/** What is known of a machine's request before anybody has looked at who sent it. */
export type Asking = Omit<Ask, "actor"> & { address: string; requestId: string; demo: boolean };

/** A machine at the door. To open it the database is asked for the day, so that even its silence is answered as a problem. */
export type Knock = { requestId: string; opened: () => Promise<Asking> };

/** The one door for machines: the answer of `work`, or the problem that it met. A bug is logged here, once. */
export async function answerMachine(
  { requestId, opened }: Knock,
  work: (asking: Asking) => Promise<Response>,
): Promise<Response> {
  try {
    return await work(await opened());
  } catch (error) {
    return asProblem(error, requestId);
  }
}

function asProblem(error: unknown, requestId: string): Response {
  const problem = problemOf(error, requestId);
  if (problem.status >= 500) log.error({ error, requestId }, "a bug");
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      // RFC 9110 wants a challenge with every 401; the door that looked at the token says more.
      ...(problem.status === 401 && { "www-authenticate": challenge() }),
      ...(error instanceof Refusal && retryAfterOf(error)),
      ...(error instanceof HttpRefusal && error.headers),
    },
  });
}

/** A sentence instead of a file, for whoever followed a link to one. */
export const plain = (status: number, sentence: string, headers: Record<string, string> = {}): Response =>
  new Response(`${sentence}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
  });

/** A refusal as such a sentence, with its status and when to come back. */
export const plainRefusal = (refusal: Refusal): Response =>
  plain(statusOf(refusal), refusal.message, retryAfterOf(refusal));

const retryAfterOf = ({ more: { retryAfter } }: Refusal): Record<string, string> =>
  retryAfter === undefined ? {} : { "retry-after": String(Math.max(1, retryAfter)) };

/** How one comes in with a token, and what was wrong with the one that was sent (RFC 6750, 3). */
export const challenge = (said: Readonly<Record<string, string>> = {}): string =>
  `Bearer ${Object.entries({ realm: "api", ...said })
    .map(([name, value]) => `${name}="${value}"`)
    .join(", ")}`;

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** For the methods that an address does not have: 405 with those it has; and to OPTIONS, those it has. */
export function only(...methods: Method[]): Record<Method | "OPTIONS", (request: Request) => Response> {
  const allow = [...methods.flatMap((one) => (one === "GET" ? [one, "HEAD"] : [one])), "OPTIONS"].join(", ");
  const refuse = (request: Request) =>
    asProblem(
      new HttpRefusal("method_not_allowed", `This address takes ${allow}, not ${request.method}`, { allow }),
      requestIdOf(request),
    );
  return {
    GET: refuse,
    POST: refuse,
    PUT: refuse,
    PATCH: refuse,
    DELETE: refuse,
    OPTIONS: () => new Response(null, { status: 204, headers: { allow } }),
  };
}

/** For an address that there is not. */
export const nowhere = (request: Request): Response =>
  asProblem(
    new Refusal("not_found", "There is no such address. /api/v1/openapi.json lists those that there are"),
    requestIdOf(request),
  );

const requestIdOf = (request: Request) => request.headers.get("x-request-id") ?? crypto.randomUUID();
