import { eq, inArray, sql } from "drizzle-orm";
import { custodianSpellings, custodians } from "#db/schema/catalogue.ts";
import type { Change } from "#server/lib/change.ts";

/** A spelling without case, marks, and the alliance that stands before some: "NCS > Office for…" and "OFFICE FOR…" are one. */
export const spellingKey = (name: string): string =>
  name
    .replace(/^[^>]*>\s*/, "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/** The key by which a name is known, however it is spelled; a name without letters is its own. */
export const keyOfName = (name: string): string => spellingKey(name) || name;

/**
 * The custodians that are known by these keys. Where one is not, nobody else can make it until this change ends: two
 * at once who meet the same new custodian in two spellings must make one of it.
 */
export async function custodiansByKey(
  { tx }: Change,
  keys: readonly string[],
): Promise<Map<string, { id: string; name: string }>> {
  const read = async () =>
    new Map(
      (
        await tx
          .select({ key: custodianSpellings.key, id: custodians.id, name: custodians.name })
          .from(custodianSpellings)
          .innerJoin(custodians, eq(custodians.id, custodianSpellings.custodianId))
          .where(inArray(custodianSpellings.key, [...keys]))
      ).map(({ key, ...custodian }) => [key, custodian]),
    );
  const known = await read();
  if (keys.every((key) => known.has(key))) return known;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('new custodians'))`);
  return read();
}

/** The custodians of these names, each spelling known once: a name with a new key makes a custodian. Answers ids by name. */
export async function custodiansOf(change: Change, names: readonly string[]): Promise<Map<string, string>> {
  const { tx } = change;
  const keys = [...new Set(names.map(keyOfName))];
  const known = await custodiansByKey(change, keys);
  const fresh = keys.flatMap((key) =>
    known.has(key) ? [] : [{ key, name: names.find((name) => keyOfName(name) === key)! }],
  );
  if (fresh.length) {
    await tx
      .insert(custodians)
      .values(fresh.map(({ name }) => ({ name })))
      .onConflictDoNothing();
    const rows = await tx
      .select({ id: custodians.id, name: custodians.name })
      .from(custodians)
      .where(
        inArray(
          custodians.name,
          fresh.map(({ name }) => name),
        ),
      );
    const rowOf = new Map(rows.map((row) => [row.name, row]));
    for (const { key, name } of fresh) known.set(key, rowOf.get(name)!);
    await rememberSpellings(
      change,
      fresh.map(({ name }) => [name, rowOf.get(name)!.id]),
    );
  }
  return new Map(names.map((name) => [name, known.get(keyOfName(name))!.id]));
}

/** Keeps spellings with the custodians that they mean; the first custodian of a key keeps it. */
export async function rememberSpellings({ tx }: Change, spelled: readonly (readonly [string, string])[]) {
  if (spelled.length === 0) return;
  await tx
    .insert(custodianSpellings)
    .values(spelled.map(([spelling, custodianId]) => ({ key: keyOfName(spelling), spelling, custodianId })))
    .onConflictDoNothing();
}
