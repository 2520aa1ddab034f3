import { and, asc, eq, ne, sql } from "drizzle-orm";
import type { z } from "zod";
import { savedSearches } from "#db/schema/saved-searches.ts";
import { asSystem } from "#server/access/as-system.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { notFound, Refusal } from "#server/lib/refusal.ts";
import { filterFrom, queryOf } from "../filter.ts";
import type { mailedSchema, NewSearch, renameSchema } from "../saved-forms.ts";
import { allMatches } from "./search.ts";

type Asking = Ask & { actor: Person };

const mostKept = 50;

/** One person's, in the organisation that they act for. */
const mine = ({ actor }: Asking) =>
  and(eq(savedSearches.personId, actor.personId), eq(savedSearches.organisationId, actor.organisationId));

/** A person's searches by name, each with how many datasets it has found. */
export const listSearches = (ask: Asking) =>
  asReading(ask, ({ tx }) =>
    tx
      .select({
        id: savedSearches.id,
        name: savedSearches.name,
        query: savedSearches.query,
        mailed: savedSearches.mailed,
        savedAt: savedSearches.savedAt,
        found: sql<number>`(select count(*)::int from saved_search_finds f where f.search_id = ${savedSearches.id})`,
      })
      .from(savedSearches)
      .where(mine(ask))
      .orderBy(asc(savedSearches.name)),
  );

/** How a search finds today: seen as the service, so that what is known and what is new are told by the same eyes. */
const findsOf = async (ask: Ask, query: string) =>
  (await allMatches(asSystem(ask), filterFrom(query))).map(({ id }) => id);

/** Keeps a search; all that it finds now is known to it. Refuses a second one of the name, and beyond fifty. */
export async function saveSearch(ask: Asking, { name, query, mailed }: NewSearch) {
  const canonical = queryOf(filterFrom(query));
  const found = await findsOf(ask, canonical);
  return asOneChange(ask, async (change) => {
    const { personId, organisationId } = ask.actor;
    await oneAtATime(change, ask);
    if ((await change.tx.$count(savedSearches, mine(ask))) >= mostKept)
      throw new Refusal("cannot_do_that_now", "Fifty searches are kept. Delete one first");
    await demandFreeName(change, ask, name, null);
    const [row] = await change.tx
      .insert(savedSearches)
      .values({
        organisationId,
        personId,
        name,
        query: canonical,
        mailed: mailed === "yes",
        savedAt: change.now,
      })
      .returning({ id: savedSearches.id });
    await addFinds(change, { id: row!.id, organisationId }, found);
    return { id: row!.id };
  });
}

/** Notes what a search has found; answers what is new to it. */
export async function addFinds(
  { tx, now }: Change,
  search: { id: string; organisationId: string },
  datasetIds: readonly string[],
): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into saved_search_finds (search_id, organisation_id, dataset_id, found_at)
    select ${search.id}, ${search.organisationId}, found, ${now.toISOString()}
    from unnest(${sql.param(datasetIds)}::uuid[]) found
    on conflict do nothing returning dataset_id as id`);
  return rows.map(({ id }) => id);
}

export const renameSearch = (ask: Asking, { id, name }: z.output<typeof renameSchema>) =>
  asOneChange(ask, async (change) => {
    await oneAtATime(change, ask);
    await demandFreeName(change, ask, name, id);
    await demandOne(
      change.tx
        .update(savedSearches)
        .set({ name })
        .where(and(mine(ask), eq(savedSearches.id, id)))
        .returning({ id: savedSearches.id }),
    );
  });

/** Switches the mail on or off. What appeared while it was off is known when it is on again: no flood. */
export async function setMailed(ask: Asking, { id, mailed }: z.output<typeof mailedSchema>) {
  const { query } = await readSearch(ask, id);
  const found = mailed === "yes" ? await findsOf(ask, query) : [];
  await asOneChange(ask, async (change) => {
    await demandOne(
      change.tx
        .update(savedSearches)
        .set({ mailed: mailed === "yes" })
        .where(and(mine(ask), eq(savedSearches.id, id)))
        .returning({ id: savedSearches.id }),
    );
    await addFinds(change, { id, organisationId: ask.actor.organisationId }, found);
  });
}

export const removeSearch = (ask: Asking, id: string) =>
  asOneChange(ask, ({ tx }) =>
    demandOne(
      tx
        .delete(savedSearches)
        .where(and(mine(ask), eq(savedSearches.id, id)))
        .returning({ id: savedSearches.id }),
    ),
  );

/** One's own search; `not_found` for anybody else's. */
export const readSearch = (ask: Asking, id: string) =>
  asReading(ask, async ({ tx }) => {
    const [row] = await tx
      .select({ id: savedSearches.id, name: savedSearches.name, query: savedSearches.query })
      .from(savedSearches)
      .where(and(mine(ask), eq(savedSearches.id, id)));
    if (!row) throw notFound();
    return row;
  });

/** Two names given at once are told apart, and fifty stay fifty. */
const oneAtATime = ({ tx }: Change, { actor }: Asking) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`saved searches ${actor.personId}`}, 0))`);

async function demandFreeName({ tx }: Change, ask: Asking, name: string, but: string | null) {
  const taken = and(mine(ask), eq(savedSearches.name, name), but ? ne(savedSearches.id, but) : undefined);
  if ((await tx.$count(savedSearches, taken)) > 0)
    throw new Refusal("bad_input", "You have a search of this name already. Enter another name", "name");
}

async function demandOne(changed: PromiseLike<{ id: string }[]>) {
  if ((await changed).length === 0) throw notFound();
}
