import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { database } from "./access/database.ts";
import { getPrincipal } from "./access/next-auth.ts";
import { readClock } from "./access/store/clock.ts";
import { visitor } from "./lib/actor.ts";
import { env } from "./lib/env.ts";
import type { Knock } from "./lib/http.ts";
import type { Context } from "./trpc.ts";

export { database } from "./access/database.ts";

/** Everything a procedure knows about the request it answers: who, when, from where. For pages, actions and routes. */
export async function createContext(): Promise<Context> {
  const sent = await headers();
  const { DEMO: demo } = env();
  const db = database();
  const [clock, principal] = await Promise.all([readClock(db, demo), getPrincipal()]);
  return {
    db,
    ...clock,
    demo,
    actor: principal?.actor ?? visitor,
    session: principal?.session ?? null,
    requestId: sent.get("x-request-id") ?? randomUUID(),
    from: { address: addressOf(sent), device: sent.get("user-agent") ?? "" },
  };
}

/** What a door for machines knows before it has looked at the token: when, from where, and no session at all. */
export async function knock(): Promise<Knock> {
  const sent = await headers();
  const requestId = sent.get("x-request-id") ?? randomUUID();
  return {
    requestId,
    async opened() {
      const db = database();
      return { db, ...(await readClock(db, env().DEMO)), requestId, address: addressOf(sent) };
    },
  };
}

// The last hop is the one that our own front proxy wrote; the ones before it are whatever the caller likes to claim.
const addressOf = (sent: Headers) => sent.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
