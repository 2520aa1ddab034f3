import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { codes, messages, people, sessions, tries } from "#db/schema/access.ts";
import { events } from "#db/schema/audit.ts";
import { type FreshDatabase, freshDatabase } from "#db/testing.ts";
import { demoPassword, demoPeople, personByEmail } from "#server/demonstration/people.ts";
import { visitor } from "#server/lib/actor.ts";
import { type Ask, asOneChange, asReading } from "#server/lib/change.ts";
import { londonDate } from "#server/lib/dates.ts";
import { asSystem } from "../as-system.ts";
import { knownDevice, rememberedDevice } from "../known-device.ts";
import { signInAsDemo } from "./demo.ts";
import { hashOf, principalOf } from "./sessions.ts";
import { mailSignInLink, newLink, signInWithLink, signInWithPassword } from "./sign-in.ts";

let fresh: FreshDatabase;
let db: FreshDatabase["db"];
beforeEach(async () => {
  fresh = await freshDatabase("hdm_people");
  db = fresh.db;
  // Links in mails begin with the address of the site, which stands in the environment.
  process.env.DATABASE_URL = fresh.appUrl;
});
afterEach(() => fresh[Symbol.asyncDispose]());

let visitors = 0;
/** Somebody at an address of their own, so that one test does not use up another's tries. */
const atTheDoor = () => ({
  db,
  actor: visitor,
  now: new Date(),
  today: londonDate(new Date()),
  demo: true,
  from: { address: `192.0.2.${++visitors}`, device: "Firefox on a laptop" },
});

describe("a device that somebody has signed in from", () => {
  const ruth = { email: demoPeople.ruth.email, password: demoPassword };
  const wrong = { ...ruth, password: "not this one" };
  const at = (knownBy?: string) => {
    const door = atTheDoor();
    return { ...door, from: { ...door.from, knownBy } };
  };
  const misses = async (knownBy: string | undefined, times: number) => {
    for (let guess = 0; guess < times; guess++)
      await signInWithPassword(at(knownBy), wrong).catch(() => undefined);
  };

  test("is not locked by what strangers guess, however often; strangers are", async () => {
    const known = rememberedDevice(undefined, ruth.email);
    await misses(undefined, 10);
    await expect(signInWithPassword(at(), ruth)).rejects.toMatchObject({ code: "too_many_tries" });
    await expect(signInWithPassword(at(known), ruth)).resolves.toHaveProperty("token");
    for (let asked = 0; asked < 7; asked++) await mailSignInLink(at(), ruth).catch(() => undefined);
    await expect(mailSignInLink(at(), ruth)).rejects.toMatchObject({ code: "too_many_tries" });
    await mailSignInLink(at(known), ruth);
  });

  test("is not locked by what others at its address guess", async () => {
    const known = rememberedDevice(undefined, ruth.email);
    const office = at(known);
    for (let guess = 0; guess < 31; guess++)
      await signInWithPassword(
        { ...office, from: { ...office.from, knownBy: undefined } },
        { email: `guess${guess}@nowhere.example`, password: "x" },
      ).catch(() => undefined);
    await expect(signInWithPassword(office, ruth)).resolves.toHaveProperty("token");
  });

  test("has five guesses of its own, and is a stranger to every other account", async () => {
    const known = rememberedDevice(undefined, ruth.email);
    await misses(known, 5);
    await expect(signInWithPassword(at(known), ruth)).rejects.toMatchObject({ code: "too_many_tries" });
    await expect(signInWithPassword(at(), ruth)).resolves.toHaveProperty("token");

    const others = rememberedDevice(undefined, demoPeople.tom.email);
    await misses(others, 5);
    await expect(signInWithPassword(at(), ruth)).rejects.toMatchObject({ code: "too_many_tries" });
  });

  test("is known by our signature alone, and keeps the last five accounts", () => {
    const known = rememberedDevice(undefined, ruth.email);
    const [device, signature] = known.split(".");
    expect(knownDevice(known, ruth.email)).toBe(device);
    for (const forged of [
      undefined,
      "",
      device,
      `${device}.`,
      `${device}.${"a".repeat(43)}`,
      `other.${signature}`,
    ])
      expect(knownDevice(forged, ruth.email)).toBeNull();
    let shared = known;
    for (let other = 0; other < 4; other++)
      shared = rememberedDevice(shared, `colleague${other}@nhds.example`);
    expect(knownDevice(shared, ruth.email)).toBe(device);
    expect(knownDevice(rememberedDevice(shared, "one-more@nhds.example"), ruth.email)).toBeNull();
  });
});

