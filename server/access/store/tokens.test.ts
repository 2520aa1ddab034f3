import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { getUsage } from "#server/licensing/usage/http.ts";
import { knockAt } from "#server/testing/knock.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { aMeteredLicence, aToken, posts, sends } from "#server/testing/usage.ts";
import { newTokenSchema } from "../tokens-form.ts";
import { decideRole, endRole, grantRole } from "./people.ts";
import { listProposals } from "./proposals.ts";
import { createToken, listTokens, machineOf, revokeToken } from "./tokens.ts";

const event = { source: "m", id: "1", licence: "HDL-2099-0001", quantity: "1", at: "2026-11-24T08:00:00Z" };
const refused =
  "This token is unknown, has expired, was revoked or ended with its maker's role. A signatory of your organisation can make a new one";

test("the secret is said once and kept nowhere", async () => {
  await using market = await marketplace();
  const { secret } = await aToken(market, market.people.anthony);
  expect(secret).toMatch(/^hdm_[\w-]{43}$/);
  const { rows } = await asReading(market.as(system), ({ tx }) =>
    tx.execute<{ all: string }>(
      sql`select (select jsonb_agg(t)::text from api_tokens t) || (select jsonb_agg(e)::text from events e) as all`,
    ),
  );
  expect(rows[0]!.all).not.toContain(secret);
  const [listed] = await listTokens(market.as(market.people.anthony));
  expect(listed).toMatchObject({ prefix: secret.slice(0, 12), state: "good", lastUsedAt: null });
  expect(Object.keys(listed!)).not.toContain("secretHash");
});

test("a revoked, an expired and an unknown token are refused alike, and so is none", async () => {
  await using market = await marketplace();
  const { anthony } = market.people;
  const [revoked, expired] = [await aToken(market, anthony), await aToken(market, anthony, 1)];
  const tokens = await listTokens(market.as(anthony));
  expect(await posts(market, revoked.secret, [event])).toMatchObject({ status: 200 });
  await revokeToken(market.as(anthony), tokens.find(({ prefix }) => revoked.secret.startsWith(prefix))!.id);
  const dayOn = new Date("2026-11-25T10:00:00Z");
  for (const answer of [
    await posts(market, revoked.secret, [event]),
    await posts(market, expired.secret, [event], { now: dayOn }),
    await posts(market, `hdm_${"x".repeat(43)}`, [event]),
    await posts(market, "not-a-token", [event]),
  ])
    expect(answer).toMatchObject({ status: 401, body: { code: "wrong_credentials", detail: refused } });
  expect(await sends(market, "", "{}")).toMatchObject({
    status: 401,
    body: { code: "not_signed_in", detail: "Send your token in the header Authorization: Bearer hdm_…" },
  });
});

test("a token does what its scopes say, and holds no role", async () => {
  await using market = await marketplace();
  const { secret } = await createToken(
    market.as(market.people.anthony),
    newTokenSchema.parse({ name: "Reader", scopes: "usage:read", days: "365" }),
  );
  expect(await posts(market, secret, [event])).toMatchObject({
    status: 403,
    body: { detail: "This token may not do this: it has the scopes usage:read, not usage:write" },
  });
  const machine = await machineOf({ ...market.as(system), demo: true }, secret);
  expect(machine?.actor).toMatchObject({
    roles: [],
    side: "buyer",
    organisationId: market.people.anthony.organisationId,
  });
});

test("a token that reads is told usage against charge of its own organisation's licences, and of no other's", async () => {
  await using market = await marketplace();
  const licence = await aMeteredLicence(market);
  const { anthony, katrin } = market.people;
  const [own, others] = await Promise.all(
    [anthony, katrin].map((signatory) =>
      createToken(market.as(signatory), { name: "Reader", scopes: ["usage:read"], days: 30 }),
    ),
  );
  const reads = async (secret: string) => {
    const asked = new Request(`http://localhost/api/v1/usage?licence=${licence}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    const response = await getUsage(asked, knockAt(market));
    return { status: response.status, body: await response.json() };
  };
  expect(await reads(own!.secret)).toMatchObject({
    status: 200,
    body: { licence, component: "usage", charge: { netPence: "0" }, openExceptions: 0 },
  });
  expect(await reads(others!.secret)).toMatchObject({ status: 404 });
});

test("a token ends with its maker's right to make one, at once, and works again with it", async () => {
  await using market = await marketplace();
  const { alice, george, anthony, priya } = market.people;
  const { secret } = await aToken(market, anthony);
  const answers = async () => (await posts(market, secret, [event])).status;
  expect(await answers()).toBe(200);
  const role = {
    personId: anthony.personId,
    organisationId: anthony.organisationId,
    role: "signatory" as const,
  };
  const byTwo = async (deed: typeof grantRole) => {
    await deed(market.as(alice), role);
    const [asked] = await listProposals(market.as(george), { kind: "role" });
    await decideRole(market.as(george), { id: asked!.id, approve: true });
  };
  // A member of the organisation may make no token: the role counts, not that somebody still belongs there.
  await grantRole(market.as(alice), { ...role, role: "member" });
  await byTwo(endRole);
  expect(await posts(market, secret, [event])).toMatchObject({
    status: 401,
    body: { code: "wrong_credentials", detail: refused },
  });
  expect((await listTokens(market.as({ ...priya, roles: ["signatory"] })))[0]).toMatchObject({
    state: "ended",
  });
  await byTwo(grantRole);
  expect(await answers()).toBe(200);
});

test("another organisation neither sees a token nor revokes it", async () => {
  await using market = await marketplace();
  await aToken(market, market.people.anthony);
  const [token] = await listTokens(market.as(market.people.anthony));
  expect(await listTokens(market.as(market.people.katrin))).toEqual([]);
  await expect(revokeToken(market.as(market.people.katrin), token!.id)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("when it was last used is noted at most once a minute", async () => {
  await using market = await marketplace();
  const { anthony } = market.people;
  const { secret } = await aToken(market, anthony);
  const lastUsed = async () => (await listTokens(market.as(anthony)))[0]!.lastUsedAt?.toISOString();
  const uses: [string, string][] = [
    ["10:00:00", "10:00:00"],
    ["10:00:59", "10:00:00"],
    ["10:01:01", "10:01:01"],
  ];
  for (const [used, noted] of uses) {
    await posts(market, secret, [event], { now: new Date(`2026-11-24T${used}Z`) });
    expect(await lastUsed()).toBe(`2026-11-24T${noted}.000Z`);
  }
});

test("whoever guesses is slowed down after sixty guesses", async () => {
  await using market = await marketplace();
  const statuses = [];
  for (let guess = 0; guess < 61; guess++) statuses.push((await sends(market, "guess", "{}")).status);
  expect(statuses.slice(0, 60).every((status) => status === 401)).toBe(true);
  expect(statuses[60]).toBe(429);
});

test.each([
  [{ name: "", scopes: "usage:write", days: "30" }, "name"],
  [{ name: "x", scopes: "", days: "30" }, "scopes"],
  [{ name: "x", scopes: "everything", days: "30" }, "scopes"],
  [{ name: "x", scopes: "usage:write", days: "366" }, "days"],
  [{ name: "x", scopes: "usage:write", days: "0" }, "days"],
])("%j is refused on its field", (typed, field) => {
  expect(newTokenSchema.safeParse(typed).error?.issues[0]?.path[0]).toBe(field);
});
