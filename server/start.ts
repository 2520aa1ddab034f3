import { relative } from "node:path";
import { connect } from "#db/client.ts";
import { dataFolder } from "#db/data-folder.ts";
import { type Postgres, startPostgres } from "#db/embedded.ts";
import { migrate, roleIn } from "#db/migrate.ts";
import { refuseMadeUpPeople } from "./access/store/made-up.ts";
import { build, isBuilt } from "./launcher/build.ts";
import { refuseMightyRole, refuseTakenPort, refuseUnusableDatabase } from "./launcher/checks.ts";
import { answers, type Child, nextCommand, startNode } from "./launcher/children.ts";
import { emptyDemonstration, markFilling, stateOfDemonstration } from "./launcher/demonstration.ts";
import { keepAlive } from "./launcher/keep.ts";
import { takeTheHouse } from "./launcher/lock.ts";
import { system } from "./lib/actor.ts";
import { londonDate } from "./lib/dates.ts";
import { type Env, env, readEnv } from "./lib/env.ts";
import { Refusal } from "./lib/refusal.ts";

const developing = process.argv.includes("--dev");
const beganAt = Date.now();

/** `npm start`: everything the marketplace needs, from an empty folder to an address to open. */
async function start() {
  const { PORT, HOST, DATABASE_URL, DATA_DIR, WAL_ARCHIVE } = readEnv(process.env);
  await refuseTakenPort(HOST, PORT, dataFolder(DATA_DIR));
  const embedded = DATABASE_URL ? null : await startEmbedded(dataFolder(DATA_DIR), WAL_ARCHIVE);
  const settings = env();
  const { appUrl, ownerUrl } = await refuseUnusableDatabase(settings);
  const prepareDatabase = async () => {
    if (settings.DEMO && embedded) return fillEmbedded(embedded);
    await migrateTo(ownerUrl, appUrl);
    if (settings.DEMO) await seed();
    else await refuseMadeUp(appUrl);
  };
  await Promise.all([prepareDatabase(), preparePages()]);
  await serve(settings);
  sayWhereToLook(settings, embedded !== null);
}

async function startEmbedded(dataDir: string, archive: string | undefined): Promise<Postgres> {
  say(`Starting the database in ${nearby(dataDir)}`);
  const postgres = startPostgres({ dataDir, archive });
  const house = postgres.then(({ superUrl }) =>
    takeTheHouse({ superUrl, dataDir, address: publicAddress() }, () =>
      fail("The database ended unexpectedly. Start again: nothing that was saved is lost"),
    ),
  );
  // A database that another launcher serves rejects here, and so is never stopped by us.
  atEnd(async () => {
    const leave = await house;
    await leave();
    await (await postgres).stop();
  });
  await house;
  const { appUrl, ownerUrl } = await postgres;
  process.env.DATABASE_URL = appUrl;
  process.env.MIGRATE_DATABASE_URL = ownerUrl;
  process.env.DEMO ||= "1";
  return postgres;
}

async function migrateTo(ownerUrl: string, appUrl: string) {
  say("Bringing the database to the code's level");
  await migrate(ownerUrl, roleIn(appUrl));
  await refuseMightyRole(appUrl);
}

/** A start that was cut short while it filled the demonstration is made good: nobody can have used it yet. */
async function fillEmbedded({ superUrl, ownerUrl, appUrl }: Postgres) {
  const found = await stateOfDemonstration(superUrl);
  if (found === "half filled") {
    say("The last start was cut short while it filled the demonstration: beginning again");
    await emptyDemonstration(superUrl);
  }
  await migrateTo(ownerUrl, appUrl);
  if (found === "filled") return;
  await markFilling(superUrl, true);
  await seed();
  await markFilling(superUrl, false);
}

async function refuseMadeUp(appUrl: string) {
  const db = connect(appUrl, { max: 1 });
  try {
    const now = new Date();
    await refuseMadeUpPeople({ db, actor: system, now, today: londonDate(now) }, false);
  } finally {
    await db.$client.end();
  }
}

async function seed() {
  say("Filling the demonstration with made-up people and their past year");
  const seeding = run(["server/demonstration/seed-command.ts", "--if-empty"], process.env, true);
  if ((await seeding.ended) !== 0) throw new Broken("The demonstration could not be filled");
}

