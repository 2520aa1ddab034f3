import { type Quad, Writer } from "n3";
import { catalogueQuads, datasetQuads, recordQuads } from "./dcat.ts";
import { prefixes } from "./dcat-vocabulary.ts";
import type { PublicSet } from "./public-set.ts";

export type Syntax = "turtle" | "json-ld";
export const mediaType: Record<Syntax, string> = {
  turtle: "text/turtle; charset=utf-8",
  "json-ld": "application/ld+json; charset=utf-8",
};

/** One dataset, as a document of its own. */
export async function dcatOfOne(set: PublicSet, base: string, syntax: Syntax): Promise<string> {
  const quads = datasetQuads(set, base, new Set());
  return [...writer(syntax)([quads], true)].join("");
}

/**
 * The whole catalogue in pieces, a page of datasets at a time: no more than a page is ever held, however many sets there
 * are. Empty pages and an empty catalogue are fine.
 */
export async function* dcatOfAll(
  pages: AsyncIterable<readonly PublicSet[]>,
  base: string,
  syntax: Syntax,
): AsyncGenerator<string> {
  const described = new Set<string>();
  const write = writer(syntax);
  yield* write([catalogueQuads(base, described)], false);
  for await (const page of pages)
    yield* write(
      page.map((set) => [...recordQuads(set, base, described), ...datasetQuads(set, base, described)]),
      false,
    );
  yield* write([], true);
}

/** Writes statements group by group; the last call ends the document. */
function writer(syntax: Syntax): (groups: readonly Quad[][], last: boolean) => Iterable<string> {
  return syntax === "turtle" ? turtleWriter() : jsonLdWriter();
}

function turtleWriter() {
  let pieces: string[] = [];
  const writer = new Writer(
    {
      write(chunk: string, _encoding: string, done?: () => void) {
        pieces.push(chunk);
        done?.();
      },
      end(done?: () => void) {
        done?.();
      },
    },
    { prefixes },
  );
  return (groups: readonly Quad[][], last: boolean) => {
    for (const quads of groups) writer.addQuads(quads);
    if (last) writer.end();
    const text = pieces.join("");
    pieces = [];
    return text ? [text] : [];
  };
}

/** JSON-LD is the same statements grouped by subject, under a context that holds nothing but the prefixes. */
function jsonLdWriter() {
  let begun = false;
  return function* (groups: readonly Quad[][], last: boolean) {
    for (const quads of groups)
      for (const node of nodes(quads)) {
        yield `${begun ? ",\n" : head}${JSON.stringify(node)}`;
        begun = true;
      }
    if (last) yield `${begun ? "" : head}\n]}\n`;
  };
}

const head = `{"@context":${JSON.stringify({ "@version": 1.1, ...prefixes })},\n"@graph":[\n`;

const compact = (iri: string) => {
  const found = Object.entries(prefixes).find(([, long]) => iri.startsWith(long));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
};

type Value = { "@id": string } | { "@value": string; "@type"?: string };

function nodes(quads: readonly Quad[]): Record<string, unknown>[] {
  const bySubject = new Map<string, Record<string, string | string[] | Value[]>>();
  for (const { subject, predicate, object } of quads) {
    const node = bySubject.get(subject.value) ?? { "@id": subject.value };
    bySubject.set(subject.value, node);
    const key = compact(predicate.value);
    if (key === "rdf:type") node["@type"] = [...((node["@type"] as string[]) ?? []), compact(object.value)];
    else node[key] = [...((node[key] as Value[]) ?? []), objectOf(object)];
  }
  return [...bySubject.values()];
}

function objectOf(object: Quad["object"]): Value {
  if (object.termType !== "Literal") return { "@id": object.value };
  const type = compact(object.datatype.value);
  return type === "xsd:string" ? { "@value": object.value } : { "@value": object.value, "@type": type };
}
