import { expect, test } from "vitest";
import { mostRowsOf, readFiles } from "./readers.ts";

const blank = 2 * 1024 * 1024;

// The time that a test may take is the guard: what reads a malformed file more than once does not finish.
test.each([
  ["\n", "blank lines"],
  ["\r", "carriage returns"],
  ["\r\n", "lines of another system"],
  [" ", "spaces"],
])("2 MB of %j between two words are read (%s)", (sign) => {
  const text = `words${sign.repeat(blank / sign.length)}words`;
  expect(() => readFiles([{ name: "blank.txt", text }])).toThrow("blank.txt cannot be read");
});

test("2 MB of blank lines between two records spoil neither", () => {
  const text = `garbage\n{"pid":"a"}${"\n".repeat(blank)}  {"pid":"b"}`;
  const { records } = readFiles([{ name: "blank.jsonl", text }]);
  expect(records.map(({ fault }) => fault === null)).toEqual([false, true, true]);
});

test("a file holds more records than the stack takes arguments", () => {
  const count = 400_000;
  const { records } = readFiles(
    [{ name: "many.json", text: `[${Array(count).fill("1").join(",")}]` }],
    count,
  );
  expect(records).toHaveLength(count);
});

test.each([
  ["table.csv", (count: number) => `pid,title\n${"a,A title\n".repeat(count)}`, "rows"],
  ["list.json", (count: number) => `[${Array(count).fill('{"pid":"a"}').join(",")}]`, "records"],
  ["lines.jsonl", (count: number) => '{"pid":"a"}\n'.repeat(count), "records"],
])("a page takes 20,000 rows or records of %s, the command more", (name, text, what) => {
  const read = (count: number, most?: number) => readFiles([{ name, text: text(count) }], most).records;
  expect(read(20_000)).toHaveLength(20_000);
  expect(() => read(20_001)).toThrow(
    `${name} cannot be read: ${what === "rows" ? "The file has" : "it has"} more than 20,000 ${what}. Up to 100,000 are imported by the command`,
  );
  expect(read(20_001, mostRowsOf.command)).toHaveLength(20_001);
});
