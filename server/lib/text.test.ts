import { expect, test } from "vitest";
import { allInOneForm, textOfFile } from "./text.ts";

const text = "id,name\r\n1,café – £5m\r\n";
const utf16 = (order: "le" | "be") => {
  const bytes = Buffer.from(`\uFEFF${text}`, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};

test.each([
  ["UTF-8", Buffer.from(text)],
  ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`)],
  ["UTF-16 LE", utf16("le")],
  ["UTF-16 BE", utf16("be")],
  ["UTF-8 with its accents apart", Buffer.from(text.normalize("NFD"))],
])("%s is read as the same text", (_, bytes) => {
  expect(textOfFile(bytes)).toBe(text);
});

const refusedAs = (bytes: Uint8Array) => {
  try {
    return textOfFile(bytes, "rows");
  } catch (error) {
    return error;
  }
};

test.each([
  [
    "Windows-1252, by the first line that has a letter beyond ASCII",
    Buffer.from("source,id\r\ncafe,1\r\ncafe,\xe91\r\n", "latin1"),
    /^Line 3 is not in UTF-8, as when Excel saves plain CSV \(Windows-1252\)\. Save the file as “CSV UTF-8”/,
  ],
  ["bytes that break off within a letter", Buffer.from(text).subarray(0, 15), /^Line 2 is not in UTF-8/],
  ["UTF-16 that does not say so", utf16("le").subarray(2), /^The file looks like UTF-16/],
  ["UTF-16 with half of a pair", Buffer.from("\uFEFFa\ud800b", "utf16le"), /^The file begins as UTF-16/],
])("%s is refused, never replaced", (_, bytes, sentence) => {
  expect(refusedAs(bytes)).toMatchObject({
    code: "bad_input",
    field: "rows",
    message: expect.stringMatching(sentence),
  });
});

test("all that a value holds takes one form, and what is no text stays as it is", () => {
  const at = new Date();
  const bytes = new Uint8Array([1]);
  expect(allInOneForm({ "e\u0301": ["e\u0301", 1, null, { at, bytes }] })).toEqual({
    é: ["é", 1, null, { at, bytes }],
  });
});
