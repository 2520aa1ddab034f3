import { z } from "zod";
import { HttpRefusal, problemOf, problemSchema } from "./problem.ts";
import { Refusal } from "./refusal.ts";

type Json = Record<string, unknown>;
type Schemas = Record<string, z.ZodType>;

/** What a room says of its addresses: OpenAPI path items, and the schemas that they name, by the direction they go. */
export type Described = {
  tag: { name: string; description: string };
  paths: Record<string, Json>;
  sent?: Schemas;
  answered: Schemas;
};

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** A body of JSON of a named schema, with an example where a short one says something. */
export const json = (name: string, example?: unknown) => ({
  content: { "application/json": { schema: refTo(name), ...(example !== undefined && { example }) } },
});

/** The headers of an answer that is asked for again with its tag, and what is said when it is the same. */
export const tagged = (description: string, body: Json) => ({
  200: {
    description,
    headers: { ETag: { description: "The state of the answer", schema: { type: "string" } } },
    ...body,
  },
  304: { description: "The same as the one whose tag was sent in `If-None-Match`" },
});

export const ifNoneMatch = {
  name: "If-None-Match",
  in: "header",
  schema: { type: "string" },
  description: "The tag of the answer that you have",
};

/** Parameters in the address, by the schema that reads them: shown as what they mean, not as the text they come in. */
export function parametersOf(query: z.ZodObject): Json[] {
  const { properties = {} } = jsonSchema(query, "output");
  const { required = [] } = z.toJSONSchema(query, { io: "input" });
  return Object.entries(properties as Record<string, Json>).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}

/** Every named schema as a component; where one uses another, it refers to it. */
export const componentsOf = (schemas: Schemas, io: "input" | "output"): Record<string, Json> => {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, { ...options(io), uri: (id) => refTo(id).$ref });
  return Object.fromEntries(Object.entries(made.schemas).map(([id, schema]) => [id, bare(schema as Json)]));
};

const jsonSchema = (schema: z.ZodType, io: "input" | "output") =>
  bare(z.toJSONSchema(schema, options(io)) as Json);

const options = (io: "input" | "output") => ({
  io,
  // What is sent is read strictly; an answer may gain members, so readers leave alone what they do not know.
  override: ({ jsonSchema }: { jsonSchema: Json }) => {
    if (io === "output" && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  },
});

const bare = ({ $schema: _dialect, $id: _address, ...schema }: Json): Json => schema;

const requestId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const header = (description: string) => ({ description, required: true, schema: { type: "string" } });

/** How each refusal is answered: its component, when it comes, what it says, and the header that it carries. */
const refusals: Record<number, { name: string; description: string; example: Error; headers?: Json }> = {
  400: {
    name: "BadRequest",
    description: "What was sent cannot be taken; nothing of it was",
    example: new Refusal("bad_input", "Send a list of events", "events", {
      faults: [{ field: "events", detail: "Send a list of events", pointer: "#/events" }],
    }),
  },
  401: {
    name: "Unauthorized",
    description: "No token, or one that is unknown, expired or revoked",
    example: new HttpRefusal("not_signed_in", "Send your token in the header Authorization: Bearer hdm_…"),
    headers: { "WWW-Authenticate": header("The challenge of RFC 6750") },
  },
  403: {
    name: "Forbidden",
    description: "The token has not the scope for this",
    example: new HttpRefusal(
      "not_permitted",
      "This token may not do this: it has the scopes usage:read, not usage:write",
    ),
    headers: { "WWW-Authenticate": header("The challenge of RFC 6750, with the scope that is wanted") },
  },
  404: {
    name: "NotFound",
    description: "It does not exist, or is another organisation's",
    example: new Refusal("not_found", "We cannot find that page or record"),
  },
  413: {
    name: "ContentTooLarge",
    description: "The body is too large",
    example: new HttpRefusal("too_large", "The body is larger than 1 MB. Send less at a time"),
  },
  415: {
    name: "UnsupportedMediaType",
    description: "The body is not said to be JSON, or is compressed",
    example: new HttpRefusal("media_type_unknown", "Send application/json, not text/csv"),
  },
  429: {
    name: "TooManyRequests",
    description: "Too many requests; wait as long as `Retry-After` says",
    example: new Refusal("too_many_tries", "Too many tries. Try again after 10:31"),
    headers: { "Retry-After": header("Seconds to wait") },
  },
  500: {
    name: "InternalServerError",
    description: "A bug of ours; tell us the request id",
    example: new Error("a bug"),
  },
  503: {
    name: "ServiceUnavailable",
    description: "More is asked than can be answered at once; wait as long as `Retry-After` says",
    example: new Refusal("busy", "The service has as much to do as it can. Try again in a moment"),
    headers: { "Retry-After": header("Seconds to wait") },
  },
};

type Refused = 400 | 401 | 403 | 404 | 413 | 415 | 429 | 500 | 503;

/** The refusals of an operation, beside the three that every one has. */
export const refusedWith = (...statuses: Refused[]) =>
  Object.fromEntries(
    [...statuses, 429, 500, 503].map((status) => [
      status,
      { $ref: `#/components/responses/${refusals[status]!.name}` },
    ]),
  );

/** The refusals as components, each with an example that the door itself made. */
export const problemComponents = () => ({
  schemas: componentsOf({ Problem: problemSchema }, "output"),
  responses: Object.fromEntries(
    Object.values(refusals).map(({ name, description, example, headers }) => [
      name,
      {
        description,
        ...(headers && { headers }),
        content: {
          "application/problem+json": { schema: refTo("Problem"), example: problemOf(example, requestId) },
        },
      },
    ]),
  ),
});
