import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import jsonld from "jsonld";
import { Parser, Store, Writer } from "n3";
import Validator from "rdf-validate-shacl";
import { describe, expect, test } from "vitest";
import { visitor } from "#server/lib/actor.ts";
import type { Ask } from "#server/lib/change.ts";
import { isReadable } from "#server/lib/names.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { descriptionSchema } from "../description.ts";
import { dcatOfAll, dcatOfOne } from "./dcat-text.ts";
import { hdruk4 } from "./hdruk4.ts";
import type { PublicColumn, PublicSet } from "./public-set.ts";
import { inScript, schemaOrg } from "./schema-org.ts";
import { columnsOf, everySet, publicSet } from "./store.ts";

const base = "https://marketplace.example";
const shared = join(import.meta.dirname, "../../../../shared/data");
const shapes = join(shared, "dcat-ap/shapes.ttl");
const withShared = existsSync(shapes);

const read = (text: string) => new Store(new Parser({ baseIRI: base }).parse(text));
const validator = (file: string) =>
  new Validator(read(readFileSync(join(shared, "dcat-ap", file), "utf8")) as never);
const violations = async (turtle: string, check: Validator) => {
  const { results } = await check.validate(read(turtle) as never);
  return results
    .filter(({ severity }) => severity?.value.endsWith("Violation"))
    .map(({ focusNode, path, message }) =>
      [focusNode?.value, path?.value, message.map(({ value }) => value).join(" ")].join(" "),
    );
};

async function together(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

/** Statements in one spelling and order, so that two documents can be compared. */
const statements = (store: Store) =>
  [...store]
    .map(
      ({ subject, predicate, object }) =>
        `${subject.value} ${predicate.value} ${object.termType} ${object.value}`,
    )
    .sort();

async function ofJsonLd(text: string): Promise<Store> {
  const quads = (await jsonld.toRDF(JSON.parse(text), {
    format: "application/n-quads",
    documentLoader: async (url: string) => {
      throw new Error(`Nothing is fetched, and ${url} was asked for`);
    },
  } as never)) as unknown as string;
  return new Store(new Parser({ format: "N-Quads" }).parse(quads));
}

describe("the seeded catalogue", () => {
  test.skipIf(!withShared)(
    "as DCAT-AP has no violation of the shapes, for one set and for all (needs ../shared)",
    async () => {
      await using market = await marketplace();
      const ask: Ask = market.as(visitor);
      const all = await together(dcatOfAll(everySet(ask, 7), base, "turtle"));
      expect([...read(all).match(null, null, null)].length).toBeGreaterThan(500);
      for (const file of ["shapes.ttl", "range.ttl"])
        expect(await violations(all, validator(file)), file).toEqual([]);
      const check = validator("shapes.ttl");
      for await (const page of everySet(ask))
        for (const set of page)
          expect(await violations(await dcatOfOne(set, base, "turtle"), check), set.slug).toEqual([]);
    },
    120_000,
  );

  test("says the same in Turtle and in JSON-LD, and needs nothing from elsewhere to be read", async () => {
    await using market = await marketplace();
    const ask: Ask = market.as(visitor);
    const turtle = read(await together(dcatOfAll(everySet(ask, 5), base, "turtle")));
    const json = await ofJsonLd(await together(dcatOfAll(everySet(ask, 5), base, "json-ld")));
    expect(statements(json)).toEqual(statements(turtle));
  });

  test.skipIf(!withShared)(
    "as HDR UK 4.0.0 lists what is missing exactly where the schema refuses the record (needs ../shared)",
    async () => {
      await using market = await marketplace();
      const ask: Ask = market.as(visitor);
      const valid = schemaOf("hdruk-4.0.0.schema.json");
      for await (const page of everySet(ask))
        for (const set of page) {
          const { record, missing } = hdruk4(set, await columnsOf(ask, set.slug), base);
          expect([set.slug, valid(record)]).toEqual([set.slug, missing.length === 0]);
        }
    },
    60_000,
  );

  test.skipIf(!withShared)("is a valid schema.org Dataset (needs ../shared)", async () => {
    await using market = await marketplace();
    const valid = schemaOf("schemaorg-dataset.schema.json");
    const set = await publicSet(market.as(visitor), "hes-apc");
    expect([valid(schemaOrg(set, base)), valid.errors]).toEqual([true, null]);
  });
});

function schemaOf(file: string) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as { default?: (to: unknown) => void }).default
    ? (addFormats as unknown as { default: (to: unknown) => void }).default(ajv)
    : (addFormats as unknown as (to: unknown) => void)(ajv);
  return ajv.compile(JSON.parse(readFileSync(join(shared, "hdruk-schemas", file), "utf8")));
}

const complete = descriptionSchema.parse({
  title: "Register of example knees",
  summary: "Every knee that was replaced in an example, with its implant and what followed.",
  description: "One row an operation, with the implant, the surgeon's grade and revisions for ten years.",
  custodian: "Example Joint Registry",
  settings: ["registry"],
  dataTypes: ["registry"],
  periodFrom: "2003-04-01",
  periodTo: null,
  refresh: "Yearly",
  refreshBand: "yearly",
  lag: "2-6 months",
  leadTime: "1-2 months",
  leadTimeBand: "two_months",
  geography: "England",
  places: ["england"],
  population: "250000",
  populationNote: "About 250,000 people",
  vocabularies: ["ICD10"],
  useTerms: ["General research use"],
  limitations: ["general_research"],
  requirements: ["ethics"],
  bar: null,
  version: "2.1.0",
  sources: "The registry's own description",
  details: {
    keywords: ["knee", "implant"],
    accessRights: ["https://registry.example/access"],
    contact: "data@registry.example",
    languages: ["en"],
    formats: ["text/csv"],
    conformsTo: ["LOCAL"],
    controller: "Example Joint Registry",
    jurisdictions: ["GB-ENG"],
    observations: [{ node: "Persons", value: "250000", on: "2026-01-01", property: "Count" }],
    issued: "2020-01-13T17:16:37Z",
    modified: "2026-01-13T17:16:37Z",
  },
});

