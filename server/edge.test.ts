import { randomUUID } from "node:crypto";
import { type AnyTRPCProcedure, TRPCError } from "@trpc/server";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { z } from "zod";
import { walk } from "#server/demonstration/deals.ts";
import { type Action, mayDo } from "./access/rules.ts";
import { type Actor, visitor } from "./lib/actor.ts";
import { appRouter, createCaller } from "./router.ts";
import { aSubscription, marketplace } from "./testing/marketplace.ts";
import { procedureOf } from "./testing/procedure.ts";
import { runSeed } from "./testing/seed.ts";
import type { Context } from "./trpc.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

/** What a procedure answered: "ok", or its no; a bug is thrown on. Each call comes over a session of its own. */
async function ask(market: Market, actor: Actor, name: string, input: unknown): Promise<string> {
  const at = market.on(market.today);
  const context: Context = {
    ...at,
    actor,
    requestId: "edge",
    session: actor.kind === "person" ? { id: randomUUID(), confirmedAt: at.now } : null,
    demo: true,
    from: { address: randomUUID(), device: "" },
    keep: async () => undefined,
  };
  try {
    await procedureOf(context, name)(input);
    return "ok";
  } catch (error) {
    if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") return error.code;
    throw error instanceof TRPCError ? (error.cause ?? error) : error;
  }
}

const receipt = {
  amount: "1,000.00",
  receivedOn: "2026-11-01",
  payer: "Meridian",
  referenceAsReceived: "",
  requestKey: "the same key",
};
const forecast = {
  startsOn: "2027-01-01",
  years: 10,
  firstSaleMonths: 12,
  peakSales: 1_000_000,
  rampMonths: 12,
  chance: 50,
  costPercent: 10,
  overheadPercent: 10,
  developmentCosts: 10,
  usagePerMonth: 10,
  companyValue: 10,
  buyerRateBp: 100,
  nhsRateBp: 100,
};
const quote = { set: ["hes-apc"], years: 10, users: 5, refreshes: 0, startsOn: "2027-01-01" };
const deep = "[".repeat(20_000) + "]".repeat(20_000);

test("twenty times the same receipt at one moment is one receipt, and nobody hears of a bug", async () => {
  await using market = await marketplace();
  const { tom } = market.people;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ask(market, tom, "billing.recordReceipt", receipt)),
  );
  expect(new Set(answers)).toEqual(new Set(["ok"]));
});

test("ten times the same approval at one moment is given once, and the others are told so", async () => {
  await using market = await marketplace();
  const { offer } = await walk(market.on(market.today), market.cast, aSubscription, "offered");
  const { contractHash } = await createCaller({
    ...market.as(market.people.samuel),
    requestId: "edge",
    session: { id: randomUUID(), confirmedAt: market.on(market.today).now },
    demo: true,
    from: { address: "", device: "" },
    keep: async () => undefined,
  }).licensing.offerByReference({ reference: offer! });
  const answers = await Promise.all(
    Array.from({ length: 10 }, () =>
      ask(market, market.people.samuel, "licensing.approveOffer", { reference: offer, contractHash }),
    ),
  );
  expect(answers.sort()).toEqual([...Array(9).fill("CONFLICT"), "ok"]);
});

test("what nobody can have meant is refused, and no bug", async () => {
  await using market = await marketplace();
  const { tom, priya, elena } = market.people;
  const answers = [
    await ask(market, tom, "billing.recordReceipt", { ...receipt, receivedOn: "0000-01-01" }),
    await ask(market, tom, "billing.recordReceipt", { ...receipt, receivedOn: "0001-01-01" }),
    await ask(market, tom, "billing.recordReceipt", { ...receipt, payer: "Half \ud800 a pair" }),
    await ask(market, tom, "billing.recordReceipt", { ...receipt, payer: "A \0 character" }),
    await ask(market, tom, "billing.recordReceipt", { ...receipt, amount: "9,999,999,999,999.99" }),
    await ask(market, visitor, "quotes.calculate", {
      ...quote,
      kind: "royalty",
      netSalesPerYear: "9999999999999",
    }),
    await ask(market, priya, "licensing.saveScenario", {
      name: "Far",
      body: { ...forecast, startsOn: "9989-01-01" },
    }),
  ];
  expect(answers).toEqual(answers.map(() => "BAD_REQUEST"));
  for (const text of [deep, `{"data":[{"title":"x","a":${deep}}]}`, `{"title":"x","a":${deep}}`])
    expect(["ok", "BAD_REQUEST"]).toContain(
      await ask(market, elena, "imports.run", { files: [{ name: "deep.json", text }] }),
    );
});

test.each(["royalty", "profit_share", "usage_based", "equity_share"])(
  "the largest amounts that may be typed are quoted under %s",
  async (kind) => {
    await using market = await marketplace();
    const most = "100,000,000,000";
    const asked = {
      ...quote,
      kind,
      netSalesPerYear: most,
      profitPerYear: most,
      usagePerMonth: "99999999999999",
    };
    expect(["ok", "BAD_REQUEST", "CONFLICT"]).toContain(
      await ask(market, visitor, "quotes.calculate", asked),
    );
  },
);

