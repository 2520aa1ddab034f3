import fc from "fast-check";
import { expect, test } from "vitest";
import { completenessBp } from "../completeness.ts";
import { type Description, descriptionSchema } from "../description.ts";
import { asTyped, patched, readTyped, type Typed, valueAt } from "./field-text.ts";
import { sections, wrongIn } from "./sections.ts";

const empty: Description = descriptionSchema.parse({
  title: "A set",
  summary: "",
  description: "",
  custodian: "Somebody",
  settings: ["not_stated"],
  dataTypes: [],
  periodFrom: null,
  periodTo: null,
  refresh: "",
  refreshBand: "not_stated",
  lag: "",
  leadTime: "",
  leadTimeBand: "not_stated",
  geography: "",
  places: [],
  population: null,
  populationNote: "",
  vocabularies: [],
  useTerms: [],
  limitations: [],
  requirements: [],
  bar: null,
  version: "",
  sources: "",
  details: {},
});
const fields = sections.flatMap((section) => section.fields);

/** Something that each kind of field may hold, as people type it. */
const filled: Record<string, string | string[]> = {
  line: "Some words",
  prose: "Some words\nand more",
  list: "one\ntwo",
  day: "2025-04-01",
  number: "1,200,000",
  counts: "Persons | 120000 | 2025-04-01 | Count | All ages",
  bar: "proposed",
};
const typedFor = (field: (typeof fields)[number]): Typed => ({
  [field.field]:
    field.kind === "ticks" || field.kind === "choice" ? field.options![0]!.value : filled[field.kind]!,
  [`${field.field}.reason`]: "It is not collected yet",
});

test("every field of a description is written in exactly one section, but for what only its source says", () => {
  const known = [
    ...Object.keys(descriptionSchema.shape).filter((key) => key !== "details"),
    ...Object.keys(empty.details).map((key) => `details.${key}`),
  ].filter((field) => !["details.issued", "details.modified"].includes(field));
  expect(fields.map(({ field }) => field).sort()).toEqual(known.sort());
});

test("filling a field never lowers completeness, whatever else is filled, in whatever order", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(fields), (chosen) => {
      let description = empty;
      let before = completenessBp({ description, columns: 0 });
      for (const field of chosen) {
        description = patched(description, readTyped([field], typedFor(field)));
        const after = completenessBp({ description, columns: 0 });
        expect(after, field.label).toBeGreaterThanOrEqual(before);
        before = after;
      }
    }),
    { numRuns: 100 },
  );
});

test("a description with every field filled is right, and as complete as one without columns can be", () => {
  const whole = fields.reduce((given, field) => patched(given, readTyped([field], typedFor(field))), empty);
  expect(wrongIn(whole)).toEqual({});
  expect(completenessBp({ description: whole, columns: 10 })).toBe(10_000);
});

test("what a form shows is read back as the same, so that saving without typing changes nothing", () => {
  const whole = fields.reduce((given, field) => patched(given, readTyped([field], typedFor(field))), empty);
  const typed: Typed = {
    ...Object.fromEntries(fields.map((field) => [field.field, asTyped(field, valueAt(whole, field.field))])),
    "bar.reason": whole.bar!.reason,
  };
  expect(patched(whole, readTyped(fields, typed))).toEqual(whole);
});
