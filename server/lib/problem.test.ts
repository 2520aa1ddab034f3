import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { type Asking, answerMachine, only } from "./http.ts";
import { fromBody, fromQuery, jsonWithin } from "./input.ts";
import { problemOf, problemSchema } from "./problem.ts";
import { Refusal, type RefusalCode, refusals } from "./refusal.ts";

const requestId = randomUUID();
const shape = z.strictObject(problemSchema.shape);
const refusing = (error: unknown) =>
  answerMachine({ requestId, opened: async () => ({}) as Asking }, () => Promise.reject(error));
const asked = (query: string) => new Request(`http://localhost/${query}`);
const posted = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  new Request("http://localhost/", { method: "POST", body, headers });

test.each([
  ["bad_input", 400],
  ["wrong_credentials", 401],
  ["not_permitted", 403],
  ["not_found", 404],
  ["changed_meanwhile", 409],
  ["confirm_first", 412],
  ["too_many_tries", 429],
] as const)("the refusal %s is a problem of status %i and of its own type", async (code, status) => {
  const answer = await refusing(new Refusal(code, "This is why", "limit"));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
  expect(await answer.json()).toMatchObject({
    type: `/problems/${code}`,
    status,
    detail: "limit: This is why",
    instance: `urn:uuid:${requestId}`,
    code,
    field: "limit",
    requestId,
    errors: [{ field: "limit", detail: "This is why" }],
  });
});

test("every refusal there is has the shape, and a title of its own", () => {
  const problems = (Object.keys(refusals) as RefusalCode[]).map((code) =>
    shape.parse(problemOf(new Refusal(code, "This is why"), requestId)),
  );
  expect(new Set(problems.map(({ title }) => title)).size).toBe(problems.length);
});

/** What a program of its own answers, and what stands in its log, when its work ends with this error. */
function programThatMeets(error: string) {
  const program = `
    import { answerMachine } from "#server/lib/http.ts";
    import { Refusal } from "#server/lib/refusal.ts";
    const answer = await answerMachine({ requestId: "${requestId}", opened: async () => ({}) }, () => Promise.reject(${error}));
    process.stderr.write(await answer.text());`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", program],
    { encoding: "utf8", env: { ...process.env, LOG_LEVEL: "info" } },
  );
  const logged = stdout.split("\n").filter(Boolean);
  return { answer: JSON.parse(stderr), logged: logged.map((line) => JSON.parse(line)) };
}

test.each([
  ["a bug", `new Error("The disk is full")`, "The disk is full"],
  [
    "a server that is set up wrongly",
    `new Refusal("set_up_wrongly", "The variable SECRET is short")`,
    "The variable SECRET is short",
  ],
])("%s is logged once and not explained", (_, error, message) => {
  const { answer, logged } = programThatMeets(error);
  expect(logged).toHaveLength(1);
  expect(logged[0]).toMatchObject({ error: { message }, requestId, msg: "a bug" });
  expect(answer).toEqual({
    type: "about:blank",
    title: "Internal Server Error",
    status: 500,
    detail: "Something went wrong here",
    instance: `urn:uuid:${requestId}`,
    code: "bug",
    requestId,
  });
});

test("whoever is to wait is told for how many seconds, and whoever has no token how to come in", async () => {
  const wait = await refusing(new Refusal("too_many_tries", "Wait", undefined, { retryAfter: 12 }));
  expect(wait.headers.get("retry-after")).toBe("12");
  const stranger = await refusing(new Refusal("not_signed_in", "Sign in"));
  expect(stranger.headers.get("www-authenticate")).toBe('Bearer realm="api"');
});

const schema = z.strictObject({
  events: z.array(z.strictObject({ id: z.string("Send text") }), "Send a list"),
});
const faultsOf = (body: unknown) => {
  try {
    fromBody(schema, body);
  } catch (error) {
    return problemOf(error, requestId);
  }
  throw new Error("Nothing was wrong");
};

test("each fault of a body has a pointer that finds it, whatever its name holds", () => {
  const problem = faultsOf({ events: [{ id: "1" }, { id: 2, "a/b~c d": 1, "\ud800": 1 }] });
  expect(problem.errors).toEqual([
    { field: "events[1].id", detail: "Send text", pointer: "#/events/1/id", index: 1 },
    {
      field: "events[1].a/b~c d",
      detail: "We do not know this name",
      pointer: "#/events/1/a~1b~0c%20d",
      index: 1,
    },
    {
      field: "events[1].\ud800",
      detail: "We do not know this name",
      pointer: "#/events/1/%EF%BF%BD",
      index: 1,
    },
  ]);
  expect(problem.detail).toBe("events[1].id: Send text (and 2 more)");
});

test("a body that is no object is wrong as a whole", () => {
  expect(faultsOf([])).toMatchObject({ code: "bad_input", errors: [{ pointer: "#" }] });
  expect(faultsOf([])).not.toHaveProperty("field");
});

test("of a thousand faults a hundred are named, and all are counted", () => {
  const problem = faultsOf({ events: Array.from({ length: 1000 }, () => ({})) });
  expect(problem.errors).toHaveLength(100);
  expect(problem.detail).toBe("events[0].id: Send text (and 999 more)");
});

test("parameters are read by the schema, and each wrong, unknown or doubled one is named", () => {
  const query = z.strictObject({ limit: z.coerce.number().max(5, "At most 5").optional() });
  const fields = (text: string) => {
    try {
      return fromQuery(query, asked(text));
    } catch (error) {
      return problemOf(error, requestId).errors;
    }
  };
  expect(fields("?limit=5")).toEqual({ limit: 5 });
  expect(fields("?limit=6&page=2")).toEqual([
    { field: "limit", detail: "At most 5" },
    { field: "page", detail: "We do not know this name" },
  ]);
  expect(fields("?limit=1&limit=2")).toEqual([{ field: "limit", detail: "This is given twice" }]);
});

test.each([
  ["as JSON", posted("{}", { "content-type": "Application/JSON; charset=utf-8" }), undefined],
  ["as a kind of JSON", posted("{}", { "content-type": "application/cloudevents+json" }), undefined],
  ["without a type", posted(new TextEncoder().encode("{}")), undefined],
  ["as a form", posted("{}", { "content-type": "application/x-www-form-urlencoded" }), 415],
  ["compressed", posted("{}", { "content-type": "application/json", "content-encoding": "gzip" }), 415],
  ["eleven bytes long", posted('{"a": "bc"}', { "content-type": "application/json" }), 413],
  ["that is no UTF-8", posted(new Uint8Array([0x22, 0xff, 0x22])), 400],
  ["that is no JSON", posted("{", { "content-type": "application/json" }), 400],
])("a body %s", async (_, request, status) => {
  const read = await jsonWithin(request, 10).catch((error) => problemOf(error, requestId).status);
  expect(read).toEqual(status ?? {});
});

test("a method that an address does not have is refused with those it has", async () => {
  const { DELETE, OPTIONS } = only("GET", "POST");
  const answer = DELETE(new Request("http://localhost/", { method: "DELETE" }));
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD, POST, OPTIONS"]);
  expect(shape.parse(await answer.json())).toMatchObject({
    type: "about:blank",
    title: "Method Not Allowed",
    detail: "This address takes GET, HEAD, POST, OPTIONS, not DELETE",
  });
  expect(OPTIONS(asked("")).headers.get("allow")).toBe("GET, HEAD, POST, OPTIONS");
});
