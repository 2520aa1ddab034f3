import type { AnyTRPCProcedure } from "@trpc/server";
import { expect, test } from "vitest";
import { z } from "zod";
import { appRouter } from "./router.ts";

/** Values that a procedure takes as they are, and where it is that they are measured. */
const measuredElsewhere = new Set([
  // Each field by the schema of its field, at the store; how many there are, at the edge.
  "desk.saveDraft.patch.*",
  "desk.saveDraft.was.*",
  // By the model's own schema of that fact.
  "licensing.report.body.*",
  "licensing.attest.body.*",
  "licensing.recordFact.body.*",
  // Bytes, at most ten million (deliverables/store/evidence.ts).
  "licensing.handIn.file.content",
  "licensing.acceptMilestone.file.content",
]);

type Check = { check?: string; maximum?: number; length?: number; value?: number | bigint; pattern?: RegExp };

/** What a schema demands besides its type, by the name of the demand. */
const checksOf = (schema: z.core.$ZodType): Check[] => {
  const def = schema._zod.def as Check & { checks?: { _zod: { def: Check } }[] };
  return [def, ...(def.checks ?? []).map((one) => one._zod.def)];
};

const isShort = (schema: z.core.$ZodType) =>
  checksOf(schema).some(
    ({ check, pattern }) =>
      check === "max_length" || check === "length_equals" || (pattern !== undefined && hasEnd(pattern)),
  );

const liesWithin = (schema: z.core.$ZodType) =>
  ["greater_than", "less_than"].every((wanted) => checksOf(schema).some(({ check }) => check === wanted));

/** Every place of a schema that has no end, by its path. */
function endless(schema: z.core.$ZodType, path: string): string[] {
  const def = schema._zod.def as unknown as Record<string, unknown>;
  const inner = (name: string) => endless(def[name] as z.core.$ZodType, path);
  switch (def.type) {
    case "string":
      return isShort(schema) ? [] : [`${path}: text`];
    case "number":
    case "bigint":
      return liesWithin(schema) ? [] : [`${path}: number`];
    case "array":
      return [
        ...(isShort(schema) ? [] : [`${path}: list`]),
        ...endless(def.element as z.core.$ZodType, `${path}[]`),
      ];
    case "object":
      return Object.entries(def.shape as Record<string, z.core.$ZodType>).flatMap(([name, field]) =>
        endless(field, `${path}.${name}`),
      );
    case "record":
      return [
        ...endless(def.keyType as z.core.$ZodType, `${path} (names)`),
        ...endless(def.valueType as z.core.$ZodType, `${path}.*`),
      ];
    case "union":
      return (def.options as z.core.$ZodType[]).flatMap((option) => endless(option, path));
    case "intersection":
      return [...inner("left"), ...inner("right")];
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
      return inner("innerType");
    case "pipe": {
      const isPrepared = (def.in as z.core.$ZodType)._zod.def.type === "transform";
      return isPrepared ? inner("out") : inner("in");
    }
    case "lazy":
      return endless((def.getter as () => z.core.$ZodType)(), path);
    case "enum":
    case "literal":
    case "boolean":
    case "null":
    case "undefined":
    case "void":
      return [];
    default:
      return measuredElsewhere.has(path) ? [] : [`${path}: ${String(def.type)}`];
  }
}

/** A pattern from one end of the text to the other in which nothing repeats for ever. */
const hasEnd = ({ source }: RegExp) => /^\^.*\$$/s.test(source) && !/[*+]|\{\d+,\}/.test(source);

test("all that a procedure takes has an end: text, numbers and lists", () => {
  const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>);
  expect(procedures.length).toBeGreaterThan(100);
  const found = procedures.flatMap(([name, { _def }]) =>
    (_def as unknown as { inputs: z.core.$ZodType[] }).inputs.flatMap((input) => endless(input, name)),
  );
  expect(found).toEqual([]);
});

test("what has no end is found wherever it stands", () => {
  const planted = z.object({
    name: z.string().min(1),
    short: z.string().max(5).optional(),
    sign: z.string().regex(/^[A-Z]{2}$/),
    long: z.preprocess((value) => value, z.string().trim().default("")),
    count: z.coerce.number().int().min(0),
    list: z.array(z.string().max(3)),
    either: z.union([z.bigint(), z.record(z.string(), z.unknown())]),
  });
  expect(endless(planted, "")).toEqual([
    ".name: text",
    ".long: text",
    ".count: number",
    ".list: list",
    ".either: number",
    ".either (names): text",
    ".either.*: unknown",
  ]);
});
