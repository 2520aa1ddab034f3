import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { FormState } from "#app/_components/form-state.ts";
import { signInAsDemo } from "#server/access/store/demo.ts";
import { kinds, modelOf } from "#server/commercial-models/index.ts";
import { visitor } from "#server/lib/actor.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { runSeed } from "#server/testing/seed.ts";
import { inARequest } from "./in-a-request.ts";

/** Whose forms anybody may send: signing in, the calculator's and the demonstration's. */
const open = ["signIn", "mailLink", "signInWithLink", "signInAsDemo", "moveClock", "act"];

type ServerAction = (state: FormState, form: FormData) => Promise<FormState>;

const app = join(import.meta.dirname, "..");
const files = readdirSync(app, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith("actions.ts"),
);

let market: Awaited<ReturnType<typeof marketplace>>;
const actions: { name: string; act: ServerAction }[] = [];

beforeAll(async () => {
  market = await marketplace();
  process.env.DATABASE_URL = market.appUrl;
  process.env.DEMO = "1";
  for (const file of files)
    for (const [name, act] of Object.entries((await import(join(app, file))) as Record<string, ServerAction>))
      if (!open.includes(name)) actions.push({ name: `${file} ${name}`, act });
});
beforeEach(() => {
  WatchedFile.opened = 0;
});
afterAll(async () => {
  await (
    globalThis as { marketplaceDatabase?: { $client: { end(): Promise<void> } } }
  ).marketplaceDatabase?.$client.end();
  await market[Symbol.asyncDispose]();
});

/** A form that remembers what was taken out of it; asking which of its buttons was pressed is not reading it. */
class Watched extends FormData {
  read: string[] = [];
  override getAll(name: string) {
    this.read.push(name);
    return super.getAll(name);
  }
  override keys() {
    this.read.push("every name");
    return super.keys();
  }
  override entries() {
    this.read.push("everything");
    return super.entries();
  }
  override [Symbol.iterator]() {
    this.read.push("everything");
    return super[Symbol.iterator]();
  }
}

/** A file that remembers whether its content was asked for. */
class WatchedFile extends File {
  static opened = 0;
  override text() {
    WatchedFile.opened++;
    return super.text();
  }
  override arrayBuffer() {
    WatchedFile.opened++;
    return super.arrayBuffer();
  }
}

const [aReport] = kinds.flatMap((kind) => modelOf(kind).forms.map(({ fact }) => ({ kind, fact })));

const aForm = () => {
  const form = new Watched();
  for (const name of ["reference", "id", "rows", "netSalesPerYear", "reason"]) form.set(name, "x");
  for (const [name, value] of Object.entries({ ...aReport, section: "what" })) form.set(name, value);
  form.set("file", new WatchedFile(["a"], "a.csv"));
  form.set("files", new WatchedFile(["{}"], "a.json"));
  form.read = [];
  return form;
};

/** Signs somebody in. */
async function tokenOf(who: keyof typeof market.people): Promise<string> {
  const asked = { ...market.as(visitor), now: new Date(), demo: true, from: { address: who, device: "" } };
  return (await signInAsDemo(asked, market.people[who].personId)).token;
}

test("what a visitor sends to any form of ours is kept for them as text alone, and they are asked to sign in", async () => {
  expect(actions.length).toBeGreaterThan(50);
  const wrong: string[] = [];
  for (const { name, act } of actions) {
    const form = aForm();
    const outcome = await inARequest({ path: "/somewhere" }, () => act({ errors: {}, values: {} }, form));
    if (!("goesTo" in outcome) || outcome.goesTo !== "/sign-in?next=%2Fsomewhere")
      wrong.push(`${name}: ${JSON.stringify(outcome)}`);
    // Once, to be sealed; whoever reads it for a deed reads single fields as well.
    if (form.read.filter((name) => name === "every name").length > 1 || form.read.includes("everything"))
      wrong.push(`${name} read ${form.read.join(", ")}`);
  }
  expect(wrong).toEqual([]);
  expect(WatchedFile.opened).toBe(0);
});

test("nothing is read of what somebody sends whose role does not allow it: they are told so", async () => {
  const token = await tokenOf("tom");
  const wrong: string[] = [];
  for (const { name, act } of actions.filter(
    ({ name }) => !/account|confirm|shortlist|saved|finance|invoices|retract|offers.* approve/.test(name),
  )) {
    const form = aForm();
    const outcome = await inARequest({ session: token }, () => act({ errors: {}, values: {} }, form));
    if (!("answer" in outcome) || !outcome.answer.errors.form?.startsWith("Your role does not allow this"))
      wrong.push(`${name}: ${JSON.stringify(outcome)}`);
    if (form.read.length > 0) wrong.push(`${name} read ${form.read.join(", ")}`);
  }
  expect(wrong).toEqual([]);
  expect(WatchedFile.opened).toBe(0);
});

/** Fields that our forms have, and what people, and others, put into them. */
const fields =
  "reference id licence component fact kind on evidence reason approve decision document amount payer receivedOn requestKey rows period fileName name role agree contractHash authority note months startsOn expiresOn application set users years refreshes netSalesPerYear slug title custodian body key email password token next q query do dataset view as move section revision was change slugs days scopes".split(
    " ",
  );
const typed = fc.oneof(
  fc.constantFrom(
    "",
    "yes",
    "on",
    "hes-apc",
    "HDL-2026-0001",
    "2026-11-24",
    "0000-01-01",
    "1,234.56",
    "royalty",
    "what",
  ),
  fc.constantFrom(
    " ".repeat(50_000),
    `${" ".repeat(50_000)}x`,
    "9".repeat(400),
    "\ud800",
    "\0",
    "[".repeat(5000),
  ),
  fc.uuid(),
  fc.string({ maxLength: 60 }),
);

test("whatever is typed into any form is answered, soon: with problems, a refusal, or the next page", async () => {
  const tokens = await Promise.all(
    (["priya", "anthony", "james", "samuel", "helen", "tom", "elena"] as const).map(tokenOf),
  );
  const wrong: string[] = [];
  for (const [index, { name, act }] of actions.entries()) {
    const forms = fc.sample(fc.dictionary(fc.constantFrom(...fields), typed, { minKeys: 8, maxKeys: 40 }), {
      seed: runSeed + index,
      numRuns: tokens.length,
    });
    for (const [at, values] of forms.entries()) {
      const form = aForm();
      for (const [field, value] of Object.entries(values)) form.set(field, value);
      const before = process.cpuUsage();
      await inARequest({ session: tokens[at]! }, () => act({ errors: {}, values: {} }, form)).catch(
        (error: unknown) => wrong.push(`${name} ${JSON.stringify(values).slice(0, 300)}: ${String(error)}`),
      );
      const { user } = process.cpuUsage(before);
      if (user > 2_000_000) wrong.push(`${name} took ${user / 1000} ms of processor`);
    }
  }
  expect(wrong, `SEED=${runSeed}`).toEqual([]);
});
