import { expect, test } from "vitest";
import { name, nameOrNone, prose } from "./fields.ts";

const said = (field: ReturnType<typeof name>, text: string) =>
  field.safeParse(text).error?.issues[0]?.message ?? null;

test.each([
  "株式会社ヘルスデータ",
  "شركة البيانات الصحية",
  "Łódź Ελλάδα",
  "भारत",
  "주식회사",
  "Müller-Lüdenscheidt & Söhne №7",
])("the name %s can be printed, so it can be given", (text) => {
  expect(said(name("Enter a name"), text)).toBeNull();
});

test("a letter that no paper can print is named where it is entered, in names and in longer texts", () => {
  const sentence = "Our papers cannot print 🧬. Write it without";
  expect(said(name("Enter a name"), "Health 🧬 Data Ltd")).toBe(sentence);
  expect(said(nameOrNone(), "🧬 1")).toBe(sentence);
  expect(said(prose("Say why", 500), "First line\nof 🧬")).toBe(sentence);
  expect(said(name("Enter a name"), "ქართული")).toBe(
    "Our papers cannot print ქ ა რ თ უ and others. Write it without",
  );
});
