import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { callerAddress } from "./access/caller-address.ts";
import { database } from "./access/database.ts";
import { deviceCookie, rememberedDevice } from "./access/known-device.ts";
import { getPrincipal } from "./access/next-auth.ts";
import { sessionCookie } from "./access/session-cookie.ts";
import { readClock } from "./access/store/clock.ts";
import { visitor } from "./lib/actor.ts";
import { env } from "./lib/env.ts";
import type { Knock } from "./lib/http.ts";
import type { Context, NewSession } from "./trpc.ts";

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
    from: {
      address: addressOf(sent),
      device: sent.get("user-agent") ?? "",
      knownBy: (await cookies()).get(deviceCookie().name)?.value,
    },
    keep,
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
      const { DEMO: demo } = env();
      return { db, ...(await readClock(db, demo)), requestId, address: addressOf(sent), demo };
    },
  };
}

async function keep({ token, email }: NewSession) {
  const jar = await cookies();
  jar.set({ ...sessionCookie(), value: token });
  const device = deviceCookie();
  jar.set({ ...device, value: rememberedDevice(jar.get(device.name)?.value, email) });
}

const addressOf = (sent: Pick<Headers, "get">) => callerAddress(sent, env().TRUSTED_PROXIES);