type Def = Record<string, unknown> & { type: string };
type Checks = {
  checks?: { _zod: { def: { check: string; maximum?: number; minimum?: number; value?: number } } }[];
};

const words = fc.oneof(
  fc.constantFrom(
    "hes-apc",
    "HDL-2026-0001",
    "royalty",
    "2026-11-24",
    "1,234.56",
    "yes",
    "on",
    "x",
    "  ",
    "£",
    "%",
  ),
  fc.string({ maxLength: 40 }),
);

/** Inputs that a schema may take, or nearly: of its shape, at its edges. */
function shaped(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const def = schema._zod.def as unknown as Def & Checks;
  const inner = () => shaped(def.innerType as z.core.$ZodType);
  const limit = (check: string, field: "maximum" | "minimum" | "value") =>
    def.checks?.map(({ _zod }) => _zod.def).find((one) => one.check === check)?.[field];
  switch (def.type) {
    case "string": {
      if (def.format === "uuid") return fc.uuid();
      const most = limit("max_length", "maximum") ?? 64;
      return fc.oneof(
        { weight: 6, arbitrary: words },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            " ".repeat(most),
            "9".repeat(most),
            "\ud800",
            "a".repeat(most),
            "0000-01-01",
          ),
        },
      );
    }
    case "number":
      return fc.oneof(
        fc.constantFrom(
          Number(limit("less_than", "value") ?? 10),
          Number(limit("greater_than", "value") ?? 0),
        ),
        fc.integer({ min: 0, max: 120 }),
      );
    case "bigint":
      return fc.bigInt({ min: 0n, max: 10n ** 13n });
    case "boolean":
      return fc.boolean();
    case "literal":
      return fc.constantFrom(...(def.values as unknown[]));
    case "enum":
      return fc.constantFrom(...Object.values(def.entries as Record<string, string>));
    case "array":
      return fc.array(shaped(def.element as z.core.$ZodType), { maxLength: 3 });
    case "object":
      return fc.record(
        Object.fromEntries(
          Object.entries(def.shape as Record<string, z.core.$ZodType>).map(([name, field]) => [
            name,
            shaped(field),
          ]),
        ),
      );
    case "record":
      return fc.dictionary(words, shaped(def.valueType as z.core.$ZodType), { maxKeys: 3 });
    case "union":
      return fc.oneof(...(def.options as z.core.$ZodType[]).map(shaped));
    case "optional":
    case "default":
    case "prefault":
    case "catch":
      return fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 4, arbitrary: inner() });
    case "nullable":
      return fc.oneof(fc.constant(null), inner());
    case "pipe":
      return shaped(
        ((def.in as z.core.$ZodType)._zod.def.type === "transform" ? def.out : def.in) as z.core.$ZodType,
      );
    case "custom":
      return fc.uint8Array({ maxLength: 200 });
    default:
      return fc.jsonValue();
  }
}

/** Not asked: one moves the date, one reads the whole of the books, and both have tests of their own. */
const apart = ["licensing.moveClock", "reporting.verify"];

test("2,000 shaped and 500 misshapen inputs over every procedure: each is answered or refused, soon, and nothing piles up", {
  timeout: 600_000,
}, async () => {
  await using market = await marketplace();
  await walk(market.on(market.today), market.cast, aSubscription);
  const procedures = Object.entries(
    appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>,
  ).filter(([name]) => !apart.includes(name));
  const people = Object.values(market.people);
  const [ofShape, ofNone] = [Math.ceil(2000 / procedures.length), Math.ceil(500 / procedures.length)];
  const wrong: string[] = [];
  let heap = 0;
  for (const [index, [name, { _def }]] of procedures.entries()) {
    const { meta, inputs } = _def as unknown as { meta: { action: Action }; inputs: z.core.$ZodType[] };
    const actor = people.find((person) => mayDo(person, meta.action)) ?? visitor;
    const seed = runSeed + index;
    const sent = [
      ...(inputs[0] ? fc.sample(shaped(inputs[0]), { seed, numRuns: ofShape }) : Array(2).fill(undefined)),
      ...fc.sample(fc.anything({ withBigInt: true, withNullPrototype: true, maxDepth: 3 }), {
        seed,
        numRuns: ofNone,
      }),
    ];
    for (const input of sent) {
      const before = process.cpuUsage();
      await ask(market, actor, name, input).catch((error: unknown) =>
        wrong.push(
          `${name} ${inWords(input)}: ${String(error).slice(0, 300)} ${String((error as Error).cause ?? "")}`,
        ),
      );
      const { user } = process.cpuUsage(before);
      if (user > 2_000_000) wrong.push(`${name} ${inWords(input)} took ${user / 1000} ms of processor`);
    }
    // What the first quarter has loaded (pages of the catalogue, the index) stays; from there on it is flat.
    if (index === Math.floor(procedures.length / 4)) heap = process.memoryUsage().heapUsed;
  }
  expect(wrong, `SEED=${runSeed}`).toEqual([]);
  expect(process.memoryUsage().heapUsed - heap).toBeLessThan(400 * 2 ** 20);
});

const inWords = (input: unknown) =>
  JSON.stringify(input, (_, value) => (typeof value === "bigint" ? `${value}n` : value))?.slice(0, 300);
