import { EventEmitter } from "node:events";
import { eq } from "drizzle-orm";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { messages } from "#db/schema/access.ts";
import { type FreshDatabase, freshDatabase } from "#db/testing.ts";
import { mailSignInLink } from "./access/store/sign-in.ts";
import { demoPeople, seedPeople } from "./demonstration/people.ts";
import { watchWorkers } from "./jobs/dead-workers.ts";
import { notReadyBecause } from "./jobs/ready.ts";
import { system } from "./lib/actor.ts";
import { asReading } from "./lib/change.ts";
import { londonDate } from "./lib/dates.ts";
import { drain, startWorker, type Target } from "./worker.ts";

let fresh: FreshDatabase;
let db: FreshDatabase["db"];
let target: Target;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
  process.env.DATABASE_URL = fresh.appUrl;
  target = {
    databaseUrl: fresh.appUrl,
    ownerUrl: fresh.ownerUrl,
    demo: true,
    smtpUrl: null,
    mailFrom: "market@nhds.example",
  };
  await seedPeople(db, new Date());
});
afterAll(() => fresh[Symbol.asyncDispose]());

const ask = () => ({
  db,
  actor: system,
  now: new Date(),
  today: londonDate(new Date()),
  demo: true,
  from: { address: "192.0.2.1", device: "" },
});

const mailTo = (email: string) =>
  asReading(ask(), ({ tx }) => tx.select().from(messages).where(eq(messages.toAddress, email)));

test("mail waits for the worker, is sent once and stays in the demo mailbox", async () => {
  await mailSignInLink(ask(), { email: demoPeople.tom.email });
  expect(await mailTo(demoPeople.tom.email)).toMatchObject([{ sentAt: null }]);
  await drain(target);
  const [sent] = await mailTo(demoPeople.tom.email);
  expect(sent?.sentAt).not.toBeNull();
  await drain(target);
  expect(await mailTo(demoPeople.tom.email)).toEqual([sent]);
});

test("an installation is ready when a worker has been alive, and not before", async () => {
  expect(await notReadyBecause(ask())).toEqual(["no worker has run yet"]);
  const worker = await startWorker(target);
  expect(await notReadyBecause(ask())).toEqual([]);
  await worker.stop();
});

test("jobs of a worker that was killed are free as soon as another one looks, those of a living one are not", async () => {
  const owner = new Client({ connectionString: fresh.ownerUrl });
  await owner.connect();
  const events = new EventEmitter();
  const [living, looking] = [
    await watchWorkers(fresh.ownerUrl, events),
    await watchWorkers(fresh.ownerUrl, new EventEmitter()),
  ];
  events.emit("worker:create", { worker: { workerId: "worker-living" } });
  await living.freeJobsOfDead();
  const held = async () =>
    (
      await owner.query(
        "select key, locked_by from graphile_worker.jobs where locked_by is not null order by key",
      )
    ).rows.map(({ key, locked_by }) => [key, locked_by]);
  for (const id of ["worker-living", "worker-killed"])
    await owner.query("select graphile_worker.add_job('sweep', job_key := $1)", [id]);
  await owner.query(
    "update graphile_worker._private_jobs set locked_by = key, locked_at = now() - interval '1 minute' where key like 'worker-%'",
  );
  expect(await held()).toHaveLength(2);
  expect(await looking.freeJobsOfDead()).toEqual(["worker-killed"]);
  expect(await held()).toEqual([["worker-living", "worker-living"]]);
  // The database cut all connections, and is there again: the locks are taken anew.
  await owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'workers alive' and datname = current_database()",
  );
  await expect.poll(() => living.freeJobsOfDead().catch(() => null)).toEqual([]);
  await expect.poll(() => looking.freeJobsOfDead().catch(() => null)).toEqual([]);
  expect(await held()).toEqual([["worker-living", "worker-living"]]);
  await living.end();
  expect(await looking.freeJobsOfDead()).toEqual(["worker-living"]);
  await Promise.all([looking.end(), owner.end()]);
});
