import { sourcesUnder } from "./files.ts";
import { clockReaders, tests } from "./house.ts";
import type { Breach } from "./law.ts";
import { ts } from "./parser.ts";

/** Files that ask the machine for the time although they are not named for it: the file and the line. */
export function clocksRead(root: string, folders: string[]): Breach[] {
  return sourcesUnder(root, folders)
    .filter(({ file }) => ![...clockReaders, ...tests].some((pattern) => pattern.test(file)))
    .flatMap(({ file, text }) =>
      readsClock(file, text).map((line) => ({
        law: "only named files read the clock",
        path: [`${file}:${line}`],
      })),
    );
}

/** Lines on which `Date` or `performance` is used as a value that could tell the time. */
export function readsClock(file: string, text: string): number[] {
  if (!/\b(Date|performance|Temporal)\b/.test(text)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lines: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isIdentifier(node) && tellsTime(node))
      lines.push(source.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return lines;
}

/** `new Date(x)`, `Date.UTC`, `Date.parse` and `instanceof Date` are arithmetic; any other use of it is a clock. */
function tellsTime(name: ts.Identifier): boolean {
  if (!/^(Date|performance|Temporal)$/.test(name.text)) return false;
  const { parent } = name;
  if (ts.isPropertyAssignment(parent) && parent.name === name) return false;
  if (ts.isNewExpression(parent) && parent.expression === name) return (parent.arguments?.length ?? 0) === 0;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === name)
    return !/^(UTC|parse)$/.test(parent.name.text);
  return !(ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword);
}
