import type { z } from "zod";
import { type Kind, modelOf, models } from "#server/commercial-models/index.ts";

/** In which unit a parameter is typed and read. */
export type Unit = "pounds" | "percent" | "count" | "day" | "yes_no" | "choice" | "text";

/** What a value looks like: one value in its unit, rows, a list of single values, or values by name. */
export type Shape =
  | { shape: "value"; unit: Unit; choices: readonly string[] }
  | { shape: "rows" | "list"; of: Shape }
  | { shape: "named"; of: Shape }
  | { shape: "parts"; parts: readonly Parameter[] };
export type Parameter = { name: string; says: string; needed: boolean; is: Shape };

/** As much of a schema as says what its values are; the engine's own schemas are the only list of parameters. */
type Schema = {
  def: {
    type: string;
    innerType?: Schema;
    in?: Schema;
    element?: Schema;
    valueType?: Schema;
    values?: readonly unknown[];
    entries?: Record<string, string>;
  };
  description?: string | undefined;
  shape?: Record<string, Schema>;
};

/** Parameters of a model's terms in their order, as a price list holds them, without the model itself. */
export const parametersOf = (kind: Kind): readonly Parameter[] => readOnce(listedSchema(kind));

/** The same as a contract holds them. */
export const agreedParametersOf = (kind: Kind): readonly Parameter[] => readOnce(models[kind].terms);

/** What a price list may hold of a model. */
export const listedSchema = (kind: Kind): z.ZodType => modelOf(kind).listed ?? models[kind].terms;

/** Every value of a price list asks for its unit, and a schema never changes: it is read once. */
function readOnce(schema: z.ZodType): readonly Parameter[] {
  const before = known.get(schema);
  if (before) return before;
  const parameters = partsOf(schema as unknown as Schema).filter(({ name }) => name !== "kind");
  known.set(schema, parameters);
  return parameters;
}
const known = new Map<z.ZodType, readonly Parameter[]>();

/** What stands at a path of a model's terms, "bands.0.rateBp"; null where its terms have no such place. */
export function shapeAt(kind: Kind, path: string): Shape | null {
  let here: Shape = { shape: "parts", parts: parametersOf(kind) };
  for (const step of path.split(".")) {
    if (here.shape === "value") return null;
    if (here.shape === "parts") {
      const part: Parameter | undefined = here.parts.find(({ name }) => name === step);
      if (!part) return null;
      here = part.is;
    } else if (here.shape !== "named" && !/^\d+$/.test(step)) return null;
    else here = here.of;
  }
  return here;
}

/** The unit of the value at a path, or null when there is none or it is no single value. */
export function unitAt(kind: Kind, path: string): Unit | null {
  const found = shapeAt(kind, path);
  return found?.shape === "value" ? found.unit : null;
}

/** Whether minimum, maximum and step can be given for a value. */
export const isNumeric = (unit: Unit | null): boolean =>
  unit === "pounds" || unit === "percent" || unit === "count";

const partsOf = (schema: Schema): Parameter[] =>
  Object.entries(schema.shape ?? {}).map(([name, inner]) => {
    const { schema: bare, needed, says } = unwrapped(inner);
    return { name, needed, says: says ?? "", is: shapeOf(bare, name) };
  });

function unwrapped(schema: Schema): { schema: Schema; needed: boolean; says: string | undefined } {
  let [bare, needed, says] = [schema, true, schema.description];
  while (["optional", "prefault", "default", "nullable"].includes(bare.def.type) && bare.def.innerType) {
    if (bare.def.type !== "nullable") needed = false;
    bare = bare.def.innerType;
    says ??= bare.description;
  }
  return { schema: bare, needed, says };
}

function shapeOf(schema: Schema, name: string): Shape {
  const { def } = schema;
  switch (def.type) {
    case "object":
      return { shape: "parts", parts: partsOf(schema) };
    case "array": {
      const of = shapeOf(unwrapped(def.element!).schema, name);
      return { shape: of.shape === "parts" ? "rows" : "list", of };
    }
    case "record":
      return { shape: "named", of: shapeOf(unwrapped(def.valueType!).schema, name) };
    default:
      return { shape: "value", unit: unitOf(schema, name), choices: choicesOf(schema) };
  }
}

function unitOf({ def }: Schema, name: string): Unit {
  if (def.type === "boolean") return "yes_no";
  if (def.type === "enum" || def.type === "literal") return "choice";
  if (/bp$|BpPerWeek$/i.test(name) || name === "costCaps") return "percent";
  if (def.type === "number") return "count";
  // Amounts are read from numbers or digits, days from text; both are transformed, plain text is not.
  if (def.type === "pipe") return def.in?.def.type === "union" ? "pounds" : "day";
  return "text";
}

const choicesOf = ({ def }: Schema): string[] =>
  def.type === "enum" ? Object.values(def.entries ?? {}) : (def.values ?? []).map(String);
