import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { descriptionSchema } from "../description.ts";
import { ruleOf } from "../use-terms.ts";
import { alike } from "./alike.ts";
import { coerce, wholeNumber } from "./coerce.ts";
import { dayOf } from "./days.ts";
import { readFiles } from "./readers.ts";
import { fingerprint, pruned, slugOf } from "./records.ts";
import { properName } from "./spellings.ts";
import { termsOf } from "./terms.ts";

const taken = (record: unknown) => {
  const result = coerce(pruned(record), "hdruk");
  if ("reason" in result) throw new Error(result.reason);
  return result;
};
const v2 = (more: object = {}) => ({
  pid: "a",
  summary: { title: "Hearts", publisher: { name: "SAIL" } },
  ...more,
});
const fieldsWithDefects = (record: unknown) => taken(record).defects.map(({ field }) => field);

describe("texts of web pages, other zones and other keyboards", () => {
  const sent = (summary: object, more: object = {}) =>
    taken({ identifier: "t", summary: { publisher: { name: "Example Trust" }, ...summary }, ...more });

  test("markup is read as the words in it, signs are written out, and the defect says so", () => {
    const { description, defects } = sent({
      title: "Diabetes &amp; Endocrinology &lt;Region&gt;",
      abstract: "<p>First</p><p>Patients&#39; records &ndash; 10&nbsp;000 rows</p>",
      keywords: "heart &amp; lung, <b>knee</b>",
    });
    expect(description).toMatchObject({
      title: "Diabetes & Endocrinology <Region>",
      summary: "First\nPatients' records – 10 000 rows",
      details: { keywords: ["heart & lung", "knee"] },
    });
    expect(slugOf(description.title, "hdruk", "t")).toMatch(/^diabetes-endocrinology-region-[0-9a-f]{8}$/);
    expect(defects.filter(({ sentence }) => /Markup/.test(sentence)).map(({ field }) => field)).toEqual([
      "summary.title",
      "summary.abstract",
      "summary.keywords",
    ]);
  });

  test.each(["Under <5 years & over", "R&D; a < b > c", "AT&T", "<18 and >65"])(
    "%j is no markup",
    (title) => {
      const { description, defects } = sent({ title });
      expect(description.title).toBe(title);
      expect(defects.filter(({ field }) => field === "summary.title")).toEqual([]);
    },
  );

  test("a sign that nobody knows stays, and is named", () => {
    const { description, defects } = sent({ title: "Knees &fjord; hips" });
    expect(description.title).toBe("Knees &fjord; hips");
    expect(defects).toContainEqual({
      field: "summary.title",
      sentence: "&fjord; is no sign that we know: kept as it came",
      value: "Knees &fjord; hips",
    });
  });

  test("midnight of 1 April 2019 in London, written in UTC, is 1 April, and the year ends on 31 March 2020", () => {
    const { description, defects } = sent(
      { title: "Trial" },
      {
        provenance: {
          temporal: { startDate: "2019-03-31T23:00:00.000Z", endDate: "2020-03-31T22:59:59.000Z" },
        },
      },
    );
    expect(description).toMatchObject({ periodFrom: "2019-04-01", periodTo: "2020-03-31" });
    expect(defects).toContainEqual({
      field: "provenance.temporal.startDate",
      sentence: "An instant: its day in London is 2019-04-01",
      value: "2019-03-31T23:00:00.000Z",
    });
  });

  test("a title of which nothing can be seen is none, nor is such a custodian", () => {
    const invisible = "\u200B\u200B\u200B";
    expect(coerce(pruned({ identifier: "t", summary: { title: invisible } }), "hdruk")).toEqual({
      reason: "It has no title",
    });
    expect(coerce(pruned({ identifier: "t", summary: { title: "— \u3164 …" } }), "hdruk")).toEqual({
      reason: "Its title has no letter that can be seen",
    });
    expect(sent({ title: "Knees", publisher: { name: "\u200B" } }).description.custodian).toBe(
      "Custodian not stated",
    );
  });

  test("one record in two forms of Unicode is one record, with one fingerprint", () => {
    const record = (form: "NFC" | "NFD") =>
      pruned({ title: "Café".normalize(form), pid: "é".normalize(form) })!;
    expect(fingerprint(record("NFD"))).toBe(fingerprint(record("NFC")));
    expect(coerce(record("NFD"), "hdruk")).toEqual(coerce(record("NFC"), "hdruk"));
  });

  test("a letter that was lost before is named", () => {
    expect(sent({ title: "Caf\uFFFD study" }).defects).toContainEqual({
      field: "summary.title",
      sentence: "A letter was lost before it came here: � stands for it",
      value: "Caf\uFFFD study",
    });
  });
});

