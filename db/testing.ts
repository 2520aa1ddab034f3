import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { connect, type Database } from "./client.ts";

export type FreshDatabase = AsyncDisposable & {
  db: Database;
  appUrl: string;
  ownerUrl: string;
  name: string;
};

/** A database of its own for one test, cloned from the migrated template in milliseconds, dropped at the end. */
export async function freshDatabase(template = "hdm_template"): Promise<FreshDatabase> {
  const { superUrl, ownerUrl, appUrl } = testAddresses();
  const name = `t_${randomBytes(6).toString("hex")}`;
  await asSuper(superUrl, `create database ${name} template ${template} owner hdm_owner`);
  // Who may do what in a database as a whole is not copied from its template.
  await asSuper(superUrl, `revoke temporary on database ${name} from public`);
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const db = connect(at(appUrl));
  return {
    db,
    name,
    appUrl: at(appUrl),
    ownerUrl: at(ownerUrl),
    async [Symbol.asyncDispose]() {
      if (!db.$client.ended) await db.$client.end();
      await asSuper(superUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

/** The throw-away cluster that the test run started (server/vitest.setup.ts, e2e/setup.ts). */
export function testAddresses(): { superUrl: string; ownerUrl: string; appUrl: string } {
  const addresses = process.env.TEST_POSTGRES;
  if (!addresses) throw new Error("No test database runs: start tests with npm test or npm run rules");
  return JSON.parse(addresses);
}

export async function asSuper(superUrl: string, statement: string) {
  const client = new Client({ connectionString: superUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
