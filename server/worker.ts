import { EventEmitter } from "node:events";
import { fileURLToPath } from "node:url";
import { Logger, parseCronItems, type Runner, run, runOnce, type TaskList } from "graphile-worker";
import { Pool } from "pg";
import { connect, type Database } from "#db/client.ts";
import { readClock } from "./access/store/clock.ts";
import { refuseMadeUpPeople } from "./access/store/made-up.ts";
import { sweep } from "./access/store/sweep.ts";
import { invoicePdf } from "./billing/documents/pdf.ts";
import { readInvoice } from "./billing/documents/store/invoices.ts";
import { catalogueTasks } from "./catalogue/jobs.ts";
import { watchWorkers } from "./jobs/dead-workers.ts";
import { beat } from "./jobs/heartbeat.ts";
import { deliver } from "./jobs/mail.ts";
import type { Jobs } from "./jobs/queue.ts";
import { system } from "./lib/actor.ts";
import type { Ask } from "./lib/change.ts";
import { env } from "./lib/env.ts";
import { log } from "./lib/log.ts";
import { Refusal } from "./lib/refusal.ts";
import { licensingTasks } from "./licensing/daily/jobs.ts";
import { failDeadRuns } from "./licensing/daily/store/run-alive.ts";
import { exportTasks } from "./reporting/exports/jobs.ts";
import { clearAway } from "./reporting/exports/store/making.ts";

/** All that the clock and the queue do. A job does its work as the app's role, acting as the system. */
const tasks: { [Task in keyof Jobs]: (ask: Ask, payload: Jobs[Task], to: Target) => Promise<void> } = {
  "mail.send": (ask, payload, { smtpUrl, mailFrom }) =>
    deliver(ask, payload, { smtpUrl, from: mailFrom, paperOf }),
  ...catalogueTasks,
  ...licensingTasks,
  ...exportTasks,
};

const paperOf = async (ask: Ask, number: string) => invoicePdf(await readInvoice(ask, number));

/** Which databases a worker works on, and how it reaches the world. */
export type Target = {
  /** The app's role. */
  databaseUrl: string;
  /** The owner: graphile-worker keeps its tables to itself. */
  ownerUrl: string;
  demo: boolean;
  smtpUrl: string | null;
  mailFrom: string;
};

// UTC: ten past two or ten past three in London, so never the wrong day. A night that was missed is caught up with.
const everyNight = (task: string) => ({
  task,
  match: "10 2 * * *",
  identifier: task,
  options: { backfillPeriod: 24 * 3_600_000, jobKey: task },
});
const crontab = [everyNight("daily.run"), everyNight("sweep")];
const beatMilliseconds = 30_000;

/** Works until stopped; `stop` lets jobs that run finish. */
export async function startWorker(target: Target): Promise<{ runner: Runner; stop: () => Promise<void> }> {
  const db = connect(target.databaseUrl, { max: 10 });
  const events = new EventEmitter();
  const workers = await watchWorkers(target.ownerUrl, events);
  const runner = await run({
    connectionString: target.ownerUrl,
    events,
    taskList: taskList(db, target),
    parsedCronItems: parseCronItems(crontab),
    concurrency: 4,
    pollInterval: 2000,
    noHandleSignals: true,
    logger,
  });
  const owner = new Pool({ connectionString: target.ownerUrl, max: 1 });
  owner.on("error", () => undefined);
  const sayAlive = async () => {
    try {
      await beatOnce(db, owner, target);
      const dead = await workers.freeJobsOfDead();
      if (dead.length > 0) log.warn({ dead }, "the jobs of dead workers are free again");
    } catch (error) {
      log.error({ error }, "no heartbeat");
    }
  };
  await sayAlive();
  await failDeadRuns(await askOf(db, target));
  const beats = setInterval(sayAlive, beatMilliseconds);
  return {
    runner,
    stop: async () => {
      clearInterval(beats);
      await runner.stop();
      await Promise.all([db.$client.end(), owner.end(), workers.end()]);
    },
  };
}

/** Does every job that waits now, and those that they add, then returns: for tests, and for the seed. */
export async function drain(target: Target): Promise<void> {
  const db = connect(target.databaseUrl, { max: 5 });
  try {
    await runOnce({
      connectionString: target.ownerUrl,
      taskList: taskList(db, target),
      noHandleSignals: true,
      logger,
    });
  } finally {
    await db.$client.end();
  }
}

function taskList(db: Database, target: Target): TaskList {
  const list: TaskList = {
    async sweep() {
      const ask = await askOf(db, target);
      await sweep(ask);
      await clearAway(ask);
    },
  };
  for (const name of Object.keys(tasks) as (keyof Jobs)[]) {
    const work = tasks[name] as (ask: Ask, payload: unknown, target: Target) => Promise<void>;
    list[name] = async (payload) => work(await askOf(db, target), payload, target);
  }
  return list;
}

const askOf = async (db: Database, { demo }: Target): Promise<Ask> => ({
  db,
  actor: system,
  ...(await readClock(db, demo)),
});

async function beatOnce(db: Database, owner: Pool, target: Target) {
  const applied = await owner.query("select count(*)::int as migrations from drizzle.__drizzle_migrations");
  await beat(await askOf(db, target), applied.rows[0].migrations);
}

const logger = new Logger(() => (level, message) => {
  if (level === "error") log.error({ from: "worker" }, message);
  else if (level === "warning") log.warn({ from: "worker" }, message);
});

/** What the environment says. */
export function targetOfEnvironment(): Target {
  const { DATABASE_URL, MIGRATE_DATABASE_URL, DEMO, SMTP_URL, MAIL_FROM } = env();
  if (!MIGRATE_DATABASE_URL)
    throw new Refusal(
      "set_up_wrongly",
      "Set MIGRATE_DATABASE_URL: the job queue belongs to the owner of the tables",
    );
  return {
    databaseUrl: DATABASE_URL,
    ownerUrl: MIGRATE_DATABASE_URL,
    demo: DEMO,
    smtpUrl: SMTP_URL ?? null,
    mailFrom: MAIL_FROM,
  };
}

async function refuseToWorkOnMadeUpPeople({ databaseUrl, demo }: Target) {
  const db = connect(databaseUrl, { max: 1 });
  try {
    await refuseMadeUpPeople({ db, actor: system, ...(await readClock(db, demo)) }, demo);
  } finally {
    await db.$client.end();
  }
}

async function main() {
  const target = targetOfEnvironment();
  await refuseToWorkOnMadeUpPeople(target);
  const { runner, stop } = await startWorker(target);
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stop().then(
        () => process.exit(0),
        (error) => {
          log.error({ error }, "the worker did not stop cleanly");
          process.exit(1);
        },
      );
    });
  log.info("worker is ready");
  await runner.promise;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main().catch((error) => {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
