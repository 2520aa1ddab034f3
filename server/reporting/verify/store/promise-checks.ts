import { asc, eq, gt } from "drizzle-orm";
import { facts, licences } from "#db/schema/licences.ts";
import { obligations } from "#db/schema/obligations.ts";
import type { Reading } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";
import { promisedDifferently } from "#server/licensing/settlement/store/obligations.ts";
import { parkedBecause } from "#server/licensing/settlement/store/parked.ts";
import { planOrNull } from "#server/licensing/settlement/store/settling.ts";
import type { Check } from "./check.ts";

export const promiseChecks: readonly Check[] = [
  {
    name: "What is due under every licence is what its plan promises, calculated again",
    async run(reading) {
      const problems: string[] = [];
      let counted = 0;
      for (let after = ""; ; ) {
        const page = await reading.tx
          .select()
          .from(licences)
          .where(gt(licences.reference, after))
          .orderBy(asc(licences.reference))
          .limit(200);
        for (const licence of page) {
          counted += await reading.tx.$count(obligations, eq(obligations.licenceId, licence.id));
          problems.push(...(await differencesOf(reading, licence)));
        }
        if (page.length < 200) break;
        after = page.at(-1)!.reference;
      }
      return { counted, problems };
    },
  },
];

/** As of the day on which it was last settled. One that is parked, was told something since, or waits for an upgrade's run is no difference. */
async function differencesOf(reading: Reading, licence: typeof licences.$inferSelect): Promise<string[]> {
  const { id, reference, settledOn, settledFacts, nextStopOn } = licence;
  if (!settledOn || nextStopOn === "-infinity" || (await parkedBecause(reading, id))) return [];
  if ((await reading.tx.$count(facts, eq(facts.licenceId, id))) !== settledFacts) return [];
  const planned = await planOrNull({ ...reading, today: civil(settledOn) }, licence);
  const keys = planned ? await promisedDifferently(reading, licence, planned.promises) : [];
  return keys.map((key) => `${reference}: its plan says something else of ${key}`);
}
