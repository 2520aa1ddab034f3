import { builtinModules } from "node:module";
import type { IForbiddenRuleType } from "dependency-cruiser";
import {
  caller,
  clocks,
  databaseHolders,
  engine,
  engineLeansOn,
  frameworkDoors,
  machineDoors,
  orders,
  pages,
  roots,
  rules,
  stores,
  strangers,
  tests,
} from "./house.ts";

/** One arrow, or chain of arrows, that a law refuses. */
export type Breach = { law: string; path: string[] };

/** A law over what a file can reach by what it runs: `through` are the doors at which one stops asking. */
export type Reach = {
  name: string;
  comment: string;
  from: RegExp[];
  except: RegExp[];
  to: RegExp[];
  through: RegExp[];
};

const sources = (patterns: readonly RegExp[]) => patterns.map(({ source }) => source);
const outside = (...names: string[]) => new RegExp(`^(node_modules/)?(${names.join("|")})(/|$)`);

const drizzle = outside("drizzle-orm", "pg", "pg-copy-streams");
const framework = outside("next", "next-auth", "react", "react-dom");
/** Node itself: what needs it does not run in a browser. */
const node = new RegExp(`^(node:)?(${builtinModules.join("|")})(/|$)`);
/** What is only named, in a type, is gone when the program runs. */
const running = { dependencyTypesNot: ["type-only" as const, "type-import" as const] };

function rooms(folder: string, names: readonly string[]): string {
  return `^${folder}/(${names.join("|")})(/|\\.ts$)`;
}

/** Each room may use those before it: one law a room, for every arrow, types as well. */
function inOrder(): IForbiddenRuleType[] {
  return Object.entries(orders).flatMap(([folder, names]) =>
    names.slice(0, -1).map((name, at) => ({
      name: `rooms in order: ${folder}/${name}`,
      severity: "error" as const,
      comment: `${name} stands before ${names.slice(at + 1).join(", ")}; it may not use them`,
      from: { path: rooms(folder, [name]), pathNot: sources([...tests, ...roots]) },
      to: { path: rooms(folder, names.slice(at + 1)) },
    })),
  );
}

/** Whoever adds a room says where it stands: an arrow from or to one that the house does not know is refused. */
function known(): IForbiddenRuleType[] {
  return Object.entries(orders).flatMap(([folder, names]) => {
    const unknown = { path: `^${folder}/[^/]+/`, pathNot: [rooms(folder, names), ...sources(roots)] };
    return [
      { from: unknown, to: {} },
      { from: {}, to: unknown },
    ].map((arrow, at) => ({
      name: `a room stands in the house: ${at === 0 ? "from" : "to"} a room of ${folder}`,
      severity: "error" as const,
      comment: "its line in house.ts says whom it may know",
      ...arrow,
    }));
  });
}

function unknownToEachOther(): IForbiddenRuleType[] {
  return Object.entries(strangers).flatMap(([folder, names]) =>
    names.map((name) => ({
      name: `strangers: ${folder}/${name}`,
      severity: "error" as const,
      comment: `${names.join(", ")} do not know each other`,
      from: { path: rooms(folder, [name]), pathNot: sources(tests) },
      to: {
        path: rooms(
          folder,
          names.filter((other) => other !== name),
        ),
      },
    })),
  );
}

const direct: IForbiddenRuleType[] = [
  {
    name: "no circles",
    severity: "error",
    comment: "two files that need each other are one story, or a third file is missing; types count",
    from: {},
    to: { circular: true },
  },
  {
    name: "only a store speaks SQL",
    severity: "error",
    comment: "whoever imports Drizzle or the driver is called store, or named in the house",
    from: { path: "^(server|db|app)/", pathNot: sources([...stores, ...databaseHolders, ...tests]) },
    to: { path: drizzle.source, ...running },
  },
  {
    name: "a page imports no store and no table",
    severity: "error",
    comment: "a page shows what the caller answers",
    from: { path: pages.source, pathNot: sources([caller, machineDoors, ...tests]) },
    to: { path: ["^db/", ...sources(stores)] },
  },
  {
    name: "the server does not know its pages",
    severity: "error",
    from: { path: "^(server|db)/", pathNot: sources(tests) },
    to: { path: pages.source },
  },
  {
    name: "the tables stand below the rooms",
    severity: "error",
    comment: "db/ may use what every room uses, and no room",
    from: { path: "^db/", pathNot: sources(tests) },
    to: { path: "^server/", pathNot: "^server/lib/" },
  },
  {
    name: "the server runs without the framework",
    severity: "error",
    from: { path: "^(server|db)/", pathNot: sources([...frameworkDoors, ...tests]) },
    to: { path: framework.source, ...running },
  },
  {
    name: "no room uses the place where rooms are joined",
    severity: "error",
    from: { path: "^(server|db)/", pathNot: sources([...roots, ...tests, /^server\/demonstration\//]) },
    to: { path: sources(roots) },
  },
  {
    name: "the engine stands alone",
    severity: "error",
    comment:
      "zod, money, dates, refusals, words, closed lists and itself: it runs in a browser, in a command, in another program",
    from: { path: engine.source, pathNot: sources([...tests, ...roots]) },
    to: { pathNot: [engine.source, ...sources(engineLeansOn)], ...running },
  },
  {
    name: "nobody imports a test",
    severity: "error",
    from: { pathNot: sources([...tests, ...roots]) },
    to: { path: sources(tests) },
  },
];

/** Laws over one arrow. */
export const forbidden: IForbiddenRuleType[] = [...direct, ...known(), ...inOrder(), ...unknownToEachOther()];

/** Laws over a chain of arrows. */
export const reaches: Reach[] = [
  {
    name: "rules reach no database, clock, framework or machine",
    comment: "a rule is the same every day and runs in a browser",
    from: rules,
    except: tests,
    to: [drizzle, framework, node, ...clocks],
    through: [],
  },
  {
    name: "a page reaches no database except through the caller",
    comment: "whatever the helper is called that it leans on",
    from: [pages],
    except: [caller, machineDoors, ...tests],
    to: [drizzle],
    through: [caller],
  },
];
