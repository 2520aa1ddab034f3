import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The proof of "A tenth model": in a scratch copy of the tree a tenth kind is added as the README says, and
 * nothing else. The compiler has to ask for exactly that, then be content, and the kind has to live a licence.
 */

const root = join(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "hdm-tenth-"));
const copied = [
  "app",
  "db",
  "server",
  "e2e",
  "package.json",
  "tsconfig.json",
  "next-env.d.ts",
  "next.config.ts",
  "instrumentation.ts",
];

try {
  copyTree();
  addKind();
  // A hole in the registry is felt by what is derived from it, too; the registry is where it is closed.
  const first = filesWithErrors(compile("tsconfig.rules.json"));
  if (!first.includes("server/commercial-models/index.ts"))
    throw new Error("The compiler does not ask for a model in the registry");
  addModel();
  const second = filesWithErrors(compile("tsconfig.rules.json"));
  if (second.join() !== "server/commercial-models/second/agree.ts")
    throw new Error(`With its model the compiler asks for ${second.join(", ") || "nothing"}`);
  addSecond();
  addCase();
  cpSync(here("lives.ts"), join(scratch, "server/levy.test.ts"));
  const left = filesWithErrors(compile("tsconfig.json"));
  if (left.length > 0) throw new Error(`Not enough for the compiler: ${left.join(", ")}`);
  const { status } = node(
    "node_modules/vitest/vitest.mjs",
    [
      "run",
      "--config",
      "server/vitest.config.ts",
      "server/levy.test.ts",
      "server/commercial-models/registry.test.ts",
      "server/commercial-models/cases.test.ts",
      "server/commercial-models/second/agree.test.ts",
      "server/commercial-models/second/levy.test.ts",
      "server/catalogue/compare.test.ts",
      "server/catalogue/shortlist/store/shortlist.test.ts",
    ],
    "inherit",
  );
  process.exitCode = status ?? 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function copyTree() {
  for (const name of copied)
    if (existsSync(join(root, name))) cpSync(join(root, name), join(scratch, name), { recursive: true });
  const types = ".next/types";
  if (existsSync(join(root, types))) cpSync(join(root, types), join(scratch, types), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(scratch, "node_modules"), "dir");
  writeFileSync(
    join(scratch, "tsconfig.rules.json"),
    JSON.stringify({ extends: "./tsconfig.json", include: ["server/commercial-models/**/*.ts"] }),
  );
}

/** The kind in the database's enum, in two migrations as Postgres wants it, with its policy. */
function addKind() {
  edit("db/enums.ts", '  "profit_share",\n', '  "profit_share",\n  "levy",\n');
  migration("levy_kind", "alter type model_kind add value 'levy';");
  migration(
    "levy_policy",
    `select set_config('app.side', 'system', false);
--> statement-breakpoint
insert into policies (kind, policy, because) values ('levy', 'routine', 'It is made up.');`,
  );
}

function migration(name: string, sql: string) {
  const journalFile = join(scratch, "db/migrations/meta/_journal.json");
  const journal = JSON.parse(readFileSync(journalFile, "utf8"));
  const last = journal.entries.at(-1);
  const idx = last.idx + 1;
  const tag = `${String(idx).padStart(4, "0")}_${name}`;
  journal.entries.push({ ...last, idx, when: last.when + 1, tag });
  writeFileSync(journalFile, JSON.stringify(journal));
  writeFileSync(join(scratch, `db/migrations/${tag}.sql`), sql);
}

function here(name: string): string {
  return join(import.meta.dirname, name);
}

/** The model and its line in the registry. */
function addModel() {
  cpSync(here("levy.ts"), join(scratch, "server/commercial-models/models/levy.ts"));
  const registry = "server/commercial-models/index.ts";
  const importing = 'import { royalty } from "./models/royalty/royalty.ts";\n';
  edit(registry, importing, `${importing}import { levy } from "./models/levy.ts";\n`);
  edit(registry, "  profit_share: profitShare,\n", "  profit_share: profitShare,\n  levy,\n");
}

/** Its second implementation, held against the first. */
function addSecond() {
  const second = "server/commercial-models/second";
  cpSync(here("second.ts"), join(scratch, second, "levy.ts"));
  writeFileSync(
    join(scratch, second, "levy.test.ts"),
    'import { agrees } from "./testing.ts";\n\nagrees("levy");\n',
  );
  const line = '  profit_share: () => import("./profit-share.ts"),\n';
  edit(`${second}/agree.ts`, line, `${line}  levy: () => import("./levy.ts"),\n`);
}

/** Its worked case. */
function addCase() {
  const cases = "server/commercial-models/cases";
  cpSync(here("case.ts"), join(scratch, cases, "levy.ts"));
  const importing = 'import { freeAccess } from "./free-access.ts";\n';
  edit(`${cases}/index.ts`, importing, `${importing}import { levy } from "./levy.ts";\n`);
  edit(`${cases}/index.ts`, '  "profit share": profitShare,\n', '  "profit share": profitShare,\n  levy,\n');
}

function edit(file: string, from: string, to: string) {
  const path = join(scratch, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from.trim()}`);
  writeFileSync(path, text.replace(from, to));
}

function compile(project: string): string {
  return (
    node(
      "node_modules/typescript/bin/tsc",
      ["--noEmit", "--incremental", "false", "--pretty", "false", "-p", project],
      "pipe",
    ).stdout ?? ""
  );
}

function filesWithErrors(said: string): string[] {
  return [...new Set([...said.matchAll(/^(.+?)\(\d+,\d+\): error/gm)].map(([, file]) => file!))].sort();
}

function node(file: string, args: readonly string[], output: "inherit" | "pipe") {
  return spawnSync(process.execPath, [file, ...args], {
    cwd: scratch,
    encoding: "utf8",
    stdio: ["ignore", output, "inherit"],
  });
}
