import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { demand } from "#server/access/rules.ts";
import { countTry } from "#server/access/store/rate-limit.ts";
import { visitor } from "#server/lib/actor.ts";
import type { Ask } from "#server/lib/change.ts";
import { env } from "#server/lib/env.ts";
import { answerMachine, type Knock } from "#server/lib/http.ts";
import { withoutEnd } from "#server/lib/words.ts";

/** A catalogue read by machines: four in a second, for as long as they like. */
const limit = { limit: 1200, minutes: 5 };
/** All of it at once, which is all that one needs for a while. */
const whole = { limit: 30, minutes: 5, said: "The whole catalogue was asked for very often in a short time" };

/**
 * Answers a machine that reads what is public. Everybody is a visitor here, whatever cookies come along, so any page of
 * any site may read the answer, and the problem as well.
 */
export const answerPublic = async (
  knock: Knock,
  work: (ask: Ask & { address: string }, base: string) => Promise<Response>,
): Promise<Response> =>
  opened(
    await answerMachine(knock, async (asking) => {
      const ask = { ...asking, actor: visitor };
      demand(ask.actor, "catalogue.read");
      await countTry(ask, `public reading from ${asking.address}`, limit);
      return work(ask, withoutEnd(env().PUBLIC_URL, "/"));
    }),
  );

/** Counts a reading of the whole catalogue besides. */
export const countWhole = (ask: Ask & { address: string }): Promise<void> =>
  countTry(ask, `whole catalogue from ${ask.address}`, whole);

function opened(response: Response): Response {
  response.headers.set("access-control-allow-origin", "*");
  return response;
}

export const tagOf = (...parts: readonly unknown[]): string =>
  `"${createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 27)}"`;

/** The answer with its tag, or 304 to somebody who has it already. */
export function tagged(request: Request, tag: string, make: () => Response): Response {
  const known = (request.headers.get("if-none-match") ?? "").split(",").map((one) => one.trim());
  const response = known.some((one) => one === "*" || one.replace(/^W\//, "") === tag)
    ? new Response(null, { status: 304 })
    : make();
  response.headers.set("etag", tag);
  response.headers.set("cache-control", "no-cache");
  return response;
}

export const asJson = <Body>(request: Request, body: Body): Response => {
  const text = JSON.stringify(body);
  return tagged(
    request,
    tagOf(text),
    () => new Response(text, { headers: { "content-type": "application/json; charset=utf-8" } }),
  );
};

/** A file under a name of plain letters. */
export function asDocument(
  body: string | AsyncIterable<string>,
  mediaType: string,
  fileName: string,
): Response {
  const stream = typeof body === "string" ? body : streamed(body);
  return new Response(stream, {
    headers: {
      "content-type": mediaType,
      "content-disposition": `inline; filename="${fileName.replace(/[^A-Za-z0-9._-]/g, "-")}"`,
    },
  });
}

/** Made while it is read: a slow reader holds back the maker. */
const streamed = (pieces: AsyncIterable<string>) =>
  Readable.toWeb(
    Readable.from(encoded(pieces), { objectMode: false }),
  ) as unknown as ReadableStream<Uint8Array>;

async function* encoded(pieces: AsyncIterable<string>) {
  for await (const piece of pieces) yield Buffer.from(piece);
}
