import { asc, gt } from "drizzle-orm";
import { licences } from "#db/schema/licences.ts";
import type { Reading } from "#server/lib/change.ts";
import { differencesOf } from "#server/licensing/settlement/store/unsettled.ts";
import type { Check } from "./check.ts";

const pageSize = 200;

/** Licences in order of their references, a page at a time. */
async function* everyLicence({ tx }: Reading) {
  for (let after = ""; ; ) {
    const page = await tx
      .select()
      .from(licences)
      .where(gt(licences.reference, after))
      .orderBy(asc(licences.reference))
      .limit(pageSize);
    yield* page;
    if (page.length < pageSize) return;
    after = page.at(-1)!.reference;
  }
}

export const planChecks: readonly Check[] = [
  {
    name: "The documents, postings and promises of every licence are what its contract and facts come to, calculated again",
    async run(reading) {
      const problems: string[] = [];
      let counted = 0;
      for await (const licence of everyLicence(reading)) {
        counted++;
        problems.push(...(await differencesOf(reading, licence)));
      }
      return { counted, problems };
    },
  },
];
