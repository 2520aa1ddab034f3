import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { expect, test, vi } from "vitest";
import { createToken } from "#server/access/store/tokens.ts";
import { getColumns, getDataset, getDatasets } from "#server/catalogue/interop/api.ts";
import { type Knock, nowhere, only } from "#server/lib/http.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { getUsage, postUsage } from "#server/licensing/usage/http.ts";
import { knockAt } from "#server/testing/knock.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { aMeteredLicence, aToken, tallied } from "#server/testing/usage.ts";
import { description } from "./description.ts";
import { getDescription } from "./door.ts";

type Json = Record<string, unknown>;
type Answer = {
  $ref?: string;
  headers?: Json;
  content?: Record<string, { schema: Json; example?: unknown }>;
};
type Operation = { responses: Record<string, Answer>; requestBody?: Answer };

const described = description();
const address = "https://marketplace.example/description";

/** The description closed: an answer may have no member that it does not name. */
const ajv = new Ajv2020({ strict: false, allErrors: true });
(formats as unknown as (to: Ajv2020) => void)(ajv);
ajv.addSchema(closed(described) as Json, address);

function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== "object" || part === null) return part;
  const whole = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, closed(value)]));
  return whole.type === "object" && whole.properties && whole.additionalProperties === undefined
    ? { ...whole, additionalProperties: false }
    : whole;
}

function errorsOf(schema: Json, value: unknown) {
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${address}#/`));
  const valid = ajv.compile(absolute);
  valid(value);
  return valid.errors ?? [];
}

const operationOf = (method: string, path: string) =>
  (described.paths as Record<string, Record<string, Operation>>)[path]![method]!;

const resolved = (answer: Answer | undefined) =>
  answer?.$ref
    ? ((described.components.responses as Record<string, Answer>)[answer.$ref.split("/").at(-1)!] as Answer)
    : answer;

/** The status and code of an answer that is as its operation describes it: status, type, headers and every member. */
async function asDescribed(method: string, path: string, response: Response): Promise<[number, unknown?]> {
  const answer = resolved(operationOf(method, path).responses[response.status]);
  expect(answer, `${method} ${path} describes ${response.status}`).toBeDefined();
  for (const name of Object.keys(answer!.headers ?? {}))
    expect(response.headers.get(name), name).toBeTruthy();
  if (!answer!.content) {
    expect(await response.text()).toBe("");
    return [response.status];
  }
  const type = response.headers.get("content-type")!.split(";")[0]!;
  const body = await response.json();
  expect(Object.keys(answer!.content)).toEqual([type]);
  expect(errorsOf(answer!.content[type]!.schema, body)).toEqual([]);
  if (type === "application/problem+json") expect(body.status).toBe(response.status);
  return body.code ? [response.status, body.code] : [response.status];
}

/** Machines that come while the database has too much to do, or does not answer. */
const crowded: Knock = {
  requestId: "00000000-0000-4000-8000-000000000000",
  opened: () => Promise.reject(new Refusal("busy", "Try again in a moment", undefined, { retryAfter: 5 })),
};
const silent: Knock = {
  requestId: "00000000-0000-4000-8000-000000000000",
  opened: () => Promise.reject(new Error("The database does not answer")),
};

test("the description is OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(described) as Json);
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expect(described.openapi).toMatch(/^3\.1\./);
});

test("every example is what its schema says", () => {
  const examples: string[] = [];
  const look = (part: unknown, at: string) => {
    if (typeof part !== "object" || part === null) return;
    const { schema, example } = part as { schema?: Json; example?: unknown };
    if (schema && example !== undefined) {
      examples.push(at);
      expect(errorsOf(schema, example), at).toEqual([]);
    } else for (const [name, value] of Object.entries(part)) look(value, `${at}/${name}`);
  };
  look(described, "");
  expect(examples.length).toBeGreaterThan(12);
});

test("the addresses and methods that there are, are those that are described", async () => {
  const root = join(import.meta.dirname, "../../app/api/v1");
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
  const real: string[] = [];
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith("/route.ts")) continue;
    const path = `/api/v1/${file.slice(0, -"/route.ts".length).replaceAll(/\[(\w+)\]/g, "{$1}")}`;
    if (path.endsWith("/[...unknown]")) continue;
    const route = (await import(join(root, file))) as Record<string, (request: Request) => Promise<Response>>;
    // What `only` refuses says so without looking at anything; a door that is open asks for its context first.
    for (const method of methods) {
      const knock = async () => (await route[method]!(new Request("http://localhost/", { method }))).status;
      if ((await knock().catch(() => 0)) !== 405) real.push(`${method.toLowerCase()} ${path}`);
    }
  }
  const said = Object.entries(described.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );
  expect(said.sort()).toEqual(real.sort());
});

test("refusals of an address and of a method have the shape as well", async () => {
  const problem = { $ref: "#/components/schemas/Problem" };
  const asked = new Request("http://localhost/api/v1/nothing", { method: "PUT" });
  for (const answer of [nowhere(asked), only("GET").PUT(asked)])
    expect(errorsOf(problem, await answer.json())).toEqual([]);
});

