import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import type { ICruiseResult } from "dependency-cruiser";
import { orders, tests } from "./house.ts";

const home = "public/readme/house.svg";
type State = "fresh" | "drawn" | "stale: npm run arrows -- draw";

/** Draws the house from what was cruised and compares it with the one in the README; writes it when asked to. */
export async function keepPicture(root: string, result: ICruiseResult, write: boolean): Promise<State> {
  const now = await picture(result);
  const file = join(root, home);
  if (write) writeFileSync(file, now);
  else if (read(file) !== now) return "stale: npm run arrows -- draw";
  return write ? "drawn" : "fresh";
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Rooms and the arrows between them; an arrow that follows from two others is left out, so that one can read it. */
async function picture(result: ICruiseResult): Promise<string> {
  const graphviz = await Graphviz.load();
  const dot = `digraph house {
    bgcolor=white; nodesep=0.3; ranksep=0.4;
    node [shape=box style="filled,rounded" fillcolor="#f0f4f5" color="#4c6272" fontcolor="#212b32" fontname="Arial" margin="0.2,0.06"];
    edge [color="#768692" arrowsize=0.7];
    ${(await roomArrows(result)).join("\n    ")}
  }`;
  return withoutComments(graphviz.dot(graphviz.tred(dot).out));
}

const withoutComments = (svg: string): string => {
  const [first, ...rest] = svg.split("<!--");
  return first + rest.map((part) => part.slice(part.indexOf("-->") + 3).replace(/^\n/, "")).join("");
};

/** What the library has found, collapsed to rooms. */
async function roomArrows(result: ICruiseResult): Promise<string[]> {
  const { format } = await import("dependency-cruiser");
  const room = `^(app|db/schema|server/(${orders.server!.join("|")}))(?=/)`;
  const { output } = await format(result, {
    outputType: "json",
    includeOnly: { path: room },
    exclude: { path: tests.map(({ source }) => source) },
    collapse: room,
  });
  const { modules } = JSON.parse(output as string) as ICruiseResult;
  return modules
    .flatMap(({ source, dependencies }) =>
      dependencies.filter(({ resolved }) => resolved !== source).map(({ resolved }) => [source, resolved]),
    )
    .map((arrow) =>
      arrow
        .map((end) => JSON.stringify(end!.replace("server/", "").replace("db/schema", "tables")))
        .join(" -> "),
    )
    .sort();
}
