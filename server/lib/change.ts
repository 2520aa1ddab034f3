import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#db/client.ts";
import type { Actor } from "./actor.ts";
import type { CivilDate } from "./dates.ts";
import { noted } from "./noted.ts";
import { Refusal } from "./refusal.ts";
import { withoutParameters } from "./unsaid.ts";

/**
 * Who is asking, with the two clock readings that everything in their request shares:
 * `now` is the wall clock (sessions, evidence), `today` the business date in London (what falls due).
 */
export type Ask = { db: Database; actor: Actor; now: Date; today: CivilDate };

/** An ask with a transaction open. Events, postings and jobs take a Change, so none can commit alone. */
export type Change = Ask & { tx: Transaction };

/** An ask with a read-only transaction open: one snapshot, seen as this actor. */
export type Reading = Ask & { tx: Transaction; reading: true };

/**
 * One transaction in which the database knows who acts; commits whole or not at all.
 * Tried again when Postgres chose it as the victim of a deadlock or a serialisation failure, or when somebody else wrote
 * the same at the same moment: the second time it finds what was written, and says so by its own rules. So `work` must
 * not touch anything outside the transaction (house rule: no network inside one).
 */
export async function asOneChange<Result>(
  ask: Ask,
  work: (change: Change) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask.db.transaction(async (tx) => {
        await actAs(tx, ask.actor);
        return work({ ...ask, tx });
      });
    } catch (error) {
      if (attempt >= 5 || !isPassing(error)) throw asRefused(error);
    }
  }
}

/** Reads as this actor from one snapshot. Postgres refuses any write in it. */
export const asReading = <Result>(ask: Ask, work: (reading: Reading) => Promise<Result>): Promise<Result> =>
  ask.db
    .transaction(
      async (tx) => {
        await actAs(tx, ask.actor);
        return work({ ...ask, tx, reading: true });
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    )
    .catch((error: unknown) => {
      throw asRefused(error);
    });

/** Tells row-level security who acts, for this transaction only. */
export async function actAs(tx: Transaction, actor: Actor) {
  const side = actor.kind === "person" ? actor.side : actor.kind;
  const organisation = actor.kind === "person" ? actor.organisationId : "";
  const person = actor.kind === "person" ? actor.personId : "";
  const roles = actor.kind === "person" ? actor.roles.join(",") : "";
  await tx.execute(sql`select set_config('app.side', ${side}, true), set_config('app.roles', ${roles}, true),
    set_config('app.organisation', ${organisation}, true), set_config('app.person', ${person}, true)`);
}

const isPassing = (error: unknown) => ["40001", "40P01", "23505"].includes(sqlState(error) ?? "");

/**
 * Whether an error says that the database is away, full or being stopped (SQLSTATE classes 08, 53, 57; or no answer at
 * all), and nothing about the work that was asked for.
 */
export const isOutage = (error: unknown): boolean =>
  /^(08|53|57)/.test(sqlState(error) ?? "") ||
  /ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|Connection terminated|timeout exceeded when trying to connect/.test(
    `${(error as { code?: string }).code} ${String(error)} ${String((error as { cause?: unknown }).cause)}`,
  );

function asRefused(error: unknown): unknown {
  const busy = (why: string, retryAfter: number) =>
    noted(new Refusal("busy", `${why}. Try again in a moment`, undefined, { retryAfter }));
  switch (sqlState(error)) {
    // Text that no column can hold comes from outside, whatever parameter it came in by, and is nobody's bug.
    case "22021":
      return new Refusal("bad_input", "That text holds a character that cannot be stored");
    case "55P03":
      return busy("Somebody else is changing this", 20);
    case "57014":
      return busy("This took too long, so it was stopped", 60);
  }
  return isWithoutConnection(error)
    ? busy("The service has as much to do as it can", 10)
    : withoutParameters(error);
}

const isWithoutConnection = (error: unknown) =>
  `${String(error)} ${String((error as { cause?: unknown }).cause)}`.includes(
    "timeout exceeded when trying to connect",
  );

// Drizzle wraps the driver's error, so the SQLSTATE stands on the cause.
const sqlState = (error: unknown) =>
  (error as { cause?: { code?: string } }).cause?.code ?? (error as { code?: string }).code;