describe("every version of the specification is read", () => {
  test.each([
    [
      "1.x, flat",
      {
        id: "x",
        title: "Hearts",
        abstract: "Of many",
        publisher: "NHS DIGITAL",
        geographicCoverage: "England",
        periodicity: "Monthly",
        datasetStartDate: "2001-02-03",
      },
    ],
    [
      "2.0",
      {
        id: "x",
        summary: { title: "Hearts", abstract: "Of many", publisher: { name: "NHS DIGITAL" } },
        coverage: { spatial: "England" },
        provenance: { temporal: { accrualPeriodicity: "MONTHLY", startDate: "2001-02-03" } },
      },
    ],
    [
      "3.0",
      {
        identifier: "https://a.example/dataset/x",
        summary: { title: "Hearts", abstract: "Of many", dataCustodian: { name: "NHS Digital" } },
        coverage: { spatial: "England" },
        provenance: {
          origin: { datasetType: ["Omics"] },
          temporal: { publishingFrequency: "Monthly", startDate: "2001-02-03T00:00:00.000Z" },
        },
      },
    ],
    [
      "4.0",
      {
        identifier: "x",
        summary: { title: "Hearts", abstract: "Of many", dataCustodian: { name: "NHS Digital" } },
        coverage: { spatial: "England" },
        provenance: {
          origin: { datasetType: [{ name: "Omics", subTypes: ["Genomics"] }] },
          temporal: { publishingFrequency: "Monthly", startDate: "2001-02-03" },
        },
      },
    ],
    [
      "GWDM 2.1",
      {
        required: { gatewayPid: "x", version: "1.0.0" },
        summary: { title: "Hearts", abstract: "Of many", publisher: { name: "NHS Digital" } },
        coverage: { spatial: "England" },
        provenance: { temporal: { accrualPeriodicity: "Monthly", startDate: "2001-02-03" } },
      },
    ],
  ])("%s", (_version, record) => {
    const { id, description } = taken(record);
    expect({ id, ...description }).toMatchObject({
      id: "x",
      title: "Hearts",
      summary: "Of many",
      custodian: "NHS Digital",
      places: ["england"],
      refreshBand: "monthly",
      periodFrom: "2001-02-03",
    });
  });
  test("kinds of data come from 3.0 and 4.0 types, samples and purposes", () => {
    expect(
      taken(v2({ provenance: { origin: { datasetType: [{ name: "Imaging types" }] } } })).description
        .dataTypes,
    ).toEqual(["imaging"]);
    expect(
      taken(
        v2({
          coverage: { physicalSampleAvailability: ["DNA"] },
          provenance: { origin: { purpose: "CARE" } },
        }),
      ).description.dataTypes,
    ).toEqual(["care_records", "samples"]);
  });
});

describe("the faults of the real extract are repaired or said, by field", () => {
  test.each([
    ["revisions", { revisions: { latest: "x" } }],
    ["accessibility.access.accessRights", { accessibility: { access: { accessRights: "Ask us" } } }],
    ["accessibility.usage.isReferencedBy", { accessibility: { usage: { isReferencedBy: "A paper" } } }],
    ["summary.keywords", { summary: { title: "T", keywords: "a, b" } }],
    ["summary.doiName", { summary: { title: "T", doiName: "In a while" } }],
    [
      "observations.measuredValue",
      { observations: [{ observedNode: "Persons", measuredValue: "many people" }] },
    ],
    ["observations", { observations: null }],
    ["coverage.spatial", { coverage: { spatial: "West Midlands" } }],
    ["summary.publisher.name", { summary: { title: "T", publisher: { name: "NHS DIGITAL" } } }],
    ["provenance.temporal.startDate", { provenance: { temporal: { startDate: "4/1/11" } } }],
    [
      "accessibility.usage.dataUseLimitation",
      { accessibility: { usage: { dataUseLimitation: ["Only on Sundays"] } } },
    ],
  ])("%s", (field, more) => {
    expect(fieldsWithDefects(v2(more))).toContain(field);
  });
  test("a record is rejected only without identity or title", () => {
    expect(coerce(pruned({ title: "T" }), "hdruk")).toEqual({
      reason: "It has no identity: neither pid, id nor identifier",
    });
    expect(coerce(pruned({ pid: "a" }), "hdruk")).toEqual({ reason: "It has no title" });
    expect(taken({ pid: "a", title: "In Progress" }).description.title).toBe("In Progress");
  });
});

