import { and, eq, gt, lt, sql } from "drizzle-orm";
import { tries } from "#db/schema/access.ts";
import { type Ask, asOneChange } from "#server/lib/change.ts";
import { noted } from "#server/lib/noted.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { asSystem } from "../as-system.ts";

/** `said` is what the person is told was too much; without it, their tries. */
export type Limit = { limit: number; minutes: number; said?: string };

/**
 * Counts a try of `what`, or as many as came at once, or refuses with `too_many_tries` when the limit of the last minutes is used up. Counted in
 * a transaction of its own, so that the try stays counted when what was tried is refused and rolls back; and under a
 * lock, so that guesses sent at once by several replicas cannot slip through together. By the database's clock.
 */
export async function countTry(ask: Ask, what: string, { limit, minutes, said }: Limit, times = 1) {
  const full = await asOneChange(asSystem(ask), async ({ tx }) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${what}, 0))`);
    // Tries are kept in fifteenths of the window; a whole one more is looked at, so the limit is never exceeded.
    const bucket = sql`make_interval(secs => ${minutes * 4})`;
    const open = and(
      eq(tries.what, what),
      gt(tries.windowFrom, sql`now() - make_interval(mins => ${minutes}) - ${bucket}`),
    );
    const free = sql`min(${tries.windowFrom}) + make_interval(mins => ${minutes}) + ${bucket}`;
    const [counted] = await tx
      .select({
        sum: sql<number>`coalesce(sum(${tries.count}), 0)::int`,
        freeAt: sql<string>`${free}`,
        wait: sql<number>`ceil(extract(epoch from ${free} - now()))::int`,
      })
      .from(tries)
      .where(open);
    if (counted!.sum + times > limit) return { at: new Date(counted!.freeAt), wait: counted!.wait };
    await tx
      .insert(tries)
      .values({ what, windowFrom: sql`date_bin(${bucket}, now(), 'epoch')`, count: times })
      .onConflictDoUpdate({
        target: [tries.what, tries.windowFrom],
        set: { count: sql`${tries.count} + ${times}::int` },
      });
    return null;
  });
  if (!full) return;
  const sentence = `${said ?? "Too many tries"}. Try again after ${londonTime(full.at)}`;
  throw noted(new Refusal("too_many_tries", sentence, undefined, { retryAfter: full.wait }));
}

/** A try that was right does not count against the next one. */
export const forgetTries = (ask: Ask, what: string) =>
  asOneChange(asSystem(ask), ({ tx }) => tx.delete(tries).where(eq(tries.what, what)));

/** Takes back the last try of `what`: for counters that several people share, such as an address. */
export const takeBackTry = (ask: Ask, what: string) =>
  asOneChange(asSystem(ask), ({ tx }) =>
    tx
      .update(tries)
      .set({ count: sql`${tries.count} - 1` })
      .where(
        and(
          eq(tries.what, what),
          gt(tries.count, 0),
          eq(tries.windowFrom, sql`(select max(window_from) from tries where what = ${what})`),
        ),
      ),
  );

/** Nobody writes faster than this by hand; called by every mutation of somebody who is signed in. */
export async function limitWrites(ask: Ask & { session: { id: string } | null }) {
  if (ask.session) await countTry(ask, `write ${ask.session.id}`, { limit: 120, minutes: 1 });
}

/** Counters that no window looks at any more. */
export const forgetOldTries = (ask: Ask) =>
  asOneChange(asSystem(ask), ({ tx }) =>
    tx.delete(tries).where(lt(tries.windowFrom, sql`now() - interval '2 days'`)),
  );

const londonTime = (instant: Date) =>
  // The next whole minute: a time that has passed when it says so.
  new Date(Math.ceil(instant.getTime() / 60_000) * 60_000).toLocaleTimeString("en-GB", {
    timeZone: "Europe/London",
    hour: "2-digit",
    minute: "2-digit",
  });
