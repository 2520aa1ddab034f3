import { describe, expect, test } from "vitest";
import { specificationInWords } from "#server/commercial-models/models/data-return/specification-in-words.ts";
import type { Specification } from "#server/commercial-models/models/data-return/terms.ts";
import { checkDeliverable } from "./check.ts";

const specification: Specification = {
  columns: ["patient", "day", "code"],
  minimumRows: 2,
  completenessBp: 9500,
};
const check = (text: string, asked: Specification | null = specification) =>
  checkDeliverable(new TextEncoder().encode(text), asked ?? undefined);
const unmet = (text: string) =>
  check(text)
    .verdict.filter(({ met }) => !met)
    .map(({ asked, found }) => `${asked}: ${found}`);

const readable = "A table that can be read: text in UTF-8, its fields apart";
const tooEmpty = "At least 95% of the cells filled";

test.each<[what: string, text: string, unmet: string[]]>([
  ["as asked for", "patient,day,code\n1,2026-01-01,A\n2,2026-01-02,B\n", []],
  ["in another order, with one column more", "code,extra,patient,day\nA,,1,x\nB,,2,y", []],
  [
    "with a byte order mark, CRLF and blank lines",
    "\uFEFFpatient,day,code\r\n\r\n1,x,A\r\n2,y,B\r\n\r\n",
    [],
  ],
  ["quoted, with commas, quotes and line breaks inside", 'patient,day,code\n1,x,"A, ""b""\nc"\n2,y,B', []],
  [
    "with a column too few",
    "patient,day\n1,x\n2,y\n",
    ["Column code: Missing", `${tooEmpty}: 66.66%: 4 of 6 cells`],
  ],
  ["with a row too few", "patient,day,code\n1,x,A\n", ["At least 2 rows: 1 row"]],
  [
    "with gaps; white space fills no cell",
    "patient,day,code\n1,x, \n2,y,B\n",
    [`${tooEmpty}: 83.33%: 5 of 6 cells`],
  ],
  ["with a header only", "patient,day,code\n", ["At least 2 rows: 0 rows", `${tooEmpty}: There is no cell`]],
  [
    "empty",
    "",
    [
      `${readable}: Line 1: The file is empty`,
      "Column patient: Missing",
      "Column day: Missing",
      "Column code: Missing",
      "At least 2 rows: 0 rows",
      `${tooEmpty}: There is no cell`,
    ],
  ],
  [
    "with a row too short",
    "patient,day,code\n1,x,A\n2,y\n",
    [
      `${readable}: Line 3: This line has 2 of the 3 fields of the header`,
      `${tooEmpty}: 83.33%: 5 of 6 cells`,
    ],
  ],
  [
    "with a header twice",
    "patient,day,code,code\n1,x,A,\n2,y,B,\n",
    [`${readable}: Line 1: The header code stands there twice`],
  ],
  [
    "with stray quotes, lines counted as an editor does",
    'patient,day,code\n1,"x\ny",A\n2,y"z,B\n3,"y"z,B\n',
    [`${readable}: Line 4: A quote stands inside a field that is not quoted, and 1 more`],
  ],
  [
    "with a quote that never closes",
    'patient,day,code\n1,x,A\n2,y,B\n3,"y,C\n',
    [`${readable}: Line 4: A quote is opened and never closed`],
  ],
])("a file %s", (_, text, expected) => {
  expect(unmet(text)).toEqual(expected);
  expect(check(text).passes).toBe(expected.length === 0);
});

