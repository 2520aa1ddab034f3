import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { datasetColumns } from "#db/schema/columns-of-datasets.ts";
import { sourceRecords } from "#db/schema/imports.ts";
import type { Change } from "#server/lib/change.ts";
import { withoutMarkup } from "../markup.ts";
import type { ColumnRow, Sent } from "../readers.ts";
import { cleaned, cut } from "../text.ts";

type Kept = Omit<typeof datasetColumns.$inferSelect, "datasetId" | "position">;

/**
 * Columns become the dictionary of the dataset that their key names; classes come from a dictionary of the same run, else
 * what is known stays. A dataset is written only when its dictionary differs. Answers the datasets that were written.
 */
export async function storeColumns(
  change: Change,
  source: string,
  { columns, dictionary }: Sent,
): Promise<string[]> {
  if (columns.length === 0 && dictionary.size === 0) return [];
  const { tx } = change;
  const ours = await tx
    .select({ key: sourceRecords.sourceId, datasetId: sourceRecords.datasetId })
    .from(sourceRecords)
    .where(and(eq(sourceRecords.source, source), isNull(sourceRecords.linkedByName)));
  const setOf = new Map(ours.map(({ key, datasetId }) => [key, datasetId]));
  const before = await knownColumns(change, [...setOf.values()]);
  const sent = new Map<string, ColumnRow[]>();
  for (const row of columns) {
    const set = setOf.get(row.key);
    if (!set) continue;
    const list = sent.get(set) ?? [];
    list.push(row);
    sent.set(set, list);
  }
  const written: [string, Kept[]][] = [];
  for (const set of new Set([...sent.keys(), ...(dictionary.size ? before.keys() : [])])) {
    const was = before.get(set) ?? [];
    const now = classified(sent.get(set)?.map(tidy) ?? was, was, dictionary);
    if (JSON.stringify(now) !== JSON.stringify(was)) written.push([set, now]);
  }
  if (written.length === 0) return [];
  await tx.delete(datasetColumns).where(
    inArray(
      datasetColumns.datasetId,
      written.map(([set]) => set),
    ),
  );
  const rows = written.flatMap(([datasetId, kept]) =>
    kept.map((one, index) => ({ datasetId, position: index + 1, ...one })),
  );
  for (let from = 0; from < rows.length; from += 2000)
    await tx.insert(datasetColumns).values(rows.slice(from, from + 2000));
  return written.map(([set]) => set);
}

const line = (text: string) => cut(cleaned(text).text.replace(/\s+/g, " "), 500);

const tidy = ({ table, name, dataType, description }: ColumnRow): Kept => ({
  tableName: line(table),
  name: line(name),
  dataType: line(dataType),
  description: cut(cleaned(withoutMarkup(description).text).text, 20_000),
  identifierClass: "unset",
});

function classified(columns: readonly Kept[], was: readonly Kept[], dictionary: Sent["dictionary"]): Kept[] {
  const keyOf = ({ tableName, name }: Kept) => `${tableName}\n${name}`;
  const known = new Map(was.map((one) => [keyOf(one), one.identifierClass]));
  return columns.map((one) => ({
    ...one,
    identifierClass: dictionary.get(one.name.trim().toLowerCase()) ?? known.get(keyOf(one)) ?? "unset",
  }));
}

async function knownColumns({ tx }: Change, sets: readonly string[]): Promise<Map<string, Kept[]>> {
  const found = new Map<string, Kept[]>();
  if (sets.length === 0) return found;
  const rows = await tx
    .select()
    .from(datasetColumns)
    .where(inArray(datasetColumns.datasetId, [...sets]))
    .orderBy(asc(datasetColumns.datasetId), asc(datasetColumns.position));
  for (const { datasetId, tableName, name, dataType, description, identifierClass } of rows) {
    const list = found.get(datasetId) ?? [];
    list.push({ tableName, name, dataType, description, identifierClass });
    found.set(datasetId, list);
  }
  return found;
}
