import { spawn } from "node:child_process";
import { once } from "node:events";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { connect } from "#db/client.ts";
import { memberships, messages, people } from "#db/schema/access.ts";
import { freshDatabase } from "#db/testing.ts";
import { demoPassword, demoPeople } from "#server/demonstration/people.ts";
import { system, visitor } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { londonDate } from "#server/lib/dates.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { listMail } from "./demo.ts";
import { makeAdministrator } from "./first-administrator.ts";
import { refuseMadeUpPeople } from "./made-up.ts";
import { addPerson, decideRole, endRole } from "./people.ts";
import { listProposals } from "./proposals.ts";
import { principalOf } from "./sessions.ts";
import { mailSignInLink, newLink, signInWithLink, signInWithPassword } from "./sign-in.ts";
import { createToken, machineOf } from "./tokens.ts";

const from = { address: "192.0.2.1", device: "" };
const alice = { email: demoPeople.alice.email, password: demoPassword };
const tokenIn = (link: string) => ({ token: new URL(link).searchParams.get("token")! });

test("outside a demonstration nobody made up signs in by password or link, or stays in a session", async () => {
  await using market = await marketplace();
  const door = { ...market.as(visitor), now: new Date(), from };
  const { token } = await signInWithPassword({ ...door, demo: true }, alice);
  expect(await principalOf(market.db, token, new Date(), true)).not.toBeNull();
  expect(await principalOf(market.db, token, new Date(), false)).toBeNull();

  await expect(signInWithPassword({ ...door, demo: false }, alice)).rejects.toMatchObject({
    code: "wrong_credentials",
    message: "That e-mail address and password do not go together",
  });
  await mailSignInLink({ ...door, demo: false }, alice);
  expect(await listMail({ ...door, demo: true })).toEqual([]);
  const link = await asOneChange({ ...door, actor: system }, (change) =>
    newLink(change, market.people.alice.personId, 5),
  );
  await expect(signInWithLink({ ...door, demo: false }, tokenIn(link))).rejects.toMatchObject({
    code: "wrong_credentials",
  });
});

test("outside a demonstration no token that somebody made up made is good", async () => {
  await using market = await marketplace();
  const { secret } = await createToken(market.as(market.people.anthony), {
    name: "Meter",
    scopes: ["usage:write"],
    days: 30,
  });
  expect(await machineOf({ ...market.as(visitor), demo: true }, secret)).not.toBeNull();
  expect(await machineOf({ ...market.as(visitor), demo: false }, secret)).toBeNull();
});

test("data that holds made-up people is not started on, and the sentence says the way out", async () => {
  await using market = await marketplace();
  await refuseMadeUpPeople(market.as(system), true);
  await expect(refuseMadeUpPeople(market.as(system), false)).rejects.toMatchObject({
    code: "set_up_wrongly",
    message: expect.stringMatching(/DEMO=1, or give the service an empty database .* first-administrator/),
  });
  await using empty = await freshDatabase();
  await refuseMadeUpPeople({ ...market.as(system), db: empty.db }, false);
});

test("the worker refuses it, too", async () => {
  await using market = await marketplace();
  const { code, said } = await runs(["server/worker.ts"], market);
  expect(said).toContain("made-up people of a demonstration");
  expect(code).toBe(1);
});