describe("signing in with a password", () => {
  test("the right password makes a session, as the organisation and with the roles held there", async () => {
    const { token } = await signInWithPassword(atTheDoor(), {
      email: demoPeople.katrin.email,
      password: demoPassword,
    });
    const principal = await principalOf(db, token, new Date(), true);
    expect(principal?.actor).toMatchObject({
      name: "Katrin Vogel",
      organisationName: "Halden Devices",
      side: "buyer",
      roles: ["signatory", "buyer_finance"],
    });
    expect(principal?.session.confirmedAt).toBeNull();
  });

  test("the table keeps a hash, never the cookie", async () => {
    const { token } = await signInWithPassword(atTheDoor(), {
      email: demoPeople.grace.email,
      password: demoPassword,
    });
    const [row] = await asReading(asSystem(atTheDoor()), ({ tx }) =>
      tx
        .select()
        .from(sessions)
        .where(eq(sessions.tokenHash, hashOf(token))),
    );
    expect(JSON.stringify(row)).not.toContain(token);
  });

  test("signing in is an event of the buyer, by the person", async () => {
    await signInWithPassword(atTheDoor(), { email: demoPeople.jonas.email, password: demoPassword });
    const jonas = await personByEmail(atTheDoor(), demoPeople.jonas.email);
    const seen = await asReading(asSystem(atTheDoor()), ({ tx }) =>
      tx.select().from(events).where(eq(events.subject, demoPeople.jonas.email)),
    );
    expect(seen.at(-1)).toMatchObject({
      type: "person.signed_in",
      actor: jonas.personId,
      organisationId: jonas.organisationId,
      facts: { by: "password", device: "Firefox on a laptop" },
    });
  });

  test("an unknown address and a wrong password get the same words", async () => {
    const refused = (email: string) =>
      signInWithPassword(atTheDoor(), { email, password: "not this one" }).catch(
        (error) => `${error.code} ${error.message}`,
      );
    expect(await refused("nobody@nowhere.example")).toBe(await refused(demoPeople.tom.email));
  });

  test("after five wrong passwords even the right one is refused, and the tries are still counted", async () => {
    const email = demoPeople.nadia.email;
    for (let guess = 1; guess <= 5; guess++)
      await expect(
        signInWithPassword(atTheDoor(), { email, password: `guess ${guess}` }),
      ).rejects.toMatchObject({
        code: "wrong_credentials",
      });
    await expect(signInWithPassword(atTheDoor(), { email, password: demoPassword })).rejects.toMatchObject({
      code: "too_many_tries",
      message: expect.stringMatching(/^Too many tries\. Try again after \d\d:\d\d$/),
    });
  });

  test("of twenty guesses sent at once no more than five are looked at", async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, guess) =>
        signInWithPassword(atTheDoor(), { email: demoPeople.owen.email, password: `guess ${guess}` }),
      ),
    );
    const codesSaid = answers.map((answer) => (answer.status === "rejected" ? answer.reason.code : "in"));
    expect(codesSaid.filter((code) => code === "wrong_credentials")).toHaveLength(5);
    expect(codesSaid.filter((code) => code === "too_many_tries")).toHaveLength(15);
  });

  test("thirty guesses from one address close it for every account, and not for other addresses", async () => {
    const ask = atTheDoor();
    for (let guess = 1; guess <= 30; guess++)
      await signInWithPassword(ask, { email: `guess${guess}@nowhere.example`, password: "x" }).catch(
        () => null,
      );
    const helen = { email: demoPeople.helen.email, password: demoPassword };
    await expect(signInWithPassword(ask, helen)).rejects.toMatchObject({ code: "too_many_tries" });
    await expect(signInWithPassword(atTheDoor(), helen)).resolves.toHaveProperty("token");
  });

  test("right passwords use up no tries", async () => {
    const ask = atTheDoor();
    const ruth = { email: demoPeople.ruth.email, password: demoPassword };
    for (let time = 1; time <= 7; time++) await signInWithPassword(ask, ruth);
    const left = await asReading(asSystem(ask), ({ tx }) =>
      tx
        .select()
        .from(tries)
        .where(eq(tries.what, `password from ${ask.from.address}`)),
    );
    expect(left.reduce((sum, { count }) => sum + count, 0)).toBe(0);
  });
});

