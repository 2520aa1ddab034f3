import { expect, test } from "vitest";
import { ZodError } from "zod";
import { play, playSchema } from "./play.ts";

type Node = {
  description?: string;
  const?: unknown;
  properties?: Record<string, Node>;
  items?: Node;
  additionalProperties?: Node | boolean;
  anyOf?: Node[];
  oneOf?: Node[];
};

/** Every field without a description, by its path. */
function bare(node: Node | boolean | undefined, path: string): string[] {
  if (node === undefined || typeof node === "boolean") return [];
  const within = Object.entries(node.properties ?? {}).flatMap(([name, field]) => [
    ...(field.description ? [] : [`${path}.${name}`]),
    ...bare(field, `${path}.${name}`),
  ]);
  const below = [node.items, node.additionalProperties, ...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  return [...within, ...below.flatMap((inner) => bare(inner, path))];
}

test("every field of a play file says what it means", () => {
  const schema = playSchema() as Node;
  expect(Object.keys(schema.properties ?? {})).toContain("components");
  expect(bare(schema, "play")).toEqual([]);
});

const file = {
  reference: "L",
  term: { from: "2026-04-01", to: "2027-04-01" },
  customer: { country: "GB" },
  components: [{ id: "a", terms: { kind: "subscription", tiers: { s: 100 }, tier: "s" } }],
  until: "2026-06-30",
};
const discount = {
  clause: "discount",
  kind: "percent",
  id: "x",
  bp: 100,
  components: ["a"],
  valid: { from: "2026-01-01", to: "2027-01-01" },
};

test.each<[string, object, string, RegExp]>([
  [
    "a term that ends before it begins",
    { term: { from: "2026-04-01", to: "2026-01-01" } },
    "term.to",
    /after the start/,
  ],
  [
    "a tier that is not on the list",
    { components: [{ id: "a", terms: { kind: "subscription", tiers: { s: 100 }, tier: "t" } }] },
    "components.0.terms.tier",
    /stands on the price list/,
  ],
  [
    "a parameter that nobody knows",
    { components: [{ id: "a", terms: { kind: "free_access", price: 5 } }] },
    "components.0.terms",
    /"price"/,
  ],
  ["a discount above the whole", { clauses: [{ ...discount, bp: 10_001 }] }, "clauses.0.bp", /at most 100%/],
  ["a clause about nothing", { clauses: [{ ...discount, components: ["b"] }] }, "clauses", /does not have/],
  [
    "a day that does not exist",
    { facts: [{ component: "a", fact: "changed", on: "2026-02-29" }] },
    "facts.0.on",
    /Enter a day/,
  ],
  [
    "a fact that the model does not know",
    { facts: [{ component: "a", fact: "used", on: "2026-05-01" }] },
    "facts.0.fact",
    /choose one of changed/,
  ],
  [
    "a fact about no component",
    { facts: [{ component: "z", fact: "used", on: "2026-05-01" }] },
    "facts.0.component",
    /no component z/,
  ],
])("%s is refused by its path and rule", (_, changed, path, rule) => {
  try {
    play({ ...file, ...changed });
    expect.fail("it was played");
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    expect(error.issues[0]!.path.map(String).join(".")).toBe(path);
    expect(error.issues[0]!.message).toMatch(rule);
  }
});
