import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { messages } from "#db/schema/access.ts";
import { type FreshDatabase, freshDatabase } from "#db/testing.ts";
import { mailSignInLink } from "./access/store/sign-in.ts";
import { demoPeople, seedPeople } from "./demonstration/people.ts";
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
