import type { z } from "zod";
import { HttpRefusal } from "./problem.ts";
import { type Fault, Refusal } from "./refusal.ts";
import "./schema-words.ts";
import { allInOneForm } from "./text.ts";

/** The body as JSON, read no further than so many bytes. */
export async function jsonWithin(request: Request, bytes: number): Promise<unknown> {
  demandJson(request.headers);
  const text = await textWithin(request, bytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("bad_input", "The body is not JSON");
  }
}

/** Without a type it is taken for JSON; with another one the sender means something else. */
function demandJson(headers: Headers) {
  const type = headers.get("content-type")?.replace(/;.*/s, "").trim().toLowerCase();
  if (type && !/^application\/(json|[\w.-]+\+json)$/.test(type))
    throw new HttpRefusal("media_type_unknown", `Send application/json, not ${type}`, {
      accept: "application/json",
    });
  const coding = headers.get("content-encoding")?.trim().toLowerCase();
  if (coding && coding !== "identity")
    throw new HttpRefusal("media_type_unknown", `Send the body as it is, without ${coding}`, {
      "accept-encoding": "identity",
    });
}

async function textWithin(request: Request, bytes: number): Promise<string> {
  const tooLarge = new HttpRefusal(
    "too_large",
    `The body is larger than ${bytes / 2 ** 20} MB. Send less at a time`,
  );
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
    throw new Refusal("bad_input", "The body is not UTF-8 text");
  }
}

/** A body as the schema wants it, its texts in one form, or everything that is wrong with it, each with its JSON pointer. */
export function fromBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return allInOneForm(result.data);
  throw refusalOf(wrongs(result.error).map(({ path, detail }) => faultInBody(path, detail)));
}

/** Parameters as the schema wants them, or every one that is wrong, unknown where the schema is strict, or given twice. */
export function fromQuery<Schema extends z.ZodObject>(schema: Schema, request: Request): z.output<Schema> {
  const given = [...new URL(request.url).searchParams];
  const names = given.map(([name]) => name);
  const twice = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  if (twice.size > 0) throw refusalOf([...twice].map((field) => ({ field, detail: "This is given twice" })));
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) return allInOneForm(result.data);
  throw refusalOf(wrongs(result.error).map(({ path, detail }) => ({ field: jsonPath(path), detail })));
}

type Path = readonly PropertyKey[];

/** The fault at a path into the body. */
export function faultInBody(path: Path, detail: string): Fault {
  const field = jsonPath(path);
  const index = path.find((step) => typeof step === "number");
  return { ...(field && { field }), detail, pointer: pointerTo(path), ...(index !== undefined && { index }) };
}

/** A refusal of everything that is wrong; the first of it stands in the sentence. */
export function refusalOf(faults: readonly Fault[]): Refusal {
  const [first] = faults;
  return new Refusal("bad_input", first!.detail, first!.field, { faults });
}

const wrongs = ({ issues }: z.ZodError): { path: Path; detail: string }[] =>
  issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [...issue.path, key], detail: "We do not know this name" }))
      : [{ path: issue.path, detail: issue.message }],
  );

/** "events[3].quantity" */
const jsonPath = (path: Path): string =>
  path.reduce<string>(
    (text, step) =>
      typeof step === "number" ? `${text}[${step}]` : text ? `${text}.${String(step)}` : String(step),
    "",
  );

/** "#/events/3/quantity" */
const pointerTo = (path: Path): string =>
  `#${path
    // Half of a pair cannot stand in an address.
    .map((step) =>
      String(step)
        .replace(/\p{Cs}/gu, "\ufffd")
        .replaceAll("~", "~0")
        .replaceAll("/", "~1"),
    )
    .map((step) => `/${encodeURIComponent(step)}`)
    .join("")}`;