test("an empty installation is given a first administrator once, a second once, and no third", async () => {
  await using fresh = await freshDatabase();
  const now = new Date();
  const door = { db: fresh.db, actor: visitor, now, today: londonDate(now), demo: false, from };
  const wanted = {
    email: "ada@nhs.example",
    name: "Ada",
    organisation: "Data Service",
    which: "first" as const,
  };
  const both = await Promise.allSettled([
    makeAdministrator(door, wanted),
    makeAdministrator(door, { ...wanted, email: "eve@nhs.example", name: "Eve" }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const [first] = await asReading({ ...door, actor: system }, ({ tx }) => tx.select().from(people));
  expect(first).toMatchObject({ demo: false, passwordHash: null });

  const grace = { ...wanted, email: "grace@nhs.example", name: "Grace" };
  await expect(makeAdministrator(door, grace)).rejects.toMatchObject({
    message: expect.stringContaining(`There is an administrator already: ${first!.name}`),
  });
  const second = await makeAdministrator(door, { ...grace, which: "second" });
  await expect(
    makeAdministrator(door, { ...grace, email: "third@nhs.example", which: "second" }),
  ).rejects.toMatchObject({ code: "cannot_do_that_now" });

  // Their links work once; from then on they give all other roles by two.
  const again = await makeAdministrator(door, { ...wanted, email: first!.email });
  const principals = await Promise.all(
    [again, second].map(async (link) => {
      const { token } = await signInWithLink(door, tokenIn(link));
      return (await principalOf(fresh.db, token, now, false))!.actor;
    }),
  );
  await expect(signInWithLink(door, tokenIn(again))).rejects.toMatchObject({ code: "wrong_credentials" });
  const [one, other] = principals.map((actor) => ({ ...door, actor }));
  expect(one!.actor).toMatchObject({ organisationName: "Data Service", roles: ["administrator"] });
  await addPerson(one!, {
    organisationId: one!.actor.organisationId,
    name: "Olu",
    jobTitle: "",
    email: "olu@nhs.example",
    role: "approver",
  });
  const [asked] = await listProposals(other!, { kind: "role" });
  await decideRole(other!, { id: asked!.id, approve: true });
  const { rows } = await asReading({ ...door, actor: system }, ({ tx }) =>
    tx.execute(sql`select role from memberships order by role`),
  );
  expect(rows).toEqual([{ role: "approver" }, { role: "administrator" }, { role: "administrator" }]);
});

test("where one of two administrators is gone, the owner of the tables makes another, and the two take the role of the one", async () => {
  await using fresh = await freshDatabase();
  const now = new Date();
  const door = { db: fresh.db, actor: visitor, now, today: londonDate(now), demo: false, from };
  const made = (name: string, which: "first" | "second" | "another", db = fresh.db) =>
    makeAdministrator(
      { ...door, db },
      { email: `${name.toLowerCase()}@nhs.example`, name, organisation: "Data Service", which },
    );
  const first = await made("Ada", "first");
  await expect(made("Cleo", "another")).rejects.toMatchObject({
    message: "Make the first administrator and the second before another",
  });
  await made("Grace", "second");
  // The app's own role cannot, whatever asks it to.
  await expect(made("Cleo", "another")).rejects.toMatchObject({
    cause: { message: "the role administrator is given and taken by two people" },
  });
  const owners = connect(fresh.ownerUrl, { max: 1 });
  const another = await made("Cleo", "another", owners);
  await owners.$client.end();
  const told = await asReading({ ...door, actor: system }, ({ tx }) =>
    tx
      .select({ to: messages.toAddress })
      .from(messages)
      .where(eq(messages.subject, "Cleo is an administrator of the health data marketplace"))
      .orderBy(messages.toAddress),
  );
  expect(told).toEqual([{ to: "ada@nhs.example" }, { to: "grace@nhs.example" }]);

  const [ada, cleo] = await Promise.all(
    [first, another].map(async (link) => {
      const { token } = await signInWithLink(door, tokenIn(link));
      return { ...door, actor: (await principalOf(fresh.db, token, now, false))!.actor };
    }),
  );
  const [grace] = await asReading({ ...door, actor: system }, ({ tx }) =>
    tx.select({ id: people.id }).from(people).where(eq(people.name, "Grace")),
  );
  const { organisationId } = ada!.actor;
  await endRole(ada!, { personId: grace!.id, organisationId, role: "administrator" });
  const [asked] = await listProposals(cleo!, { kind: "role" });
  await decideRole(cleo!, { id: asked!.id, approve: true });
  const left = await asReading({ ...door, actor: system }, ({ tx }) =>
    tx.select({ name: people.name }).from(memberships).innerJoin(people, eq(people.id, memberships.personId)),
  );
  expect(left.map(({ name }) => name).sort()).toEqual(["Ada", "Cleo"]);
});

test("npm run first-administrator prints the link, and refuses on the data of a demonstration", async () => {
  await using fresh = await freshDatabase();
  const command = "server/access/first-administrator-command.ts";
  const made = await runs([command, "ada@nhs.example", "Ada", "Byron"], fresh);
  expect(made.said).toMatch(/\/sign-in\/link\?token=[\w-]{43}\n/);
  expect(made.code).toBe(0);
  await using market = await marketplace();
  const refused = await runs([command, "ada@nhs.example", "Ada"], market);
  expect(refused.said).toContain("This is the data of a demonstration");
  expect(refused.code).toBe(1);
});

/** A program of ours outside a demonstration: how it ended and what it said. */
async function runs(args: string[], { appUrl, ownerUrl }: { appUrl: string; ownerUrl: string }) {
  const child = spawn(process.execPath, ["--import", "tsx", ...args], {
    env: { ...process.env, DATABASE_URL: appUrl, MIGRATE_DATABASE_URL: ownerUrl, DEMO: "0" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part) => {
      said += part;
    });
  const [code] = await once(child, "close");
  return { code, said };
}
