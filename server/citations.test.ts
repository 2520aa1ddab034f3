import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { cases } from "./commercial-models/cases/index.ts";

/** A comment may cite the rules of the nine (README §7.3), a decision, a law or a standard: nothing that is not here. */
const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const filesUnder = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file));

const files = ["server", "app", "db", "e2e"].flatMap(filesUnder);
const rules = read("server/commercial-models/README.md");
const pages = ["README.md", ...files.filter((file) => file.endsWith(".md"))];
const comments = files
  .filter((file) => /\.(tsx?|sql|css)$/.test(file) && file !== "server/citations.test.ts")
  .flatMap((file) => commentsIn(file, read(file)).map((text) => ({ file, text })));

function commentsIn(file: string, text: string): string[] {
  const comment = file.endsWith(".sql") ? /--.*|\/\*[\s\S]*?\*\//g : /\/\*[\s\S]*?\*\/|(?<![:"'`\w/])\/\/.*/g;
  return text.match(comment) ?? [];
}

/** What the comments say that matches, each with its file. */
const cited = (pattern: RegExp) =>
  comments.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(([, what]) => ({ file, what: what! })),
  );

const sections = new Set([...rules.matchAll(/^(?:## |\*\*)§(\d+(?:\.\d+)?)/gm)].map(([, number]) => number!));

test("every section of the rules that a comment or the rules themselves cite stands there", () => {
  const citations = cited(/§\s?(\d+(?:\.\d+)?)/g);
  expect(citations.length).toBeGreaterThan(25);
  expect(citations.filter(({ what }) => !sections.has(what))).toEqual([]);
  const within = [...rules.matchAll(/§(\d+(?:\.\d+)?)/g)].map(([, number]) => number!);
  expect(within.filter((number) => !sections.has(number))).toEqual([]);
});

test("a section has one place: no number is used twice, none is left out", () => {
  const headings = [...rules.matchAll(/^## §(\d+)/gm)].map(([, number]) => Number(number));
  expect(headings).toEqual(headings.map((_, index) => index + 1));
  for (const heading of headings) {
    const below = [...rules.matchAll(new RegExp(`^\\*\\*§${heading}\\.(\\d+)`, "gm"))].map(([, number]) =>
      Number(number),
    );
    expect(below).toEqual(below.map((_, index) => index + 1));
  }
});

test("every decision that is cited was written down", () => {
  const written = new Set(readdirSync(join(root, "server/decisions")).map((file) => file.slice(0, 4)));
  const inPages = pages.flatMap((file) =>
    [...read(file).matchAll(/(?:server\/decisions\/|\bdecision )(\d{4})\b/g)].map(([, what]) => ({
      file,
      what: what!,
    })),
  );
  const citations = [...cited(/(?:server\/decisions\/|\bdecision )(\d{4})\b/g), ...inPages];
  expect(citations.length).toBeGreaterThan(10);
  expect(citations.filter(({ what }) => !written.has(what))).toEqual([]);
});

test("no comment cites a page that is not in the repository, or a path beside it", () => {
  const here = new Set(pages.map((file) => basename(file)));
  expect(cited(/([\w-]+\.md)\b/g).filter(({ what }) => !here.has(what))).toEqual([]);
  const besides = cited(/(\.\.\/shared\S*)/g).filter(({ file }) => !/\.test\.tsx?$/.test(file));
  expect(besides).toEqual([]);
});

test("the documents that the rules quote stand in the worked cases", () => {
  const faces = new Set<string>(
    Object.values(cases).flatMap((lives) =>
      lives.flatMap(({ documents }) => documents.map(([face]) => face)),
    ),
  );
  const quoted = [...rules.matchAll(/^ {4}(.*)$/gm)].map(([, line]) => line!);
  expect(quoted.length).toBeGreaterThan(20);
  expect(quoted.filter((line) => !faces.has(line))).toEqual([]);
});