describe("what is found", () => {
  test("columns that are there, missing and not asked for", () => {
    expect(check("day,patient,ward,\n1,2,3,4\n")).toMatchObject({
      present: ["patient", "day"],
      missing: ["code"],
      unknown: ["ward"],
      rows: 1,
    });
  });

  test("completeness is rounded down: 94.999% is not 95%", () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => (index < 94_999 ? "x" : '""'));
    const findings = check(`patient\n${rows.join("\n")}\n`, {
      ...specification,
      columns: ["patient"],
      minimumRows: 100_000,
    });
    expect(findings).toMatchObject({ filled: 94_999, cells: 100_000, completenessBp: 9499, passes: false });
  });

  test.each([
    ["with semicolons", "patient;day;code\n1;x;A\n2;y;B\n"],
    ["with tabs", "patient\tday\tcode\n1\tx\tA\n2\ty\tB\n"],
    ["as Excel leaves it", "sep=;\r\npatient;day;code;;\r\n1;x;A;;\r\n;;;;\r\n2;y;B;;\r\n;;;;\r\n"],
  ])("a file %s is read as one with commas", (_, text) => {
    expect(check(text)).toMatchObject({ passes: true, rows: 2, faults: [] });
  });

  test("UTF-16 that says so is read", () => {
    const text = Buffer.from("\uFEFFpatient,day,code\n1,x,Ä\n2,y,B\n", "utf16le");
    expect(checkDeliverable(text, specification)).toMatchObject({ passes: true, rows: 2 });
  });

  test.each([
    ["a picture", [0x89, 0x50, 0x4e, 0x47], /^Line 1 is not in UTF-8/],
    ["a letter in Windows-1252", [0x61, 0x0a, 0xe9], /^Line 2 is not in UTF-8/],
    ["UTF-16 that does not say so", [0x61, 0x00, 0x62, 0x00], /^The file looks like UTF-16/],
    ["bytes with zeros", [0x61, 0x62, 0x00], /^This is not text/],
  ])("%s is no text", (_, bytes, sentence) => {
    expect(checkDeliverable(new Uint8Array(bytes), specification).faults).toEqual([
      { line: 1, sentence: expect.stringMatching(sentence) },
    ]);
  });

  test("without a specification it only has to be readable", () => {
    expect(check("a,b\n1,\n", null)).toMatchObject({ passes: true, rows: 1, completenessBp: 5000 });
    expect(specificationInWords(undefined)).toEqual(["The contract asks for no particular form"]);
  });

  test("of many faults the first twenty are kept, and all are counted", () => {
    const findings = check(`patient,day,code\n${"1\n".repeat(50)}`);
    expect(findings.faults).toHaveLength(20);
    expect(findings.faultCount).toBe(50);
  });

  test("20,000 rows are read, or twice what the contract asks for; what comes after is a fault", () => {
    const of = (rows: number, minimumRows = 2) =>
      check(`patient,day,code\n${"1,2,a\n".repeat(rows)}`, { ...specification, minimumRows });
    expect(of(20_000)).toMatchObject({ passes: true, rows: 20_000 });
    expect(of(20_001)).toMatchObject({
      passes: false,
      rows: 20_000,
      faults: [{ line: 20_002, sentence: "The file has more than 20,000 rows" }],
    });
    expect(of(30_001, 30_000)).toMatchObject({ passes: true, rows: 30_001 });
    expect(of(60_001, 30_000).faults[0]!.sentence).toBe("The file has more than 60,000 rows");
  });

  test("200 columns are read; a file with more is not read on", () => {
    const of = (columns: number) =>
      check(`${Array.from({ length: columns }, (_, index) => `c${index}`).join(",")}\n1\n`, null);
    expect(of(200).faults[0]!.sentence).toBe("This line has 1 of the 200 fields of the header");
    expect(of(201)).toMatchObject({
      rows: 0,
      faults: [{ line: 1, sentence: "The file has more than 200 columns" }],
      faultCount: 1,
    });
  });

  test.each([
    [
      "a million rows, where the contract asks for so many",
      `patient,day,code\n${"1,2,abcde\n".repeat(999_998)}`,
      999_998,
    ],
    ["five million columns", `${"a,".repeat(5_000_000)}\n`, 0],
    ["a row of five million fields", `patient,day,code\n${"a,".repeat(4_999_000)}\n`, 1],
  ])("ten megabytes of %s are read within seconds", (_, text, rows) => {
    const started = performance.now();
    expect(check(text, { ...specification, minimumRows: 500_000 }).rows).toBe(rows);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

test("a specification in words", () => {
  expect(specificationInWords({ ...specification, minimumRows: 10_000 })).toEqual([
    "Columns patient, day, code",
    "At least 10,000 rows",
    "At least 95% of the cells filled",
  ]);
});
