import { countTry } from "#server/access/store/rate-limit.ts";
import { type Machine, machineOf } from "#server/access/store/tokens.ts";
import type { Scope } from "#server/access/tokens-form.ts";
import type { Ask } from "#server/lib/change.ts";
import { log } from "#server/lib/log.ts";
import { decimalText } from "#server/lib/money.ts";
import { Refusal, type RefusalCode } from "#server/lib/refusal.ts";
import { jsonPath, usageBatchSchema, usagePageSchema } from "./form.ts";
import { usageOfLicence } from "./page.ts";
import { receiveUsage } from "./receiving.ts";

type Asking = Omit<Ask, "actor"> & { address: string; requestId: string };

const largestBytes = 1024 * 1024;
const batchLimit = { limit: 2400, minutes: 1 };
const readLimit = { limit: 120, minutes: 1 };
const strangerLimit = { limit: 60, minutes: 1 };

/** A "no" to a machine, with the HTTP status it deserves and, where it is about one value, that value's JSON path. */
class No extends Error {
  constructor(
    readonly status: number,
    sentence: string,
    readonly path?: string,
  ) {
    super(sentence);
  }
}

const statusOf: Partial<Record<RefusalCode, number>> = {
  bad_input: 422,
  not_found: 404,
  too_many_tries: 429,
};

/**
 * POST /api/v1/usage: events from a machine with a bearer token. 200 with what became of them; 401, 403, 413, 422 or 429
 * with `error`, a sentence that begins with the JSON path where there is one, and nothing taken.
 */
export async function postUsage(request: Request, asking: Asking): Promise<Response> {
  return answer(asking, async () => {
    const machine = await admit(request, asking, "usage:write");
    await countTry({ ...asking, actor: machine.actor }, `usage ${machine.tokenId}`, batchLimit);
    const batch = usageBatchSchema.safeParse(parsed(await bodyWithin(request, largestBytes)));
    if (!batch.success) {
      const [issue] = batch.error.issues;
      const extra = issue!.code === "unrecognized_keys" ? `We do not know ${issue!.keys.join(", ")}` : null;
      throw new No(422, extra ?? issue!.message, jsonPath(issue!.path));
    }
    return receiveUsage({ ...asking, actor: machine.actor }, batch.data.events);
  });
}

/** GET /api/v1/usage?licence=…&period=YYYY-MM-DD: usage against charge by day; quantities and pence as text. */
export async function getUsage(request: Request, asking: Asking): Promise<Response> {
  return answer(asking, async () => {
    const machine = await admit(request, asking, "usage:read");
    await countTry({ ...asking, actor: machine.actor }, `usage read ${machine.tokenId}`, readLimit);
    const { licence, ...asked } = Object.fromEntries(new URL(request.url).searchParams);
    if (!licence) throw new No(422, "Name the licence, like ?licence=HDL-2026-0001");
    const wanted = usagePageSchema.parse({ ...asked, reference: licence });
    const usage = await usageOfLicence({ ...asking, actor: machine.actor }, wanted);
    return {
      licence,
      component: usage.meter,
      unit: usage.terms.unit,
      period: usage.period,
      billedOn: usage.billedOn,
      days: usage.days.map(({ on, quantity, cumulative, charge }) => ({
        on,
        quantity: decimalText(quantity),
        cumulative: decimalText(cumulative),
        chargePence: String(charge),
      })),
      charge: {
        netPence: String(usage.charge.net),
        lines: usage.charge.lines.map(({ description, workings, net }) => ({
          description,
          workings,
          netPence: String(net),
        })),
      },
      openExceptions: usage.exceptions.open,
    };
  });
}

/** The machine behind the bearer token. Unknown, expired and revoked answer alike; strangers are slowed down. */
async function admit(request: Request, asking: Asking, scope: Scope): Promise<Machine> {
  const secret = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const ask = { ...asking, actor: { kind: "visitor" } as const };
  const machine = secret ? await machineOf(ask, secret) : null;
  if (!machine) {
    await countTry(ask, `token from ${asking.address}`, strangerLimit);
    throw new No(
      401,
      secret
        ? "This token is unknown, has expired or was revoked. A signatory of your organisation can make a new one"
        : "Send your token in the header Authorization: Bearer hdm_…",
    );
  }
  if (!machine.scopes.includes(scope))
    throw new No(
      403,
      `This token may not do this: it has the scopes ${machine.scopes.join(", ")}, not ${scope}`,
    );
  return machine;
}

/** The body as text, read no further than so many bytes. */
async function bodyWithin(request: Request, bytes: number): Promise<string> {
  const tooLarge = new No(413, "The body is larger than 1 MB. Send fewer events at a time");
  if (Number(request.headers.get("content-length") ?? 0) > bytes) throw tooLarge;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > bytes) throw tooLarge;
    parts.push(part);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw new No(422, "The body is not UTF-8 text");
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new No(422, "The body is not JSON");
  }
}

async function answer(asking: Asking, work: () => Promise<object>): Promise<Response> {
  try {
    return Response.json(await work());
  } catch (error) {
    const no = error instanceof Refusal ? asNo(error) : error;
    if (!(no instanceof No)) {
      log.error({ error, requestId: asking.requestId }, "a bug");
      return Response.json(
        { error: "Something went wrong here", requestId: asking.requestId },
        { status: 500 },
      );
    }
    return Response.json(
      { error: no.path ? `${no.path}: ${no.message}` : no.message, ...(no.path && { path: no.path }) },
      {
        status: no.status,
        headers: {
          ...(no.status === 401 && { "www-authenticate": "Bearer" }),
          ...(no.status === 429 && { "retry-after": "60" }),
        },
      },
    );
  }
}

const asNo = (refusal: Refusal) =>
  statusOf[refusal.code] ? new No(statusOf[refusal.code]!, refusal.message, refusal.field) : refusal;
