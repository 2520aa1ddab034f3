import { expect, test } from "vitest";
import { drillBilling } from "#server/testing/drill.ts";

// Each of the twenty processes takes a second or two to begin.
test("the run killed twenty times at random moments leaves the books of the undisturbed run, to the byte", {
  timeout: 300_000,
}, async () => {
  const { kills, differences } = await drillBilling({ kills: 20, seed: 7_000 });
  expect(differences).toEqual([]);
  expect(kills).toBe(20);
});
