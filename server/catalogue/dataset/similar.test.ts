import fc from "fast-check";
import { expect, test } from "vitest";
import { type Comparable, likeness, mostAlike } from "./similar.ts";

const set = (changed: Partial<Comparable> = {}): Comparable => ({
  title: "Audit of stroke care",
  custodian: "King's College London",
  settings: ["registry"],
  dataTypes: ["audit"],
  vocabularies: ["ICD10"],
  places: ["england"],
  keywords: ["stroke"],
  ...changed,
});

test("a dataset is most like itself, and shares everything that it says", () => {
  expect(likeness(set(), set()).score).toBe(2200);
  expect(likeness(set(), set()).shares).toHaveLength(7);
});

test("what is not stated, and words that stand in every title, are nothing in common", () => {
  const vague = set({
    title: "National data set of the NHS",
    custodian: "A",
    settings: ["not_stated"],
    dataTypes: ["not_stated"],
    vocabularies: ["OTHER"],
    places: [],
    keywords: [""],
  });
  expect(likeness(vague, { ...vague, custodian: "B" })).toEqual({ score: 0, shares: [] });
});

test("case makes no difference, and the same country alone is no likeness", () => {
  expect(likeness(set({ keywords: ["Stroke"] }), set()).shares).toContain("keywords");
  const far = set({
    title: "Joint replacements",
    custodian: "Another",
    settings: ["medical_devices"],
    dataTypes: ["registry"],
    vocabularies: ["OPCS4"],
    keywords: ["hip"],
  });
  expect(mostAlike(set(), [far], 6)).toEqual([]);
});

test("likeness is the same both ways round, and never negative", () => {
  const words = (...all: string[]) => fc.subarray(all);
  const any = fc.record({
    title: words("stroke", "hip", "audit", "of", "data").map((all) => all.join(" ")),
    custodian: fc.constantFrom("A", "B"),
    settings: words("hospital", "registry", "not_stated"),
    dataTypes: words("audit", "study"),
    vocabularies: words("ICD10", "OPCS4", "OTHER"),
    places: words("england", "wales"),
    keywords: words("stroke", "hip", ""),
  });
  fc.assert(
    fc.property(any, any, (a, b) => {
      expect(likeness(a, b)).toEqual(likeness(b, a));
      expect(likeness(a, b).score).toBeGreaterThanOrEqual(0);
      expect(likeness(a, b).score).toBeLessThanOrEqual(likeness(a, a).score + 2200);
    }),
  );
});
