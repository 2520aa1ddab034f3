import fc from "fast-check";
import { expect, test } from "vitest";
import { readCsv } from "./csv.ts";

const columns = { required: ["id", "quantity"], optional: ["note"] };
const faultsOf = (text: string) => readCsv(text, columns).faults;

test("a byte order mark, CRLF, quoted fields, any order of columns", () => {
  const { rows, faults } = readCsv(
    '\uFEFFquantity,id,note\r\n1.5,"a, ""b""","two\nlines"\r\n\r\n2,c,\r\n',
    columns,
  );
  expect(faults).toEqual([]);
  expect(rows).toEqual([
    { line: 2, cells: { quantity: "1.5", id: 'a, "b"', note: "two\nlines" } },
    { line: 5, cells: { quantity: "2", id: "c", note: "" } },
  ]);
});

test.each([
  ["an empty file", "", [{ line: 1, sentence: "The file is empty" }]],
  ["a missing header", "id\n1\n", [{ line: 1, sentence: "The header quantity is missing" }]],
  ["the same header twice", "id,quantity,id\n", [{ line: 1, sentence: "The header id stands there twice" }]],
  [
    "a header nobody knows",
    "id,quantity,colour\n",
    [{ line: 1, sentence: "The header colour is not known; known are id, quantity, note" }],
  ],
  ["a column without a header", "id,quantity,\n", [{ line: 1, sentence: "Column 3 has no header" }]],
  [
    "too many and too few fields, each by its line",
    "id,quantity\na,1\nb\nc,2,3\n",
    [
      { line: 3, sentence: "This line has 1 of the 2 fields of the header" },
      { line: 4, sentence: "This line has 3 of the 2 fields of the header" },
    ],
  ],
  [
    "a stray quote spoils its own line only",
    'id,quantity\na"b,1\n"a"b,1\nc,2\n',
    [
      { line: 2, sentence: "A quote stands inside a field that is not quoted" },
      { line: 3, sentence: "Something follows a closing quote" },
    ],
  ],
  [
    "a quote that is never closed",
    'id,quantity\na,1\n"b,2\n',
    [{ line: 3, sentence: "A quote is opened and never closed" }],
  ],
  [
    "more than 5 MB",
    "x".repeat(5 * 1024 * 1024 + 1),
    [{ line: 1, sentence: "The file is larger than 5 MB" }],
  ],
  [
    "more than 20,000 rows",
    `id,quantity\n${"a,1\n".repeat(20_001)}`,
    [{ line: 20_002, sentence: "The file has more than 20,000 rows" }],
  ],
  [
    "a header of 60,000 columns",
    `${Array.from({ length: 60_000 }, (_, index) => `c${index}`).join()}\n`,
    [{ line: 1, sentence: "The file has more than 200 columns" }],
  ],
])("%s", (_, text, faults) => {
  expect(faultsOf(text)).toEqual(faults);
});

test("20,000 rows are read, and more where a file of ours may have more", () => {
  const rows = (count: number) => `id,quantity\n${"a,1\n".repeat(count)}`;
  expect(readCsv(rows(20_000), columns)).toMatchObject({ rows: { length: 20_000 }, faults: [] });
  expect(readCsv(rows(100_000), columns, { mostRows: 100_000 })).toMatchObject({
    rows: { length: 100_000 },
    faults: [],
  });
});

test("what is quoted is read back, whatever it holds, with LF and with CRLF", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", " ", "é") });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), fc.constantFrom("\n", "\r\n"), (table, end) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const text = [["a", "b"], ...table].map((cells) => cells.map(quoted).join(",") + end).join("");
      expect(readCsv(text).rows.map(({ cells }) => [cells.a, cells.b])).toEqual(table);
    }),
  );
});
