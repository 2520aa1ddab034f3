import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

/** Slices in order: each may use those before it (server/decisions/0002). */
const order = [
  "lib",
  "audit",
  "jobs",
  "access",
  "commercial-models",
  "pricing",
  "catalogue",
  "quoting",
  "ledger",
  "billing",
  "licensing",
  "reconciliation",
  "reporting",
];
const root = join(import.meta.dirname, "..");

type Import = { file: string; to: string; isType: boolean };

const files = filesUnder(["server", "app", "db"]);
const imports: Import[] = files.flatMap((file) =>
  [
    ...readFileSync(join(root, file), "utf8").matchAll(
      /^(?:import|export) (type )?[^;]*? ?from "([^"]+)"/gms,
    ),
  ].map(([, type, to]) => ({
    file,
    to: to!.startsWith(".") ? relative(root, join(root, dirname(file), to!)) : to!.replace(/^#/, ""),
    isType: type !== undefined,
  })),
);
const used = imports.filter(({ isType, file }) => !isType && !/\.test\.tsx?$/.test(file));
const slice = (path: string) => /^server\/([^/]+)\//.exec(path)?.[1];

function filesUnder(folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  );
}

test("there is something to look at", () => {
  expect(files.length).toBeGreaterThan(150);
  expect(used.length).toBeGreaterThan(500);
});

test("slices depend only on slices before them", () => {
  const wrong = used.filter(
    ({ file, to }) =>
      order.includes(slice(file) ?? "") &&
      order.includes(slice(to) ?? "") &&
      order.indexOf(slice(to)!) > order.indexOf(slice(file)!),
  );
  expect(wrong).toEqual([]);
});

test("pages never import a store, a table or the database", () => {
  const wrong = used.filter(
    ({ file, to }) =>
      file.startsWith("app/") &&
      (/store\.ts$/.test(to) || to.startsWith("db/") || to === "drizzle-orm" || to === "pg"),
  );
  expect(wrong).toEqual([]);
});

test("the engine and every rule import no database, framework or clock", () => {
  const isPure = (file: string) =>
    /\/rules\.ts$/.test(file) ||
    (file.startsWith("server/commercial-models/") && !file.endsWith("-command.ts"));
  const wrong = used.filter(
    ({ file, to }) =>
      isPure(file) && (/^(drizzle-orm|pg|next|react|node:)/.test(to) || /(client|store)\.ts$/.test(to)),
  );
  expect(wrong.filter(({ to }) => !to.startsWith("db/schema"))).toEqual([]);
  const clocks = files.filter(
    (file) => isPure(file) && /Date\.now\(\)|new Date\(\)/.test(readFileSync(join(root, file), "utf8")),
  );
  expect(clocks).toEqual([]);
});

test("the engine imports nothing but zod, money, dates and itself, so that it runs in a browser", () => {
  const wrong = used.filter(
    ({ file, to }) =>
      file.startsWith("server/commercial-models/") &&
      !/(-command|\.test)\.ts$/.test(file) &&
      to !== "zod" &&
      !to.startsWith("server/commercial-models/") &&
      !/^server\/lib\/(money|dates|refusal)\.ts$/.test(to),
  );
  expect(wrong).toEqual([]);
});

test("no float comes near money: nothing parses or formats an amount as one", () => {
  const wrong = files.filter(
    (file) =>
      !/\.test\.tsx?$/.test(file) && /parseFloat\(|toFixed\(/.test(readFileSync(join(root, file), "utf8")),
  );
  expect(wrong).toEqual([]);
});
