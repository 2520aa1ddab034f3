import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#db/client.ts";
import type { Actor } from "./actor.ts";
import type { CivilDate } from "./dates.ts";
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
 * Tried again when Postgres chose it as the victim of a deadlock or a serialisation failure, so `work`
 * must not touch anything outside the transaction (house rule: no network inside one).
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
  await tx.execute(sql`select set_config('app.side', ${side}, true),
    set_config('app.organisation', ${organisation}, true), set_config('app.person', ${person}, true)`);
}

const isPassing = (error: unknown) => ["40001", "40P01"].includes(sqlState(error) ?? "");

// Text that no column can hold comes from outside, whatever parameter it came in by, and is nobody's bug.
const asRefused = (error: unknown) =>
  sqlState(error) === "22021"
    ? new Refusal("bad_input", "That text holds a character that cannot be stored")
    : withoutParameters(error);

// Drizzle wraps the driver's error, so the SQLSTATE stands on the cause.
const sqlState = (error: unknown) =>
  (error as { cause?: { code?: string } }).cause?.code ?? (error as { code?: string }).code;
