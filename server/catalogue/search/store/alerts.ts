import { and, eq } from "drizzle-orm";
import { memberships, people } from "#db/schema/access.ts";
import { savedSearches } from "#db/schema/saved-searches.ts";
import { asSystem } from "#server/access/as-system.ts";
import { sendMail } from "#server/jobs/mail.ts";
import { type Ask, asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { addressOf } from "#server/lib/env.ts";
import { filterFrom } from "../filter.ts";
import { addFinds } from "./saved.ts";
import { allMatches } from "./search.ts";

type Match = Awaited<ReturnType<typeof allMatches>>[number];

const mostNamed = 10;

/**
 * Writes to everybody whose saved search has found something new, one mail a search. What was found is noted in the
 * transaction that writes the mail, under a lock on the search: whatever runs twice or dies halfway, each find is told
 * once. Searches that are alike are run once. One that fails does not keep the others waiting: it is thrown when they
 * are done, so that the job comes back for it. Answers how many mails were written.
 */
export async function notifyOfNewFinds(asked: Ask): Promise<number> {
  const ask = asSystem(asked);
  const searches = await asReading(ask, ({ tx }) =>
    tx
      .select({ id: savedSearches.id, query: savedSearches.query })
      .from(savedSearches)
      .where(eq(savedSearches.mailed, true))
      .orderBy(savedSearches.query, savedSearches.id),
  );
  const failed: unknown[] = [];
  let sent = 0;
  let last: { query: string; matches: Match[] } = { query: "", matches: [] };
  for (const [index, { id, query }] of searches.entries()) {
    try {
      if (index === 0 || last.query !== query)
        last = { query, matches: await allMatches(ask, filterFrom(query)) };
      const { matches } = last;
      sent += await asOneChange(ask, (change) => notifyOne(change, id, query, matches));
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
  return sent;
}

async function notifyOne(
  change: Change,
  id: string,
  query: string,
  matches: readonly Match[],
): Promise<number> {
  const { tx } = change;
  const [search] = await tx.select().from(savedSearches).where(eq(savedSearches.id, id)).for("update");
  if (!search?.mailed || search.query !== query) return 0;
  const fresh = new Set(
    await addFinds(
      change,
      search,
      matches.map((match) => match.id),
    ),
  );
  if (fresh.size === 0) return 0;
  const [reader] = await tx
    .selectDistinct({ name: people.name, email: people.email })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(
      and(eq(memberships.personId, search.personId), eq(memberships.organisationId, search.organisationId)),
    );
  // Whoever has left is not written to; what was found is known should they come back.
  if (!reader) return 0;
  await sendMail(change, {
    to: reader.email,
    ...mailOf(
      reader.name,
      search,
      matches.filter((match) => fresh.has(match.id)),
    ),
  });
  return 1;
}

/** The mail about what a search has newly found: at most ten datasets by name, and the ways to see all and to end it. */
export function mailOf(
  name: string,
  search: { id: string; name: string; query: string },
  finds: readonly Pick<Match, "slug" | "title">[],
): { subject: string; body: string } {
  const count = `${finds.length} new ${finds.length === 1 ? "dataset" : "datasets"}`;
  const more = finds.length - mostNamed;
  return {
    subject: `${count} for your search "${search.name}"`,
    body: [
      `Dear ${name},`,
      `Your saved search "${search.name}" has found ${count}:`,
      ...finds.slice(0, mostNamed).map(({ slug, title }) => `${title}\n${addressOf(`/datasets/${slug}`)}`),
      ...(more > 0 ? [`and ${more} more.`] : []),
      `See everything that it finds:\n${addressOf(search.query ? `/catalogue?${search.query}` : "/catalogue")}`,
      `Get no more mail about this search:\n${addressOf(`/catalogue/saved?stop=${search.id}`)}`,
    ].join("\n\n"),
  };
}
