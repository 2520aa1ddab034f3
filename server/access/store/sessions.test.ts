import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { memberships, people, sessions } from "#db/schema/access.ts";
import { events } from "#db/schema/audit.ts";
import { type FreshDatabase, freshDatabase } from "#db/testing.ts";
import { demoOrganisations, demoPassword, demoPeople, personByEmail } from "#server/demonstration/people.ts";
import { visitor } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { londonDate } from "#server/lib/dates.ts";
import { asSystem } from "../as-system.ts";
import { codeToShow, confirmByCode, confirmByPassword, mailCode } from "./confirming.ts";
import { listOrganisations } from "./organisations.ts";
import { changePassword } from "./passwords.ts";
import { decideRole, endRole, grantRole } from "./people.ts";
import { listProposals } from "./proposals.ts";
import {
  endOtherSessions,
  listSessions,
  membershipsOf,
  principalOf,
  revokeSession,
  startSession,
  switchOrganisation,
} from "./sessions.ts";

let fresh: FreshDatabase;
let db: FreshDatabase["db"];
beforeEach(async () => {
  fresh = await freshDatabase("hdm_people");
  db = fresh.db;
});
afterEach(() => fresh[Symbol.asyncDispose]());

const somebody = (now = new Date()) => ({ db, actor: visitor, now, today: londonDate(now) });

/** A made-up person with a session: what a request of theirs would carry, and the cookie. */
async function signedIn(email: string, now = new Date()) {
  const person = await personByEmail(somebody(), email);
  const { token } = await asOneChange(asSystem(somebody(now)), (change) =>
    startSession(change, { id: person.personId, name: person.name, email, demo: true }, "password", {
      demo: true,
      from: { address: "192.0.2.1", device: "a laptop" },
    }),
  );
  return { token, ask: await requestOf(token, now) };
}

async function requestOf(token: string, now = new Date()) {
  const principal = await principalOf(db, token, now, true);
  if (!principal) throw new Error("nobody is signed in with this");
  const { actor, session } = principal;
  return { ...somebody(now), actor, session, demo: true };
}

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);

test("a session that was revoked is nobody at the very next request", async () => {
  const phone = await signedIn(demoPeople.priya.email);
  const laptop = await signedIn(demoPeople.priya.email);
  await revokeSession(laptop.ask, phone.ask.session.id);
  expect(await principalOf(db, phone.token, new Date(), true)).toBeNull();
  expect(await principalOf(db, laptop.token, new Date(), true)).not.toBeNull();
});

test("somebody else's session is not found, and goes on", async () => {
  const priya = await signedIn(demoPeople.priya.email);
  const marcus = await signedIn(demoPeople.marcus.email);
  await expect(revokeSession(marcus.ask, priya.ask.session.id)).rejects.toMatchObject({ code: "not_found" });
  expect(await principalOf(db, priya.token, new Date(), true)).not.toBeNull();
});

test("all other sessions end together, and the one that asked is listed as the current one", async () => {
  const [first, second, third] = [
    await signedIn(demoPeople.ian.email),
    await signedIn(demoPeople.ian.email),
    await signedIn(demoPeople.ian.email),
  ];
  expect(await endOtherSessions(second.ask)).toEqual({ ended: 2 });
  expect(await principalOf(db, first.token, new Date(), true)).toBeNull();
  expect(await principalOf(db, third.token, new Date(), true)).toBeNull();
  expect(await listSessions(second.ask)).toMatchObject([
    { id: second.ask.session.id, current: true, device: "a laptop" },
  ]);
});

test("an unused session ends after twelve hours, a used one goes on for at most seven days", async () => {
  const unused = await signedIn(demoPeople.tom.email);
  expect(await principalOf(db, unused.token, hours(12.01), true)).toBeNull();
  const used = await signedIn(demoPeople.tom.email);
  for (let later = 11; later < 7 * 24; later += 11)
    expect(await principalOf(db, used.token, hours(later), true)).not.toBeNull();
  expect(await principalOf(db, used.token, hours(7 * 24 + 0.01), true)).toBeNull();
});

test("acting as another organisation needs a role there and asks for confirmation again", async () => {
  const { token, ask } = await signedIn(demoPeople.dana.email);
  const alice = (await signedIn(demoPeople.alice.email)).ask;
  const halden = (await personByEmail(ask, demoPeople.katrin.email)).organisationId;
  await confirmByPassword(ask, demoPassword);
  await expect(switchOrganisation(ask, halden)).rejects.toMatchObject({ code: "not_found" });
  await grantRole(alice, { personId: ask.actor.personId, organisationId: halden, role: "member" });
  expect((await membershipsOf(ask)).map(({ name }) => name)).toEqual(["Corvus Cloud", "Halden Devices"]);
  await switchOrganisation(ask, halden);
  const now = await requestOf(token);
  expect(now.actor).toMatchObject({ organisationName: "Halden Devices", roles: ["member"] });
  expect(now.session.confirmedAt).toBeNull();
});

