import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Role } from "#db/enums.ts";
import { memberships, organisations, people } from "#db/schema/access.ts";
import { offers } from "#db/schema/negotiation.ts";
import { proposals } from "#db/schema/proposals.ts";
import { signatures } from "#db/schema/signing.ts";
import { walk } from "#server/demonstration/deals.ts";
import { type Actor, type Person, system } from "#server/lib/actor.ts";
import { asOneChange, asReading, type Change } from "#server/lib/change.ts";
import { approveOffer } from "#server/licensing/negotiation/store/decisions.ts";
import { readOffer } from "#server/licensing/negotiation/store/pages.ts";
import { countersignOffer } from "#server/licensing/signing/store.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { listMail } from "./demo.ts";
import { peopleWithoutRole } from "./organisations.ts";
import { addPerson, decideRole, endRole, grantRole } from "./people.ts";
import { listProposals, proposeWithin } from "./proposals.ts";

let market: Awaited<ReturnType<typeof marketplace>>;
let nhs: string;
beforeEach(async () => {
  market = await marketplace();
  nhs = market.people.alice.organisationId;
});
afterEach(() => market[Symbol.asyncDispose]());

const asAlice = () => market.as(market.people.alice);
const asGeorge = () => market.as(market.people.george);
const rolesOf = async ({ personId }: { personId: string }) => {
  const rows = await asReading(market.as(system), ({ tx }) =>
    tx.select({ role: memberships.role }).from(memberships).where(eq(memberships.personId, personId)),
  );
  return rows.map(({ role }) => role).sort();
};
const waiting = async () => (await listProposals(asGeorge(), { kind: "role" }))[0]!;
/** Alice asks, George agrees. */
async function byTwo(
  deed: typeof grantRole,
  wanted: { personId: string; organisationId: string; role: Role },
) {
  await deed(asAlice(), wanted);
  await decideRole(asGeorge(), { id: (await waiting()).id, approve: true });
}
/** Whatever was written in SQL by somebody who acts as this actor. */
const bySql = (actor: Actor, work: (change: Change) => Promise<unknown>) =>
  asOneChange(market.as(actor), work).then(
    () => "done",
    (error) => (error as { cause?: Error }).cause?.message ?? String(error),
  );
const give = (person: Person, organisationId: string, role: Role) => (change: Change) =>
  change.tx.insert(memberships).values({
    personId: person.personId,
    organisationId,
    role,
    grantedBy: "nobody",
    grantedAt: change.now,
  });
const twoPeople = (role: Role) => `the role ${role} is given and taken by two people`;

test("a role of the NHS is held only after a second administrator agreed, and once for all of two at once", async () => {
  const { james, george } = market.people;
  const wanted = { personId: james.personId, organisationId: nhs, role: "approver" as const };
  expect(await grantRole(asAlice(), wanted)).toEqual({ waits: true });
  expect(await rolesOf(james)).toEqual(["commercial_manager"]);
  const { id, reason } = await waiting();
  expect(reason).toBe("James Whitlock is to be Approver of National Health Data Service (demonstration)");
  await expect(decideRole(asAlice(), { id, approve: true })).rejects.toMatchObject({
    code: "not_your_own_work",
  });
  const decided = await Promise.allSettled([
    decideRole(market.as(george), { id, approve: true }),
    decideRole(market.as(george), { id, approve: true }),
  ]);
  expect(decided.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await rolesOf(james)).toEqual(["approver", "commercial_manager"]);
});

test("what a second administrator refuses is not held, and may be asked for again", async () => {
  const { anthony } = market.people;
  const wanted = {
    personId: anthony.personId,
    organisationId: anthony.organisationId,
    role: "signatory" as const,
  };
  await endRole(asAlice(), wanted);
  await expect(endRole(asAlice(), wanted)).rejects.toMatchObject({ code: "cannot_do_that_now" });
  await decideRole(asGeorge(), { id: (await waiting()).id, approve: false });
  expect(await rolesOf(anthony)).toEqual(["signatory"]);
  expect(await endRole(asAlice(), wanted)).toEqual({ waits: true });
});

