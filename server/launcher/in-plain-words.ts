import type { IncomingMessage, ServerResponse } from "node:http";
import { asRequest } from "#server/lib/noted.ts";
import { statusOf } from "#server/lib/problem.ts";
import { Refusal } from "#server/lib/refusal.ts";

/** Tells a refusal to whoever asked for no page. */
type Tell = (refusal: Refusal) => void;

/**
 * Answers a request by `handle`, but for one thing. Where a page breaks because it was refused as `busy`, or was asked for
 * too often, or because a form did not come whole, the framework knows only its own error page with a 500. That is left
 * out, and a page in plain words goes in its place, with the status that says what it is.
 */
export const inPlainWords = (
  request: IncomingMessage,
  response: ServerResponse,
  isMisshapen: () => boolean,
  handle: () => Promise<void>,
  tell: Tell,
): Promise<void> =>
  asRequest((noted) => {
    const why = () => {
      const refusal = noted();
      return refusal?.code === "busy" ? busy : (refusal ?? (isMisshapen() ? notWhole : null));
    };
    insteadOfBugs(response, why, (refusal) => {
      if (request.headers.accept?.includes("text/html")) sendPage(response, refusal);
      else tell(refusal);
    });
    return handle();
  });

const busy = new Refusal(
  "busy",
  "The service has much to do at the moment. What you sent was saved whole or not at all. Try again in a moment",
  undefined,
  { retryAfter: 10 },
);
const notWhole = new Refusal(
  "bad_input",
  "The form did not come whole. Nothing of it was saved. Open the page again, and send it once more",
);

/** What the framework would send with a 500 goes nowhere, and `send` answers, where there is a reason that we know. */
function insteadOfBugs(
  response: ServerResponse,
  why: () => Refusal | null,
  send: (refusal: Refusal) => void,
) {
  const { writeHead, write, end } = response;
  let isAnswered = false;
  const begins = (status: number) => {
    const refusal = !isAnswered && status === 500 ? why() : null;
    if (!refusal) return;
    isAnswered = true;
    Object.assign(response, { writeHead, write, end });
    for (const name of ["content-encoding", "content-length", "etag", "link"]) response.removeHeader(name);
    if (refusal.more.retryAfter) response.setHeader("retry-after", String(refusal.more.retryAfter));
    send(refusal);
    Object.assign(response, { write: () => true, end: () => response });
  };
  response.writeHead = ((...head: Parameters<typeof writeHead>) => {
    begins(head[0]);
    return isAnswered ? response : writeHead.apply(response, head);
  }) as typeof writeHead;
  response.write = ((...args: Parameters<typeof write>) => {
    if (!response.headersSent) begins(response.statusCode);
    return isAnswered || write.apply(response, args);
  }) as typeof write;
  response.end = ((...args: Parameters<typeof end>) => {
    if (!response.headersSent) begins(response.statusCode);
    return isAnswered ? response : end.apply(response, args);
  }) as typeof end;
}

function sendPage(response: ServerResponse, refusal: Refusal) {
  response.writeHead(statusOf(refusal), {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
  });
  const [title, ...rest] = refusal.message.split(". ");
  response.end(page(title!, `${rest.join(". ")}.`));
}

const page = (title: string, text: string) => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Health Data Marketplace</title>
<style>
:root { color-scheme: light dark; font: 1.125rem/1.5 "Source Sans 3", system-ui, sans-serif }
main { max-width: 40rem; margin: 4rem auto; padding: 0 1rem }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="">Open the page again</a></p>
</main>
</body>
</html>
`;
