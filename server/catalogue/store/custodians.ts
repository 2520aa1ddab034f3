import { inArray, sql } from "drizzle-orm";
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

/**
 * The custodians of these names, each spelling known once: a new spelling of a known key is kept with its custodian, a
 * new key makes a custodian. Answers ids by spelling.
 */
export async function custodiansOf(
  { tx }: Change,
  names: readonly string[],
  canonical: (name: string) => string = (name) => name,
): Promise<Map<string, string>> {
  const wanted = [...new Set(names)];
  const keyOf = new Map(wanted.map((name) => [name, spellingKey(canonical(name)) || name]));
  const keys = [...new Set(keyOf.values())];
  const read = async () =>
    new Map(
      (await tx.select().from(custodianSpellings).where(inArray(custodianSpellings.key, keys))).map(
        ({ key, custodianId }) => [key, custodianId],
      ),
    );
  let idOf = await read();
  if (keys.some((key) => !idOf.has(key))) {
    // Two at once who meet the same new custodian in two spellings must make one of it.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('new custodians'))`);
    idOf = await read();
  }
  const fresh = keys.filter((key) => !idOf.has(key));
  if (fresh.length) {
    const spelled = fresh.map((key) => ({
      key,
      name: canonical(wanted.find((name) => keyOf.get(name) === key)!),
    }));
    await tx
      .insert(custodians)
      .values(spelled.map(({ name }) => ({ name })))
      .onConflictDoNothing();
    const rows = await tx
      .select({ id: custodians.id, name: custodians.name })
      .from(custodians)
      .where(
        inArray(
          custodians.name,
          spelled.map(({ name }) => name),
        ),
      );
    const byName = new Map(rows.map(({ id, name }) => [name, id]));
    for (const { key, name } of spelled) idOf.set(key, byName.get(name)!);
    await tx
      .insert(custodianSpellings)
      .values(spelled.map(({ key, name }) => ({ key, spelling: name, custodianId: idOf.get(key)! })))
      .onConflictDoNothing();
  }
  return new Map(wanted.map((name) => [name, idOf.get(keyOf.get(name)!)!]));
}
