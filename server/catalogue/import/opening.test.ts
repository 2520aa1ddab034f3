import { expect, test } from "vitest";
import { opensCommercialUse } from "./opening.ts";

const terms = (...limitations: string[]) => ({ limitations, requirements: [] });

test.each([
  ["a new set that allows it", terms("commercial_research"), null, [], true],
  ["a new set that states none", terms(), null, [], false],
  ["terms that bar it", terms("not_for_profit"), terms("commercial_research"), [], false],
  ["terms that now allow it", terms("general_research"), terms("not_for_profit"), [], true],
  ["terms that allowed it before", terms("general_research"), terms("commercial_research"), [], false],
  [
    "a refusal that lapses",
    terms("general_research"),
    terms("commercial_research"),
    ["commercial_research"],
    true,
  ],
  [
    "a refusal that still holds",
    terms("commercial_research"),
    terms("commercial_research"),
    ["commercial_research"],
    false,
  ],
] as const)("%s", (_what, after, before, refused, opens) => {
  expect(opensCommercialUse(after, before, refused)).toBe(opens);
});