test("what machines are told of the catalogue is what is described", async () => {
  // Addresses are made whole by the environment, which wants to know of a database; the one that is read is the market's.
  vi.stubEnv("DATABASE_URL", "postgres://nobody@localhost/nothing");
  await using market = await marketplace();
  const knock = knockAt(market);
  const get = (path: string, tag?: string) =>
    new Request(`http://localhost${path}`, { headers: tag ? { "if-none-match": tag } : {} });
  const [list, one, columns, itself] = [
    "/api/v1/datasets",
    "/api/v1/datasets/{slug}",
    "/api/v1/datasets/{slug}/columns",
    "/api/v1/openapi.json",
  ] as const;

  const whole = await getDatasets(get(`${list}?limit=200`), knock);
  const tag = whole.headers.get("etag")!;
  const { datasets } = (await whole.clone().json()) as { datasets: { slug: string }[] };
  expect(await asDescribed("get", list, whole)).toEqual([200]);
  expect(await asDescribed("get", list, await getDatasets(get(`${list}?limit=200`, tag), knock))).toEqual([
    304,
  ]);
  for (const { slug } of datasets)
    expect(await asDescribed("get", one, await getDataset(get(one), knock, slug))).toEqual([200]);
  const page = await getColumns(get(`${columns}?limit=1`), knock, "hes-apc");
  expect(await asDescribed("get", columns, page)).toEqual([200]);
  expect(await asDescribed("get", itself, await getDescription(get(itself), knock))).toEqual([200]);

  const bad = { 400: "bad_input", 404: "not_found", 429: "too_many_tries" };
  const refused = async (status: keyof typeof bad, path: string, answer: Promise<Response>) =>
    expect(await asDescribed("get", path, await answer)).toEqual([status, bad[status]]);
  await refused(400, list, getDatasets(get(`${list}?limit=0&page=2`), knock));
  await refused(400, one, getDataset(get(`${one}?page=2`), knock, "hes-apc"));
  await refused(404, one, getDataset(get(one), knock, "no-such-set"));
  await refused(400, columns, getColumns(get(`${columns}?after=x`), knock, "hes-apc"));
  await refused(404, columns, getColumns(get(columns), knock, "no-such-set"));

  const gone = await getDatasets(get(list), silent);
  expect(gone.headers.get("access-control-allow-origin")).toBe("*");
  expect(await asDescribed("get", list, gone)).toEqual([500, "bug"]);
  expect(await asDescribed("get", list, await getDatasets(get(list), crowded))).toEqual([503, "busy"]);
});

test("what machines are told of usage is what is described", async () => {
  await using market = await marketplace();
  const path = "/api/v1/usage";
  const knock = knockAt(market);
  const licence = await aMeteredLicence(market);
  const { anthony } = market.people;
  const writer = (await aToken(market, anthony)).secret;
  const reader = (await createToken(market.as(anthony), { name: "R", scopes: ["usage:read"], days: 1 }))
    .secret;
  const bearer = (secret: string): Record<string, string> =>
    secret ? { authorization: `Bearer ${secret}` } : {};
  const post = async (secret: string, body: string, headers: Record<string, string> = {}) =>
    asDescribed(
      "post",
      path,
      await postUsage(
        new Request(`http://localhost${path}`, {
          method: "POST",
          body,
          headers: { "content-type": "application/json", ...bearer(secret), ...headers },
        }),
        knock,
      ),
    );
  const get = async (secret: string, query: string) =>
    asDescribed(
      "get",
      path,
      await getUsage(new Request(`http://localhost${path}${query}`, { headers: bearer(secret) }), knock),
    );
  const event = { source: "m", id: "1", licence, quantity: "7350000", at: "2026-11-24T08:00:00Z" };
  const batch = JSON.stringify({ events: [event, { ...event, id: "2", component: "seats" }] });

  expect(await post(writer, batch)).toEqual([200]);
  await tallied(market, licence);
  expect(await get(reader, `?licence=${licence}`)).toEqual([200]);

  expect(await post(writer, JSON.stringify({ events: [{ ...event, at: "noon" }] }))).toEqual([
    400,
    "bad_input",
  ]);
  expect(await post("", batch)).toEqual([401, "not_signed_in"]);
  expect(await post("hdm_unknown", batch)).toEqual([401, "wrong_credentials"]);
  expect(await post(reader, batch)).toEqual([403, "not_permitted"]);
  expect(await post(writer, "x".repeat(2 ** 20 + 1))).toEqual([413, "too_large"]);
  expect(await post(writer, batch, { "content-type": "text/csv" })).toEqual([415, "media_type_unknown"]);
  expect(await get(reader, "")).toEqual([400, "bad_input"]);
  expect(await get("", `?licence=${licence}`)).toEqual([401, "not_signed_in"]);
  expect(await get(writer, `?licence=${licence}`)).toEqual([403, "not_permitted"]);
  expect(await get(reader, "?licence=HDL-2099-0001")).toEqual([404, "not_found"]);
  // A stranger may guess sixty times in a minute; three of them were made above.
  for (let guess = 3; guess < 60; guess++) expect((await post("guess", batch))[0]).toBe(401);
  expect(await post("guess", batch)).toEqual([429, "too_many_tries"]);

  const gone = await postUsage(
    new Request("http://localhost/", { method: "POST", headers: bearer(writer) }),
    silent,
  );
  expect(await asDescribed("post", path, gone)).toEqual([500, "bug"]);
});