async function preparePages() {
  if (developing) return;
  if (isBuilt()) return say("The pages are built already");
  say("Building the pages: about a minute, once after each change of the code");
  const wrong = await build(stopAtEnd);
  if (wrong !== null) throw new Broken(`The pages could not be built\n${wrong}`);
}

async function serve(settings: Env) {
  say("Starting the worker and the web server");
  const { HOST, PORT, PUBLIC_URL } = settings;
  const common: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: developing ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: settings.DATABASE_URL,
    DEMO: settings.DEMO ? "1" : "0",
    PUBLIC_URL,
    // Reads everything; only a copy needs it.
    BACKUP_DATABASE_URL: undefined,
    NEXTAUTH_URL: PUBLIC_URL,
  };
  const beginWorker = () =>
    run(["server/worker.ts"], { ...common, MIGRATE_DATABASE_URL: settings.MIGRATE_DATABASE_URL }, true);
  keepAlive(kept("The worker", beginWorker), beginWorker());
  // What faces the public never holds the owner's key.
  const beginWeb = (show: boolean) =>
    run(
      developing ? [nextCommand, "dev", "-p", String(PORT), "-H", HOST] : ["server/web.ts"],
      { ...common, MIGRATE_DATABASE_URL: undefined },
      show,
    );
  const web = beginWeb(developing);
  const here = `http://${HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : bracketed(HOST)}:${PORT}`;
  if (!(await answers(`${here}/api/health`, web, 120)))
    throw new Broken(`The web server does not answer\n${web.said()}`);
  if (!(await answers(`${here}/api/ready`, web, 60)))
    throw new Broken(`The web server runs, but it is not ready: ${here}/api/ready said why\n${web.said()}`);
  web.show();
  keepAlive(
    kept("The web server", () => beginWeb(true)),
    web,
  );
}

const kept = (name: string, begin: () => Child) => ({
  name,
  begin,
  isStopping: () => stopping !== null,
  say,
});

function sayWhereToLook({ PUBLIC_URL, DEMO }: Env, embedded: boolean) {
  say(`Ready after ${Math.round((Date.now() - beganAt) / 1000)} s\n`);
  say(`  Open ${PUBLIC_URL}`);
  if (DEMO) say(`  A demonstration: choose one of its made-up people at ${PUBLIC_URL}/sign-in`);
  say(`  Ctrl-C stops it${embedded ? "; what you did stays for the next start" : ""}\n`);
}

/** Something of ours did not work; its own output says why. */
class Broken extends Error {}

const endings: (() => Promise<unknown>)[] = [];
const atEnd = (ending: () => Promise<unknown>) => endings.unshift(ending);
const stopAtEnd = (child: Child) => atEnd(() => child.stop());

function run(args: string[], env: NodeJS.ProcessEnv, show: boolean): Child {
  if (stopping) throw new Broken("Stopping");
  const child = startNode(args, env, { show });
  stopAtEnd(child);
  return child;
}

let stopping: Promise<never> | null = null;

/** Ends everything in the reverse order of its beginning, once, however often it is asked. */
function stop(code: number): Promise<never> {
  stopping ??= (async () => {
    for (const ending of endings) await ending().catch(() => undefined);
    process.exit(code);
  })();
  return stopping;
}

function fail(sentence: string) {
  if (stopping) return;
  process.stderr.write(`\n${sentence}\n`);
  void stop(1);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    if (!stopping) say("\nStopping");
    void stop(0);
  });

const say = (line: string) => process.stdout.write(`${line}\n`);
const nearby = (path: string) => (relative("", path).startsWith("..") ? path : relative("", path) || ".");
const bracketed = (host: string) => (host.includes(":") ? `[${host}]` : host);
const publicAddress = () => {
  const { PUBLIC_URL, PORT } = readEnv(process.env);
  return PUBLIC_URL ?? `http://localhost:${PORT}`;
};

await start().catch((error) => {
  if (error instanceof Refusal || error instanceof Broken) fail(error.message);
  else fail((error as Error).stack ?? String(error));
});
