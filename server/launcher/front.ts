import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Database } from "#db/client.ts";
import { bodyLimitOf, inBytes } from "#server/access/body-limits.ts";
import { type Action, mayDo } from "#server/access/rules.ts";
import { sessionCookie } from "#server/access/session-cookie.ts";
import { principalOf } from "#server/access/store/sessions.ts";
import { log } from "#server/lib/log.ts";
import { HttpRefusal, problemOf } from "#server/lib/problem.ts";
import type { Refusal } from "#server/lib/refusal.ts";
import { inPlainWords } from "./in-plain-words.ts";
import { watchForm } from "./watch-form.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * A web server with one question before its pages. The framework keeps a body in memory, whole and twice, before anything of
 * ours may look at it; so how much may come, and from whom, is decided here, by the head of the request alone, and what is
 * refused is never kept.
 */
export function front(db: Database, demo: boolean, handle: Handle): Server {
  const answer = async (request: IncomingMessage, response: ServerResponse, go = () => {}) => {
    // Before anything is waited for: what came with the head passes now.
    const isMisshapen = watchForm(request);
    try {
      // An address that is not UTF-8 names nothing here; the framework would call it a bug.
      if (!isReadable(request.url ?? "/")) request.url = "/no-such-address";
      const refusal = await refusedBody(db, demo, request);
      if (refusal) return refuse(request, response, refusal);
      go();
      await inPlainWords(
        request,
        response,
        isMisshapen,
        () => handle(request, response),
        (refusal) => refuse(request, response, refusal),
      );
    } catch (error) {
      log.error({ error }, "a bug");
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  // Whoever asks before they send hears a no before they have sent anything (RFC 9110, 10.1.1).
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) =>
    answer(request, response, () => response.writeContinue()),
  );
  return server;
}

/** Why the body of a request is not taken; null when it is, or there is none. */
async function refusedBody(
  db: Database,
  demo: boolean,
  { headers, url = "/" }: IncomingMessage,
): Promise<HttpRefusal | null> {
  // A length that was promised is held by HTTP itself (RFC 9112, 6.3); a body without one has no end that could be judged.
  if (headers["transfer-encoding"] !== undefined)
    return new HttpRefusal("length_required", "Say how long the body is (Content-Length), and send it whole");
  const length = Number(headers["content-length"] ?? 0);
  const { usual, largest } = bodyLimitOf(new URL(url, "http://here").pathname);
  if (length <= usual.bytes) return null;
  const limit =
    largest.of === null || (await mayUpload(db, demo, headers.cookie ?? "", largest.of)) ? largest : usual;
  if (length <= limit.bytes) return null;
  return new HttpRefusal(
    "too_large",
    `At most ${inBytes(limit.bytes)} are taken here, and this is more. Send less`,
  );
}

function isReadable(url: string): boolean {
  try {
    decodeURI(url.split("?", 1)[0]!);
    return URL.canParse(url, "http://here");
  } catch {
    return false;
  }
}

async function mayUpload(db: Database, demo: boolean, cookies: string, action: Action): Promise<boolean> {
  const name = `${sessionCookie().name}=`;
  const cookie = cookies.split(/; */).find((one) => one.startsWith(name));
  const principal = cookie && (await principalOf(db, cookie.slice(name.length), new Date(), demo));
  return principal ? mayDo(principal.actor, action) : false;
}

function refuse({ url = "/" }: IncomingMessage, response: ServerResponse, refusal: HttpRefusal | Refusal) {
  const problem = problemOf(refusal, randomUUID());
  const forMachines = url.startsWith("/api/");
  response.writeHead(problem.status, {
    "content-type": forMachines ? "application/problem+json" : "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  // What is still on its way is dropped as it comes, so that a browser that sends first hears the sentence after.
  response.end(forMachines ? JSON.stringify(problem) : refusal.message);
}