test.each([
  ["2013-03-31", "2013-03-31"],
  ["2019-10-22T00:00:00Z", "2019-10-22"],
  ["2019-03-31T23:00:00Z", "2019-04-01"],
  ["2019-04-01T00:00:00+01:00", "2019-04-01"],
  ["2019-06-30T23:59:59Z", "2019-06-30"],
  ["2019-06-30T12:00:00", "2019-06-30"],
  ["3/31/13", "2013-03-31"],
  ["31/08/2015", "2015-08-31"],
  ["1/1/16", "2016-01-01"],
  ["4/1/11", null],
  ["08/12/2018", null],
  ["2013-02-30", null],
  ["Ongoing", null],
  ["CONTINUOUS", null],
  ["Released as required", null],
])("the day of %s is %s", (text, day) => {
  expect(dayOf(text).day).toBe(day);
});

test.each([
  ["71,800", "71800"],
  [" 9,476 ", "9476"],
  ["13708599", "13708599"],
  ["10 million images", null],
  ["13000+ eyes", null],
  ["1.5", null],
  ["0", null],
])("people counted by %s: %s", (text, people) => {
  expect(wholeNumber(text)).toBe(people);
});

test("people are taken from persons, never from events", () => {
  const counted = (observedNode: string) =>
    taken(v2({ observations: [{ observedNode, measuredValue: " 9,476 " }] })).description.population;
  expect([counted("Persons"), counted("Events")]).toEqual(["9476", null]);
});

test("terms are the same keys in every spelling, and an unknown one asks for a decision", () => {
  for (const text of ["NOT FOR PROFIT USE", "Not for profit use", "not-for-profit use"])
    expect(termsOf([text]).keys).toEqual(["not_for_profit"]);
  expect(termsOf(["GENERAL RESEARCH USE, NO LINKAGE"]).keys).toEqual(["general_research", "no_linkage"]);
  expect(termsOf(["User-specific restrictions", "USER SPECIFIC RESTRICTION"]).keys).toEqual(["user"]);
  expect(termsOf(["In Progress"]).keys).toEqual([]);
  const { keys, unknown } = termsOf(["GENERAL RESEARCH USE", "Only on Sundays"]);
  expect(unknown).toEqual(["Only on Sundays"]);
  expect(ruleOf({ limitations: keys, requirements: [] }).commercial).toBe("needs_decision");
});

test.each([
  ["NHS DIGITAL", "NHS Digital"],
  ["NCS > OFFICE FOR NATIONAL STATISTICS", "Office for National Statistics"],
  ["The University of Cambridge", "University of Cambridge"],
  ["UNIVERSITY OF CAMBRIDGE", "University of Cambridge"],
  ["PIONEER", "PIONEER"],
  ["Oxford", "Oxford"],
])("%s is spelled %s", (came, name) => {
  expect(properName(came)).toBe(name);
});

