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
  [
    "a column without a header that holds something, by the line of it",
    "id,quantity,\na,1,\nb,2,x\n",
    [{ line: 3, sentence: "Column 3 has no header, and something stands in it" }],
  ],
  [
    "a letter that was lost on the way here",
    "id,quantity\na\uFFFD,1\n",
    [{ line: 2, sentence: "A letter was lost before the file came here: � stands for it" }],
  ],
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

const both = [
  { id: "a", quantity: "1", note: "x" },
  { id: "b", quantity: "2", note: "" },
];
test.each([
  ["semicolons", "id;quantity;note\r\na;1;x\r\nb;2;\r\n"],
  ["tabs", "id\tquantity\tnote\r\na\t1\tx\r\nb\t2\t\r\n"],
  ["as the first line says", "sep=;\r\nid;quantity;note\r\na;1;x\r\nb;2;\r\n"],
  ["lines that end with CR", "id,quantity,note\ra,1,x\rb,2,\r"],
  ["headers in any case", " ID ,Quantity,NOTE\na,1,x\nb,2,\n"],
  [
    "rows and columns that Excel left empty",
    "id,quantity,note,,\n,,,,\na,1,x,,\n\u00A0,,,,\nb,2,,,\n,,,,\n,,,,\n",
  ],
  ["a column left empty between others", "id,,quantity,note\na,,1,x\nb,,2,\n"],
  ["more commas than headers, with nothing between them", "id,quantity,note\na,1,x,,,\nb,2,,,,\n"],
])("the same rows come from %s", (_, text) => {
  const { rows, faults } = readCsv(text, columns);
  expect(faults).toEqual([]);
  expect(rows.map(({ cells }) => cells)).toEqual(both);
});

test("lines count on, whichever way they end and whatever is passed over", () => {
  const text = "sep=;\rid;quantity\r;;\r\n\na;1\rb\r";
  expect(faultsOf(text)).toEqual([{ line: 6, sentence: "This line has 1 of the 2 fields of the header" }]);
});

test("a separator that stands in a field of another kind of file decides nothing", () => {
  expect(readCsv("id,quantity,note\na;b;c;d;e,1,f;g\n", columns).rows[0]!.cells.id).toBe("a;b;c;d;e");
});

test("empty rows at the end are no rows, however many there are", () => {
  expect(readCsv(`id,quantity\na,1\n${",\n".repeat(50_000)}`, columns)).toMatchObject({
    rows: { length: 1 },
    faults: [],
  });
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
      expect(readCsv(text).rows.map(({ cells }) => [cells.a, cells.b])).toEqual(
        table.filter((cells) => cells.some((one) => one.trim())),
      );
    }),
  );
});