describe("signing in with a mailed link", () => {
  const mailedTo = (address: string) =>
    asReading(asSystem(atTheDoor()), ({ tx }) =>
      tx.select().from(messages).where(eq(messages.toAddress, address)),
    );

  test("the link in the mail signs in, once", async () => {
    await mailSignInLink(atTheDoor(), { email: demoPeople.priya.email });
    const [mail] = await mailedTo(demoPeople.priya.email);
    const token = new URL(mail!.body.match(/http\S+/)![0]).searchParams.get("token")!;
    const { token: cookie } = await signInWithLink(atTheDoor(), { token });
    expect((await principalOf(db, cookie, new Date(), true))?.actor.name).toBe("Priya Shah");
    await expect(signInWithLink(atTheDoor(), { token })).rejects.toMatchObject({ code: "wrong_credentials" });
  });

  test("nobody is mailed at an address that we do not know, and the answer is the same", async () => {
    await expect(mailSignInLink(atTheDoor(), { email: "nobody@nowhere.example" })).resolves.toBeUndefined();
    expect(await mailedTo("nobody@nowhere.example")).toEqual([]);
  });

  test("a link pressed ten times at once makes one session", async () => {
    const ask = atTheDoor();
    const samuel = await personByEmail(ask, demoPeople.samuel.email);
    const link = await asOneChange(asSystem(ask), (change) => newLink(change, samuel.personId, 15));
    const token = new URL(link).searchParams.get("token")!;
    const pressed = await Promise.allSettled(
      Array.from({ length: 10 }, () => signInWithLink(atTheDoor(), { token })),
    );
    expect(pressed.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const made = await asReading(asSystem(ask), ({ tx }) =>
      tx.$count(sessions, eq(sessions.personId, samuel.personId)),
    );
    expect(made).toBe(1);
  });

  test("a link is too old after fifteen minutes", async () => {
    const ask = atTheDoor();
    const farah = await personByEmail(ask, demoPeople.farah.email);
    const link = await asOneChange(asSystem(ask), (change) => newLink(change, farah.personId, 15));
    const token = new URL(link).searchParams.get("token")!;
    const later = { ...atTheDoor(), now: new Date(ask.now.getTime() + 15 * 60_000) };
    await expect(signInWithLink(later, { token })).rejects.toMatchObject({ code: "wrong_credentials" });
  });

  test("the table keeps a hash, never the link", async () => {
    const kept = await asReading(asSystem(atTheDoor()), ({ tx }) =>
      tx.select({ hash: codes.hash }).from(codes),
    );
    const mails = await asReading(asSystem(atTheDoor()), ({ tx }) =>
      tx.select({ body: messages.body }).from(messages),
    );
    for (const { hash } of kept) for (const { body } of mails) expect(body).not.toContain(hash);
  });
});

describe("made-up people", () => {
  test("sign in with one click in a demonstration, and nowhere else", async () => {
    const ask = atTheDoor();
    const leo = await personByEmail(ask, demoPeople.leo.email);
    await expect(signInAsDemo(ask, leo.personId)).resolves.toHaveProperty("token");
    await expect(signInAsDemo({ ...ask, demo: false }, leo.personId)).rejects.toMatchObject({
      code: "demo_only",
    });
  });

  test("a real person cannot be signed in as with one click", async () => {
    const ask: Ask & ReturnType<typeof atTheDoor> = atTheDoor();
    const [real] = await asOneChange(asSystem(ask), ({ tx }) =>
      tx.insert(people).values({ name: "Real", email: "real@example.org" }).returning({ id: people.id }),
    );
    await expect(signInAsDemo(ask, real!.id)).rejects.toMatchObject({ code: "not_found" });
  });
});