test("a member is added by one; a signatory waits without a role, is listed, and is mailed a link with the role", async () => {
  const { organisationId } = market.people.anthony;
  const person = (name: string, role: Role) => ({
    organisationId,
    name,
    jobTitle: "",
    email: `${name.toLowerCase()}@meridian.example`,
    role,
  });
  expect(await addPerson(asAlice(), person("Maya", "member"))).toMatchObject({ waits: false });
  const { personId } = await addPerson(asAlice(), person("Sofia", "signatory"));
  expect((await peopleWithoutRole(asAlice())).map(({ name }) => name)).toEqual(["Sofia"]);
  const mailed = async () => (await listMail({ ...asAlice(), demo: true })).map(({ toAddress }) => toAddress);
  expect(await mailed()).toEqual(["maya@meridian.example"]);
  await decideRole(asGeorge(), { id: (await waiting()).id, approve: true });
  expect(await peopleWithoutRole(asAlice())).toEqual([]);
  expect(await rolesOf({ personId })).toEqual(["signatory"]);
  expect((await mailed()).sort()).toEqual(["maya@meridian.example", "sofia@meridian.example"]);
});

test("nobody is given roles of both sides, neither by one click nor by two at the same moment", async () => {
  const { anthony, helen } = market.people;
  await expect(
    grantRole(asAlice(), { personId: anthony.personId, organisationId: nhs, role: "nhs_signatory" }),
  ).rejects.toMatchObject({
    code: "cannot_do_that_now",
    message: "Anthony Whitfield acts for Meridian Therapeutics, and nobody acts for the NHS and for a buyer",
  });
  expect(await bySql(system, give(helen, anthony.organisationId, "member"))).toBe(
    "nobody acts for the NHS and for a buyer",
  );
  expect(await bySql(system, give(helen, nhs, "member"))).toBe("this organisation has no role member");

  const [nobody] = await asOneChange(market.as(system), ({ tx }) =>
    tx.insert(people).values({ name: "New", email: "new@example.org" }).returning({ id: people.id }),
  );
  const newcomer = { ...anthony, personId: nobody!.id };
  await grantRole(asAlice(), { personId: newcomer.personId, organisationId: nhs, role: "auditor" });
  const { id } = await waiting();
  const both = await Promise.allSettled([
    decideRole(asGeorge(), { id, approve: true }),
    grantRole(asAlice(), {
      personId: newcomer.personId,
      organisationId: anthony.organisationId,
      role: "member",
    }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await rolesOf(newcomer)).toHaveLength(1);
});

test("the database gives and takes no such role without the second administrator's agreement, whoever writes", async () => {
  const { alice, george, james, helen, anthony } = market.people;
  for (const actor of [system, alice, helen])
    expect(await bySql(actor, give(james, nhs, "approver"))).toBe(twoPeople("approver"));
  expect(await bySql(system, give(james, nhs, "administrator"))).toBe(twoPeople("administrator"));
  const isHelens = and(eq(memberships.personId, helen.personId), eq(memberships.role, "nhs_signatory"));
  expect(await bySql(system, ({ tx }) => tx.delete(memberships).where(isHelens))).toBe(
    twoPeople("nhs_signatory"),
  );
  // A member may not become a signatory by a change of the row, nor an organisation change its side.
  expect(
    await bySql(system, ({ tx }) =>
      tx.update(memberships).set({ role: "approver" }).where(eq(memberships.personId, james.personId)),
    ),
  ).toBe("a role is ended and another given, never changed");
  expect(
    await bySql(system, ({ tx }) =>
      tx.update(organisations).set({ side: "nhs" }).where(eq(organisations.id, anthony.organisationId)),
    ),
  ).toBe("Meridian Therapeutics does not change sides");

  // An agreement of another day, for another role, or made up, agrees to nothing.
  await byTwo(grantRole, { personId: james.personId, organisationId: nhs, role: "approver" });
  await byTwo(endRole, { personId: james.personId, organisationId: nhs, role: "approver" });
  expect(await bySql(george, give(james, nhs, "approver"))).toBe(twoPeople("approver"));
  const row = {
    kind: "role" as const,
    subject: "made up",
    organisationId: null,
    body: { personId: james.personId, organisationId: nhs, role: "approver", give: true },
    reason: "",
    proposedBy: george.personId,
    proposedByName: "George",
    proposedAt: market.as(george).now,
  };
  const decided = { status: "approved" as const, decidedBy: alice.personId, decidedByName: "Alice" };
  expect(await bySql(alice, ({ tx }) => tx.insert(proposals).values({ ...row, ...decided }))).toBe(
    "who asks for a role waits for another",
  );
  for (const actor of [system, helen, james, anthony])
    expect(
      await bySql(actor, ({ tx }) =>
        tx
          .insert(proposals)
          .values({ ...row, organisationId: actor === anthony ? anthony.organisationId : null }),
      ),
    ).toBe("another administrator has to ask for a role, or decide it");
});

test("one administrator alone cannot decide under a colleague's name, nor change what was asked for", async () => {
  const { alice, george, james } = market.people;
  await grantRole(asAlice(), { personId: james.personId, organisationId: nhs, role: "approver" });
  const { id } = await waiting();
  const set = { status: "approved" as const, decidedBy: george.personId, decidedByName: "George" };
  const asked = eq(proposals.id, id);
  expect(await bySql(alice, ({ tx }) => tx.update(proposals).set(set).where(asked))).toBe(
    "a role is decided once, as it was asked for",
  );
  expect(
    await bySql(george, ({ tx }) =>
      tx
        .update(proposals)
        .set({ ...set, body: { personId: james.personId } })
        .where(asked),
    ),
  ).toBe("a role is decided once, as it was asked for");
});

test("nobody asks for a role of their own, or decides about themselves", async () => {
  const { alice, george } = market.people;
  const own = { personId: george.personId, organisationId: nhs, role: "auditor" as const };
  await expect(grantRole(market.as(george), own)).rejects.toMatchObject({ code: "not_your_own_work" });
  await grantRole(asAlice(), own);
  for (const approve of [true, false])
    await expect(decideRole(asGeorge(), { id: (await waiting()).id, approve })).rejects.toMatchObject({
      code: "not_your_own_work",
    });
  const body = { personId: alice.personId, organisationId: nhs, role: "auditor", give: true };
  expect(
    await bySql(alice, (change) =>
      proposeWithin(
        { ...change, actor: alice },
        { kind: "role", subject: "own", organisationId: null, body, reason: "own" },
      ),
    ),
  ).toBe("another administrator has to ask for a role, or decide it");
});

test("who signed for the buyer and works for the NHS now neither approves nor signs for the NHS", async () => {
  const { anthony, priya } = market.people;
  const { offer } = await walk(market.on(market.today), market.cast, aSubscription, "part_signed");
  await byTwo(endRole, { ...anthony, role: "signatory" });
  for (const role of ["nhs_signatory", "approver"] as const)
    await byTwo(grantRole, { personId: anthony.personId, organisationId: nhs, role });
  const now: Person = {
    ...market.people.helen,
    personId: anthony.personId,
    name: anthony.name,
    roles: await rolesOf(anthony),
  };
  const { contractHash } = await readOffer(market.as(now), offer!);
  const signature = { reference: offer!, contractHash, name: anthony.name, authority: "on" as const };
  await expect(
    countersignOffer({ ...market.as(now), authenticatedBy: "password" }, signature),
  ).rejects.toMatchObject({
    code: "not_your_own_work",
    message: "You took part in this deal for the other side, so a colleague does this",
  });

  // Priya applied: as an approver of the NHS she does not approve what she asked for.
  const another = { ...aSubscription, title: "Another of the same" };
  const { offer: open } = await walk(market.on(market.today), market.cast, another, "offered");
  const { contractHash: hash } = await readOffer(market.as(now), open!);
  const applicant: Person = { ...now, personId: priya.personId, name: priya.name };
  await expect(
    approveOffer(market.as(applicant), {
      reference: open!,
      contractHash: hash,
      as: "approver",
      evidence: "",
    }),
  ).rejects.toMatchObject({ code: "not_your_own_work" });
});

test("the database refuses whoever stands on both sides of a deal, whatever the procedures let through", async () => {
  const { anthony, priya, helen } = market.people;
  const { offer } = await walk(market.on(market.today), market.cast, aSubscription, "part_signed");
  const { contractHash } = await readOffer(market.as(helen), offer!);
  const isOffer = eq(offers.reference, offer!);
  for (const { personId, name } of [anthony, priya])
    expect(
      await bySql(helen, async ({ tx, now }) => {
        const [row] = await tx.select().from(offers).where(isOffer);
        await tx.insert(signatures).values({
          offerId: row!.id,
          side: "nhs",
          organisationId: row!.organisationId,
          contractHash,
          personId,
          typedName: name,
          authority: "NHS signatory",
          authenticatedBy: "password",
          signedAt: now,
        });
      }),
    ).toBe("nobody stands on both sides of a deal");
});
