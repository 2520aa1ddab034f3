import { expect, test } from "vitest";
import { playSchema } from "./play.ts";

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