const setOf = (description: PublicSet["description"]): PublicSet => ({
  slug: "knees",
  description,
  custodianId: "00000000-0000-4000-8000-000000000001",
  licensable: "licensable",
  publishedOn: "2026-01-13",
  versionNumber: 2,
  completenessBp: 5000,
  versions: [
    { number: 1, publishedOn: "2025-01-13", at: "2025-01-13T10:00:00.000Z", note: "First" },
    { number: 2, publishedOn: "2026-01-13", at: "2026-01-13T10:00:00.000Z", note: "Counts" },
  ],
  links: [{ slug: "hes-apc", title: "Hospital episodes", by: "NHS number" }],
});

const columns: PublicColumn[] = [
  {
    position: 0,
    table: "Operation",
    name: "side",
    dataType: "Code",
    description: "Left or right",
    identifierClass: "none",
  },
  {
    position: 1,
    table: "Operation",
    name: "nhs_number",
    dataType: "Text",
    description: "",
    identifierClass: "direct",
  },
];

describe("a description with every fact", () => {
  test.skipIf(!withShared)("is a valid record of HDR UK 4.0.0, columns and all (needs ../shared)", () => {
    const { record, missing } = hdruk4(setOf(complete), columns, base);
    expect(missing).toEqual([]);
    const valid = schemaOf("hdruk-4.0.0.schema.json");
    expect([valid(record), valid.errors]).toEqual([true, null]);
  });

  test("without a contact and a count is told what is missing, and nothing is put in their place", () => {
    const { record, missing } = hdruk4(
      setOf({
        ...complete,
        population: null,
        details: { ...complete.details, contact: "", observations: [] },
      }),
      [],
      base,
    );
    expect(missing.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["summary.contactPoint", "summary.populationSize"]),
    );
    expect(JSON.stringify(record)).not.toMatch(/not (stated|available|known)/i);
  });
});

const anything = fc.string({ unit: "binary", maxLength: 60 });
const hostile = fc.oneof(
  anything,
  fc.constantFrom(
    "</script><script>alert(1)</script>",
    '"""',
    "<http://x> .",
    'https://a.example/ space"quote<>\n{}|^`\\',
    "https://ünï.example/päth?q=ü#a#b",
    "mailto:a b@c",
    "\ud800 lone",
    "\u202eright to left\u0000",
    "=HYPERLINK(1)",
    "https://user:pass@host.example/",
  ),
);
const hostileSet = fc
  .record({
    title: hostile.filter((text) => isReadable(text) && text.length <= 500),
    summary: hostile,
    description: hostile,
    custodian: hostile.filter(isReadable),
    geography: hostile,
    refresh: hostile,
    version: hostile,
    sources: hostile,
    useTerms: fc.array(hostile, { maxLength: 3 }),
    details: fc.record({
      keywords: fc.array(hostile, { maxLength: 3 }),
      contact: hostile,
      homepage: hostile,
      doi: hostile,
      issued: hostile,
      modified: hostile,
      languages: fc.array(hostile, { maxLength: 2 }),
      conformsTo: fc.array(hostile, { maxLength: 2 }),
      publications: fc.array(hostile, { maxLength: 2 }),
      accessRights: fc.array(hostile, { maxLength: 2 }),
    }),
  })
  .map((said) =>
    setOf(
      descriptionSchema.parse({ ...complete, ...said, details: { ...complete.details, ...said.details } }),
    ),
  );

describe("whatever stands in a description", () => {
  test.skipIf(!withShared)(
    "the Turtle parses and has no violation, and the JSON-LD says the same (needs ../shared)",
    async () => {
      const check = validator("shapes.ttl");
      await fc.assert(
        fc.asyncProperty(hostileSet, async (set) => {
          const turtle = await dcatOfOne(set, base, "turtle");
          expect(await violations(turtle, check)).toEqual([]);
          const json = await ofJsonLd(await dcatOfOne(set, base, "json-ld"));
          expect(statements(json)).toEqual(statements(read(turtle)));
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );

  test.skipIf(!withShared)(
    "a record of HDR UK 4.0.0 is valid exactly when nothing is missing (needs ../shared)",
    () => {
      const valid = schemaOf("hdruk-4.0.0.schema.json");
      fc.assert(
        fc.property(hostileSet, (set) => {
          const { record, missing } = hdruk4(set, columns, base);
          expect(valid(record)).toBe(missing.length === 0);
        }),
        { numRuns: 200 },
      );
    },
  );

  test("nothing ends the script element that it stands in, and it is read back as it was", () => {
    fc.assert(
      fc.property(hostileSet, (set) => {
        const data = schemaOrg(set, base);
        expect(inScript(data)).not.toMatch(/<\/|<!--/);
        expect(JSON.parse(inScript(data))).toEqual(JSON.parse(JSON.stringify(data)));
      }),
    );
  });
});

test("a dataset without a description and with two publishers is what the shapes would refuse", async () => {
  if (!withShared) return;
  const writer = new Writer();
  const turtle = await dcatOfOne(setOf(complete), base, "turtle");
  const kept = [...read(turtle)].filter(({ predicate }) => !predicate.value.endsWith("terms/description"));
  writer.addQuads(kept);
  const text = await new Promise<string>((done, failed) =>
    writer.end((error, result) => (error ? failed(error) : done(result))),
  );
  expect((await violations(text, validator("shapes.ttl"))).join()).toContain("description");
});
