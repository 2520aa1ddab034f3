import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { socketHeader } from "./access/caller-address.ts";
import { database } from "./access/database.ts";
import { refuseMadeUpPeople } from "./access/store/made-up.ts";
import { system } from "./lib/actor.ts";
import { londonDate } from "./lib/dates.ts";
import { env } from "./lib/env.ts";
import { log } from "./lib/log.ts";
import { Refusal } from "./lib/refusal.ts";

/** What the web server does before its first answer. Ends the process where nothing should be served. */
export async function beginWeb() {
  noteSockets();
  const now = new Date();
  try {
    const ask = { db: database(), actor: system, now, today: londonDate(now) };
    await refuseMadeUpPeople(ask, env().DEMO);
  } catch (error) {
    if (error instanceof Refusal) {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    }
    // A database that is silent now is told of at /api/ready; nobody is let in without it.
    log.error({ error }, "the database did not answer as the web server began");
  }
}

/** Next tells no page who is at the other end of the socket, and of the headers any may be forged: this one not. */
function noteSockets() {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[socketHeader] = request.socket.remoteAddress ?? "unknown";
  });
}
