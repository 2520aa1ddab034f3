import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eq, isNull, not, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { datasets } from "#db/schema/catalogue.ts";
import { datasetColumns } from "#db/schema/columns-of-datasets.ts";
import { datasetVersions } from "#db/schema/descriptions.ts";
import { sourceOriginals } from "#db/schema/imports.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { importFiles } from "./import.ts";

const shared = join(import.meta.dirname, "../../../../../shared/data");
const there = existsSync(shared);
const fileOf = (path: string) => ({
  name: path.split("/").at(-1)!,
  text: readFileSync(join(shared, path), "utf8"),
});

test.skipIf(!there)(
  "all 434 shared records come in, none is lost, and a second run changes nothing (needs ../shared)",
  async () => {
    await using market = await marketplace();
    const files = [
      "catalogue-hdruk/datasets-2021-04.jsonl",
      "catalogue-hdruk/datasets-2020-11-only.jsonl",
      "catalogue-hdruk/columns-2020-09.csv",
      "nhs-dictionaries/fields.csv",
    ].map(fileOf);
    const began = performance.now();
    const first = await importFiles(market.as(system), "hdruk", files);
    console.info(`434 records and 3,713 columns in ${Math.round(performance.now() - began)} ms`);
    expect(first.summary).toMatchObject({ read: 434, created: 434, updated: 0, unchanged: 0, rejected: 0 });
    const count = () =>
      asReading(market.as(system), async ({ tx }) => ({
        sets: await tx.$count(datasets),
        versions: await tx.$count(datasetVersions),
        columns: await tx.$count(datasetColumns, sql`dataset_id in (select dataset_id from source_records)`),
        classified: await tx.$count(datasetColumns, not(eq(datasetColumns.identifierClass, "unset"))),
        originals: await tx.$count(sourceOriginals),
        withoutTerms: await tx.$count(
          datasets,
          sql`cardinality(limitations || requirements) = 0 and id in (select dataset_id from source_records)`,
        ),
        ours: await tx.$count(datasets, isNull(datasets.retiredOn)),
        state: await tx
          .execute(
            sql`select licensable, count(*)::int n from datasets where id in (select dataset_id from source_records) group by 1 order by 1`,
          )
          .then(({ rows }) => rows),
        custodians: await tx
          .execute(
            sql`select name, count(*)::int n from custodians c join datasets d on d.custodian_id = c.id where name ~* 'nhs digital|biobank$|statistics' group by 1 order by 1`,
          )
          .then(({ rows }) => rows),
      }));
    const after = await count();
    expect(after).toMatchObject({
      sets: 34 + 434,
      versions: 34 + 434,
      columns: 3713,
      originals: 434,
      withoutTerms: 246,
    });
    console.info(JSON.stringify(after), JSON.stringify(first.summary));
    const second = await importFiles(market.as(system), "hdruk", files.toReversed());
    expect(second.summary).toEqual({ ...first.summary, created: 0, unchanged: 434 });
    expect(await count()).toEqual(after);
  },
);