test("a role that was ended is gone at the very next request, and with the last one the session", async () => {
  const { token } = await signedIn(demoPeople.katrin.email);
  const alice = (await signedIn(demoPeople.alice.email)).ask;
  const { personId, organisationId } = await personByEmail(alice, demoPeople.katrin.email);
  const { ask: george } = await signedIn(demoPeople.george.email);
  expect(await endRole(alice, { personId, organisationId, role: "signatory" })).toEqual({ waits: true });
  const [asked] = await listProposals(george, { kind: "role" });
  await decideRole(george, { id: asked!.id, approve: true });
  expect((await requestOf(token)).actor.roles).toEqual(["buyer_finance"]);
  await endRole(alice, { personId, organisationId, role: "buyer_finance" });
  expect(await principalOf(db, token, new Date(), true)).toBeNull();
});

test("nobody changes their own roles, and no role of the other side is given", async () => {
  const { ask: alice } = await signedIn(demoPeople.alice.email);
  const own = { personId: alice.actor.personId, organisationId: alice.actor.organisationId };
  await expect(grantRole(alice, { ...own, role: "finance_officer" })).rejects.toMatchObject({
    code: "not_your_own_work",
  });
  await expect(endRole(alice, { ...own, role: "administrator" })).rejects.toMatchObject({
    code: "not_your_own_work",
  });
  const leo = await personByEmail(alice, demoPeople.leo.email);
  await expect(grantRole(alice, { ...leo, role: "approver" })).rejects.toMatchObject({
    code: "bad_input",
    field: "role",
  });
});

test("a mailed code confirms once; a wrong one does not, and five wrong ones use it up", async () => {
  const { token, ask } = await signedIn(demoPeople.anthony.email);
  await mailCode(ask);
  const code = (await codeToShow(ask))!;
  const wrong = code === "000000" ? "000001" : "000000";
  await expect(confirmByCode(ask, wrong)).rejects.toMatchObject({ code: "wrong_credentials", field: "code" });
  await confirmByCode(ask, code);
  expect((await requestOf(token)).session.confirmedAt).not.toBeNull();
  await expect(confirmByCode(ask, code)).rejects.toMatchObject({ code: "wrong_credentials" });

  const other = await signedIn(demoPeople.marcus.email);
  await mailCode(other.ask);
  const right = (await codeToShow(other.ask))!;
  const guess = right === "000000" ? "000001" : "000000";
  for (let time = 1; time <= 5; time++) await confirmByCode(other.ask, guess).catch(() => null);
  await expect(confirmByCode(other.ask, right)).rejects.toMatchObject({ code: "wrong_credentials" });
});

test("a code is too old after ten minutes, and is nobody else's", async () => {
  const { ask } = await signedIn(demoPeople.wendy.email);
  await mailCode(ask);
  const code = (await codeToShow(ask))!;
  const late = { ...ask, now: new Date(ask.now.getTime() + 10 * 60_000) };
  await expect(confirmByCode(late, code)).rejects.toMatchObject({ code: "wrong_credentials" });
  const { ask: amara } = await signedIn(demoPeople.amara.email);
  await expect(confirmByCode(amara, code)).rejects.toMatchObject({ code: "wrong_credentials" });
});

test("a new password ends the other sessions; the old one is asked for", async () => {
  const [other, asking] = [await signedIn(demoPeople.leo.email), await signedIn(demoPeople.leo.email)];
  const wanted = "a much better one";
  await expect(changePassword(asking.ask, { current: "not it", wanted })).rejects.toMatchObject({
    field: "current",
  });
  await changePassword(asking.ask, { current: demoPassword, wanted });
  expect(await principalOf(db, other.token, new Date(), true)).toBeNull();
  const told = await asReading(asking.ask, ({ tx }) =>
    tx.select({ type: events.type }).from(events).orderBy(events.id),
  );
  expect(told.slice(-2).map(({ type }) => type)).toEqual(["person.password_changed", "session.revoked"]);
  await expect(confirmByPassword(asking.ask, wanted)).resolves.toBeUndefined();
});

test("a buyer sees their own organisation, colleagues and sessions, with no where at all", async () => {
  const { ask } = await signedIn(demoPeople.grace.email);
  await signedIn(demoPeople.marcus.email);
  const seen = await asReading(ask, async ({ tx }) => ({
    people: (await tx.select({ email: people.email }).from(people)).map(({ email }) => email).sort(),
    organisations: new Set((await tx.select().from(memberships)).map(({ organisationId }) => organisationId)),
    sessions: new Set((await tx.select().from(sessions)).map(({ personId }) => personId)),
  }));
  expect(seen.people).toEqual([
    "anthony@meridian.example",
    "grace@meridian.example",
    "priya@meridian.example",
  ]);
  expect([...seen.organisations]).toEqual([ask.actor.organisationId]);
  expect([...seen.sessions]).toEqual([ask.actor.personId]);
  expect((await listOrganisations(ask)).map(({ name }) => name)).toEqual([demoOrganisations.meridian.name]);
});

test("when nobody acts, nothing is seen", async () => {
  for (const table of [people, memberships, sessions]) expect(await db.select().from(table)).toEqual([]);
  expect(await db.select().from(people).where(eq(people.demo, true))).toEqual([]);
});
