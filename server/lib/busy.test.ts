import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { connect } from "#db/client.ts";
import { freshDatabase } from "#db/testing.ts";
import { system } from "./actor.ts";
import { asOneChange, asReading } from "./change.ts";
import { civil } from "./dates.ts";

const busy = (message: string) => ({ code: "busy", message: expect.stringContaining(message) });

test("whoever waits too long for a connection, a statement or a lock is told so, and the service goes on", async () => {
  await using fresh = await freshDatabase();
  const patience = { connectionTimeoutMillis: 300, statement_timeout: 300, lock_timeout: 100 };
  const db = connect(fresh.appUrl, { max: 2, patience });
  const ask = { db, actor: system, now: new Date(), today: civil("2026-11-24") };
  const locks = sql`select pg_advisory_xact_lock(1)`;
  let letGo = () => {};
  const held = new Promise<void>((done) => {
    letGo = done;
  });
  let locked = () => {};
  const isLocked = new Promise<void>((done) => {
    locked = done;
  });
  const holding = asOneChange(ask, async ({ tx }) => {
    await tx.execute(locks);
    locked();
    await held;
  });
  await isLocked;
  await expect(asOneChange(ask, ({ tx }) => tx.execute(locks))).rejects.toMatchObject(
    busy("Somebody else is changing this"),
  );
  await expect(asReading(ask, ({ tx }) => tx.execute(sql`select pg_sleep(5)`))).rejects.toMatchObject(
    busy("took too long"),
  );
  const another = asOneChange(ask, () => held);
  await expect(asReading(ask, async () => undefined)).rejects.toMatchObject(busy("as much to do as it can"));
  letGo();
  await Promise.all([holding, another]);
  await asReading(ask, async () => undefined);
  await db.$client.end();
});
