import { join } from "node:path";
import { checkSync } from "recheck";
import { expect, test } from "vitest";
import { sourcesUnder } from "./arrows/files.ts";
import { ts } from "./arrows/parser.ts";

/**
 * One pattern that tries a text in a square of its length freezes the whole process for whoever sends a long one. What is
 * found here is written so that no two parts can take the same characters, or as a loop (`withoutEnd`).
 */

const root = join(import.meta.dirname, "..");

// What needs no JVM and no binary, and counts steps instead of seconds.
process.env.RECHECK_SYNC_BACKEND = "pure";
const inSteps = {
  timeout: null,
  incubationTimeout: null,
  mutationTimeout: null,
  attackTimeout: null,
} as const;

const verdict = (source: string, flags: string): string => {
  if (!repeats.test(source)) return "safe";
  const said = checkSync(source, flags, { ...inSteps, randomSeed: 1 });
  return said.status === "vulnerable" ? said.complexity.summary : said.status;
};

const repeats = /[*+]|\{\d+,\}/;

/** Every pattern of a file with its flags; what a program writes into one stands as an "x". */
function patternsIn(file: string, text: string): { source: string; flags: string }[] {
  const patterns: { source: string; flags: string }[] = [];
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const visit = (node: import("@ts-morph/common").ts.Node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      patterns.push({ source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === "RegExp") {
      const [source, flags] = node.arguments ?? [];
      patterns.push({
        source: source ? written(source) : "",
        flags: flags && ts.isStringLiteral(flags) ? flags.text : "",
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return patterns;
}

function written(node: import("@ts-morph/common").ts.Node): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return "x";
  return node.head.text + node.templateSpans.map(({ literal }) => `x${literal.text}`).join("");
}

/** Reads the workings of our own bills, in tests alone. */
const readsOurOwn = "server/commercial-models/second/by-hand.ts";

test("no regular expression can run away, however long the text is", () => {
  const found = sourcesUnder(root, ["app", "server", "db"])
    .filter(({ file }) => !/\.test\.tsx?$/.test(file) && file !== readsOurOwn)
    .flatMap(({ file, text }) => patternsIn(file, text).map((pattern) => ({ file, ...pattern })));
  expect(found.length).toBeGreaterThan(200);
  const judged = new Map<string, string>();
  const wrong = found.flatMap(({ file, source, flags }) => {
    const pattern = `/${source}/${flags}`;
    const said = judged.get(pattern) ?? verdict(source, flags);
    judged.set(pattern, said);
    return said === "safe" ? [] : [`${file}: ${pattern} is ${said}`];
  });
  expect(wrong).toEqual([]);
}, 300_000);

test("the check finds what takes a square, and more than that, in a literal and in what a program puts together", () => {
  const planted = [
    "const pounds = /^\\s*£?\\s*\\d+\\s*$/;",
    'const end = new RegExp("0+$");',
    "const names = new RegExp(`^(${" + "all})(a+)+$`, 'i');",
  ];
  const verdicts = planted.flatMap((text) =>
    patternsIn("planted.ts", text).map(({ source, flags }) => verdict(source, flags)),
  );
  expect(verdicts).toEqual(["2nd degree polynomial", "2nd degree polynomial", "exponential"]);
});
