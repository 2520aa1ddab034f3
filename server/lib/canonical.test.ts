import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fingerprint, pruned } from "#server/catalogue/import/records.ts";
import { canonical } from "./canonical.ts";

test("the sample of RFC 8785: numbers as ECMAScript writes them, text with few escapes, keys in order", () => {
  expect(
    canonical({
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\u002f",
      literals: [null, true, false],
    }),
  ).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test("keys in the order of their UTF-16 units, as the RFC sorts them", () => {
  const keys = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
  const sorted = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"];
  expect(Object.keys(JSON.parse(canonical(Object.fromEntries(keys.map((key) => [key, "x"])))))).toEqual([
    "1",
    ...sorted.filter((key) => key !== "1"),
  ]);
  expect(canonical(Object.fromEntries(keys.map((key) => [key, 0])))).toBe(
    `{${sorted.map((key) => `${JSON.stringify(key)}:0`).join(",")}}`,
  );
});

test("what was hashed before the library came has the same hash", () => {
  const contract = {
    reference: "HDO-2026-0001",
    parties: { licensee: "Société Générale d’Études", licensor: "NHS England" },
    term: { from: "2026-12-01", to: "2029-11-30" },
    components: [{ id: "royalty", terms: { kind: "royalty", rateBp: 250, cap: null, share: 0.125 } }],
    amounts: [0, -0, -5, 1e21, 9007199254740991, "12345678901234567890"],
    Ångström: "😀\u2028\t",
    "": [],
  };
  expect(createHash("sha256").update(canonical(contract), "utf8").digest("hex")).toBe(
    "b71589e0d62cd8d2fed1c1c5c953e111de482438af6215765e6104f57d275d96",
  );
  const record = { z: null, b: { title: "Hospital Episodes", n: 1.5, on: true }, a: ["x", "", 7] };
  expect(fingerprint(pruned(record)!)).toBe(
    "8d3fbf68d3f2d8ac46f4933b003a98bed48bc7d30c59bc89927462a3161e06f7",
  );
});

test("any JSON has the text that it had before the library came", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonical(value)).toBe(before(value));
    }),
  );
});

test("half a character cannot be hashed; in a source record it counts as the mark that takes its place", () => {
  expect(() => canonical("\ud83d")).toThrow("Lone surrogate");
  expect(fingerprint({ title: "\ud83d" })).toBe(fingerprint({ title: "\ufffd" }));
});

/** The form by which contracts and source records were hashed up to November 2026. */
function before(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(before).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${before(inner)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
