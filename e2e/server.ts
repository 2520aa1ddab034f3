import { Client } from "pg";
import { freePort } from "#db/embedded.ts";
import { freshDatabase, testAddresses } from "#db/testing.ts";
import { readClock } from "#server/access/store/clock.ts";
import { answers, type Child, startNode } from "#server/launcher/children.ts";
import type { Ask } from "#server/lib/change.ts";
import { civil } from "#server/lib/dates.ts";

export type Marketplace = {
  /** Where a browser finds it. */
  url: string;
  appUrl: string;
  ownerUrl: string;
  /** Whether its date may be moved: no other story lives in it. */
  isOwn: boolean;
  /** To act in stores, at this moment and on its business date. */
  at(): Promise<Omit<Ask, "actor">>;
  /** The two programs, for stories about power cuts. */
  web: Program;
  worker: Program;
  stop(): Promise<void>;
};

type Program = {
  /** SIGKILL: it cannot tidy up. */
  kill(): Promise<void>;
  /** Starts it again, on the same address and database. */
  start(): Promise<void>;
};

/** The business date on which every marketplace of the stories begins, whatever the calendar says. */
export const storyDate = civil("2026-11-24");

/**
 * A whole marketplace of its own: a database cloned from a template, the built pages on a free port, a worker. Without
 * `history` it has people and a catalogue only, and when not `seeded` nothing.
 * `businessDate` (YYYY-MM-DD) moves the demonstration to that day without running what would have fallen due.
 */
export async function startMarketplace({
  seeded = true,
  history = true,
  businessDate = storyDate,
}: {
  seeded?: boolean;
  history?: boolean;
  businessDate?: string;
} = {}): Promise<Marketplace> {
  const fresh = await freshDatabase(!seeded ? "hdm_template" : history ? "hdm_seeded" : "hdm_catalogue");
  const { appUrl, ownerUrl, db } = fresh;
  await moveTo(businessDate, fresh.name);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const common: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: appUrl,
    MIGRATE_DATABASE_URL: undefined,
    DEMO: "1",
    PUBLIC_URL: url,
    NEXTAUTH_URL: url,
    LOG_LEVEL: "warn",
  };
  const web = program(
    ["server/web.ts"],
    { ...common, PORT: String(port), HOST: "127.0.0.1" },
    async (child) => {
      if (!(await answers(`http://127.0.0.1:${port}/api/health`, child, 60)))
        throw new Error(`The web server did not start\n${child.said()}`);
    },
  );
  const worker = program(
    ["server/worker.ts"],
    { ...common, MIGRATE_DATABASE_URL: ownerUrl, LOG_LEVEL: "info" },
    saysReady,
  );
  const stop = async () => {
    await Promise.all([web.stop(), worker.stop()]);
    await fresh[Symbol.asyncDispose]();
  };
  try {
    await Promise.all([web.start(), worker.start()]);
  } catch (error) {
    await stop();
    throw error;
  }
  const at = async () => ({ db, ...(await readClock(db, true)) });
  return { url, appUrl, ownerUrl, isOwn: !history, at, web, worker, stop };
}

function program(args: string[], env: NodeJS.ProcessEnv, ready: (child: Child) => Promise<void>) {
  let child: Child | null = null;
  return {
    async start() {
      child = startNode(args, env);
      await ready(child);
    },
    kill: async () => child?.kill(),
    stop: async () => child?.stop(),
  };
}

async function saysReady(worker: Child) {
  for (const deadline = Date.now() + 60_000; !worker.said().includes("worker is ready"); ) {
    if (worker.hasEnded() || Date.now() > deadline)
      throw new Error(`The worker did not start\n${worker.said()}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** As superuser: the row belongs to the installation, which only a procedure of the demonstration may move. */
async function moveTo(businessDate: string, database: string) {
  const { superUrl } = testAddresses();
  const client = new Client({
    connectionString: Object.assign(new URL(superUrl), { pathname: `/${database}` }).href,
  });
  await client.connect();
  try {
    await client.query("update installation set demo_date = $1", [businessDate]);
  } finally {
    await client.end();
  }
}
