import { z } from "zod";
import { datasetsDescribed } from "#server/catalogue/interop/described.ts";
import {
  componentsOf,
  type Described,
  ifNoneMatch,
  json,
  problemComponents,
  refusedWith,
  tagged,
} from "#server/lib/openapi.ts";
import { usageDescribed } from "#server/licensing/usage/described.ts";

const itself: Described = {
  tag: { name: "description", description: "This page" },
  paths: {
    "/api/v1/openapi.json": {
      get: {
        operationId: "readDescription",
        summary: "What you are reading",
        tags: ["description"],
        security: [],
        parameters: [ifNoneMatch],
        responses: { ...tagged("An OpenAPI 3.1 description", json("Description")), ...refusedWith() },
      },
    },
  },
  answered: {
    Description: z.looseObject({
      openapi: z.literal("3.1.1"),
      info: z.looseObject({ title: z.string(), version: z.string() }),
      paths: z.record(z.string(), z.looseObject({})),
    }),
  },
};

/** Whoever opens a door for machines describes it in its room, and names it here. */
const rooms: readonly Described[] = [usageDescribed, datasetsDescribed, itself];

const about = [
  "Usage is reported with a token that a signatory makes at `/organisation/tokens`; descriptions of datasets are open to everybody.",
  "Quantities and money are text, never a JSON number: money is whole pence. Days are London's.",
  "Every refusal has one shape, `Problem` (RFC 9457): tell kinds apart by `code`. Answers may gain members; leave alone what you do not know.",
  "A method that an address does not have is answered 405 with `Allow`.",
].join("\n\n");

/** Everything under /api/v1, made from the schemas that read what is sent and shape what is answered. */
export function description() {
  const problems = problemComponents();
  return {
    openapi: "3.1.1",
    info: { title: "Health Data Marketplace for machines", version: "1.0.0", description: about },
    servers: [{ url: "/" }],
    tags: rooms.map(({ tag }) => tag),
    paths: joined(rooms.map(({ paths }) => paths)),
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A token of your organisation, `hdm_…`" },
      },
      schemas: joined([
        ...rooms.flatMap(({ sent = {}, answered }) => [
          componentsOf(sent, "input"),
          componentsOf(answered, "output"),
        ]),
        problems.schemas,
      ]),
      responses: problems.responses,
    },
  };
}

/** The parts as one; a name that two rooms give is a mistake of ours. */
function joined<Part>(parts: readonly Record<string, Part>[]): Record<string, Part> {
  const entries = parts.flatMap((part) => Object.entries(part));
  const names = entries.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new Error(`Two rooms describe ${twice}`);
  return Object.fromEntries(entries);
}
