import { expect, test } from "vitest";
import { z } from "zod";
import "./schema-words.ts";

const sentenceOf = (schema: z.ZodType, value: unknown, name = "jobTitle") =>
  z.object({ [name]: schema }).safeParse(value === undefined ? {} : { [name]: value }).error?.issues[0]
    ?.message;

test.each([
  ["a text too long", z.string().max(120), "x".repeat(121), "Job title: use at most 120 characters"],
  ["one character too many", z.string().max(1), "xx", "Job title: use at most 1 character"],
  ["a text too short", z.string().min(3), "x", "Job title: use at least 3 characters"],
  ["nothing", z.string().min(1), "", "Job title: this may not be empty"],
  ["no field at all", z.string(), undefined, "Job title: this is missing"],
  ["a number where text belongs", z.string(), 7, "Job title: enter text"],
  ["text where a number belongs", z.number(), "7", "Job title: enter a number"],
  ["a number too large", z.number().max(100), 101, "Job title: use at most 100"],
  ["half a number", z.number().int(), 1.5, "Job title: enter a whole number"],
  ["a word that is none of a few", z.enum(["yes", "no"]), "maybe", "Job title: choose one of yes, no"],
  ["too many entries", z.array(z.string()).max(2), ["a", "b", "c"], "Job title: use at most 2 entries"],
  ["no entry", z.array(z.string()).min(1), [], "Job title: this may not be empty"],
  ["a key that is none", z.strictObject({}), { colour: 1 }, 'Job title: we do not know "colour"'],
  ["no UUID", z.uuid(), "x", "Job title: this is not one of ours"],
  [
    "none of a few forms",
    z.union([z.number(), z.boolean()]),
    "x",
    "Job title: this is none of the forms that we take",
  ],
])("%s is told in our words, with its field and its limit", (_, schema, value, sentence) => {
  expect(sentenceOf(schema, value)).toBe(sentence);
});

test("a sentence of a schema's own stands as it is", () => {
  expect(sentenceOf(z.string().max(2, "Use two letters"), "abc")).toBe("Use two letters");
});