test("hostile text stays text: no control characters, no turned writing, nothing too long, no prototype touched", () => {
  const { description, defects } = taken(
    JSON.parse(
      `{"pid":"a","__proto__":{"polluted":true},"constructor":{"prototype":{}},"summary":{"title":"<script>alert(1)</script>\\u202Egnp\\u0000","abstract":${JSON.stringify("x".repeat(1_000_000))}}}`,
    ),
  );
  expect(description.title).toBe("<script>alert(1)</script>gnp");
  expect(description.summary).toHaveLength(20_000);
  expect(defects.map(({ field }) => field)).toEqual(
    expect.arrayContaining(["summary.title", "summary.abstract"]),
  );
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test("whatever JSON a record is, it becomes a description that can be stored or is rejected with a reason", () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record({
      pid: fc.string({ unit: "binary", minLength: 1 }),
      title: fc.string({ unit: "binary", minLength: 1 }),
      summary: fc.jsonValue(),
      coverage: fc.jsonValue(),
      provenance: fc.record({
        temporal: fc.dictionary(fc.constantFrom("startDate", "endDate"), fc.jsonValue()),
      }),
      observations: fc.jsonValue(),
    }),
  );
  fc.assert(
    fc.property(anything, (value) => {
      const result = coerce(pruned(value), "hdruk");
      if ("reason" in result) expect(result.reason).not.toBe("");
      else expect(descriptionSchema.parse(result.description)).toEqual(result.description);
    }),
    { numRuns: 500 },
  );
  let deep: unknown = "end";
  for (let depth = 0; depth < 5000; depth++) deep = { deep };
  expect(taken({ pid: "a", title: "T", deep }).description.title).toBe("T");
});

describe("files are recognised by what stands in them", () => {
  const records = [v2(), v2({ pid: "b" })];
  const read = (text: string) =>
    readFiles([{ name: "x", text }]).records.map(({ value }) => JSON.stringify(value));
  const asLines = read(records.map((one) => JSON.stringify(one)).join("\n"));
  test("a JSON list, JSON lines, a reply with a list and comma-separated values say the same", () => {
    expect(read(JSON.stringify(records, null, 2))).toEqual(asLines);
    expect(read(JSON.stringify({ data: records }))).toEqual(asLines);
    expect(read("pid,summary.title,summary.publisher.name\na,Hearts,SAIL\nb,Hearts,SAIL\n")).toEqual(asLines);
    expect(
      read(
        'pid,summary\na,"{""title"":""Hearts"",""publisher"":{""name"":""SAIL""}}"\nb,"{""title"":""Hearts"",""publisher"":{""name"":""SAIL""}}"\n',
      ),
    ).toEqual(asLines);
  });
  test("a broken line or a list that breaks off loses no other record", () => {
    const lines = readFiles([
      { name: "x", text: `${JSON.stringify(v2())}\n{"broken\n${JSON.stringify(v2({ pid: "b" }))}` },
    ]).records;
    expect(lines.map(({ fault }) => fault)).toEqual([null, "It is not JSON", null]);
    const list = readFiles([{ name: "x", text: `[${JSON.stringify(v2())}, {"pid": "b", "tit` }]).records;
    expect(list.map(({ fault, original }) => [fault, original])).toEqual([
      [null, JSON.stringify(v2())],
      ["It is not JSON", '{"pid": "b", "tit'],
    ]);
  });
  test("of two dictionaries the stricter class counts", () => {
    const { dictionary } = readFiles([
      { name: "x", text: "field_name,governance\nSEX,NON IDENTIFYING DATA\nsex,INDIRECT IDENTIFIER\nAGE,\n" },
    ]);
    expect([...dictionary]).toEqual([["sex", "indirect"]]);
  });
  test("what is none of them is refused with its name", () => {
    expect(() => readFiles([{ name: "x.csv", text: "a,b\n1,2\n" }])).toThrow(
      "x.csv cannot be read: its columns are none that we know",
    );
    expect(() => readFiles([{ name: "x", text: " " }])).toThrow("x cannot be read: it is empty");
  });
});

test("two datasets look like one by their titles, or by most of them and the custodian", () => {
  const ours = { title: "Hospital Episode Statistics: Admitted Patient Care", custodian: "NHS England" };
  expect(
    alike(
      { title: "Hospital Episode Statistics Admitted Patient Care (HES APC)", custodian: "NHS Digital" },
      ours,
    ),
  ).toBe("The titles are the same");
  expect(
    alike({ title: "Hospital Episode Statistics Outpatients", custodian: "NHS Digital" }, ours),
  ).toBeNull();
  expect(
    alike({ title: "PTCL Biobank", custodian: "UKCRC" }, { title: "UK Biobank", custodian: "UK Biobank" }),
  ).toBeNull();
});
