import { createServer, type Server } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "#db/embedded.ts";
import { freshDatabase } from "#db/testing.ts";
import { refuseMightyRole, refuseTakenPort, refuseUnusableDatabase } from "./checks.ts";

const nowhere = "/nowhere";

test("a taken port is refused by name, a free one is not", async () => {
  const port = await freePort();
  await refuseTakenPort("127.0.0.1", port, nowhere);
  const holder = await new Promise<Server>((done) => {
    const server = createServer().listen(port, "127.0.0.1", () => done(server));
  });
  onTestFinished(() => void holder.close());
  await expect(refuseTakenPort("127.0.0.1", port, nowhere)).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken`,
  );
});

test("an address that this machine does not have is refused", async () => {
  await expect(refuseTakenPort("192.0.2.1", await freePort(), nowhere)).rejects.toThrow("no such address");
});

test("the app may not come as the owner of the tables, whom row-level security would not bind", async () => {
  await using fresh = await freshDatabase();
  await refuseMightyRole(fresh.appUrl);
  await expect(refuseMightyRole(fresh.ownerUrl)).rejects.toThrow("The role hdm_owner of DATABASE_URL owns");
});

test("a database that does not answer is refused by the name of its variable", async () => {
  await using fresh = await freshDatabase();
  const silent = `postgres://app:secret@127.0.0.1:${await freePort()}/market`;
  const check = (app: string, owner: string | undefined) =>
    refuseUnusableDatabase({ DATABASE_URL: app, MIGRATE_DATABASE_URL: owner });
  await expect(check(silent, fresh.ownerUrl)).rejects.toThrow(
    "The database of DATABASE_URL does not let us in",
  );
  await expect(check(fresh.appUrl, silent)).rejects.toThrow("The database of MIGRATE_DATABASE_URL");
  await expect(check(fresh.appUrl, undefined)).rejects.toThrow("MIGRATE_DATABASE_URL is not");
  expect(await check(fresh.appUrl, fresh.ownerUrl)).toEqual({
    appUrl: fresh.appUrl,
    ownerUrl: fresh.ownerUrl,
  });
});
