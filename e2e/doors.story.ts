import { freePort } from "#db/embedded.ts";
import { demoPassword, demoPeople } from "#server/demonstration/people.ts";
import { nextCommand, startNode } from "#server/launcher/children.ts";
import { expect, story } from "./people.ts";

// Wrong passwords are counted by the address of the socket, which all browsers of a marketplace share.
story.use({ ownMarketplace: true });

const tom = { email: demoPeople.tom.email, password: demoPassword };

story(
  "signing in as a program leaves a cookie that no script reads, and answers nothing",
  async ({ visitor }) => {
    await visitor.opens("/sign-in");
    const answer = await visitor.page.evaluate(async (json) => {
      const response = await fetch("/api/trpc/access.signIn", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ json }),
      });
      return { status: response.status, text: await response.text(), cookies: document.cookie };
    }, tom);
    expect(answer.status).toBe(200);
    const jar = await visitor.page.context().cookies();
    const session = jar.find(({ name }) => name === "next-auth.session-token");
    expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
    expect(jar.find(({ name }) => name === "marketplace-device")).toMatchObject({ httpOnly: true });
    expect(answer.text + answer.cookies).not.toContain(session!.value);
    expect(JSON.parse(answer.text).result.data.json).toBeNull();
    await visitor.opens("/finance");
    await visitor.sees("Tom Barker");
  },
);

story("an address that leads elsewhere leads home after signing in", async ({ visitor }) => {
  for (const next of ["/..//evil.example/x", "/%2e%2e//evil.example", "/licences/../api/auth/signout"]) {
    await visitor.opens(`/sign-in?next=${encodeURIComponent(next)}`);
    await visitor.presses(/^Anthony Whitfield/);
    await visitor.isAt("/workspace");
    expect(new URL(visitor.page.url()).origin).toBe(visitor.url);
    await visitor.presses("Sign out");
    await visitor.sees("Sign in");
  }
});

story(
  "strangers who guess lock out strangers, whatever address they claim, and not the owner's own browser",
  async ({ visitor, marketplace, browser }) => {
    await visitor.opens("/sign-in");
    await visitor.fills("E-mail address", tom.email);
    await visitor.fills("Password", tom.password);
    await visitor.presses("Sign in");
    await visitor.isAt("/finance");
    await visitor.presses("Sign out");

    const stranger = await browser.newContext();
    const guesses = async (email: string, forwarded: string) => {
      const response = await stranger.request.post(`${marketplace.url}/api/trpc/access.signIn`, {
        headers: { origin: marketplace.url, "x-forwarded-for": forwarded, "x-socket-address": forwarded },
        data: { json: { email, password: "not this one" } },
      });
      return response.status();
    };
    const statuses = [];
    for (let guess = 0; guess < 10; guess++) statuses.push(await guesses(tom.email, `203.0.113.${guess}`));
    expect(statuses).toEqual([...Array(5).fill(401), ...Array(5).fill(429)]);
    // The address is counted as well: a forged header does not make another one of it.
    for (let guess = 0; guess < 25; guess++)
      await guesses(`nobody${guess}@nowhere.example`, `203.0.113.${guess}`);
    expect(await guesses("somebody.else@nowhere.example", "198.51.100.1")).toBe(429);
    await stranger.close();

    await visitor.opens("/sign-in");
    await visitor.fills("E-mail address", tom.email);
    await visitor.fills("Password", tom.password);
    await visitor.presses("Sign in");
    await visitor.isAt("/finance");
  },
);

story(
  "what is not there has the policy of every page, also where fonts and icons are",
  async ({ visitor }) => {
    for (const path of ["/fonts/none.woff2", "/fonts/none", "/icon.svg/none", "/none"]) {
      const answer = await visitor.asks(path);
      expect(answer.status()).toBe(404);
      expect(answer.headers()["content-security-policy"], path).toContain("default-src 'self'");
    }
  },
);

story(
  "two administrators give a role that one of them asks for; one of them alone gives a member's",
  async ({ alice, george }) => {
    await alice.opens("/admin");
    await alice.follows("Meridian Therapeutics");
    await alice.sees("People and their roles");
    await alice.fills("Name", "Sofia Marin");
    await alice.fills("E-mail address", "sofia@meridian.example");
    await alice.chooses("Role", "Signatory");
    await alice.presses("Add person");
    await alice.sees(/^The person is added\. A second administrator decides/);
    await alice.opens("/admin");
    await alice.sees("Sofia Marin is to be Signatory of Meridian Therapeutics");
    await alice.sees("Sofia Marin · sofia@meridian.example");
    await expect(alice.page.getByRole("button", { name: "Agree" })).toHaveCount(0);

    await george.opens("/admin");
    await george.presses("Agree");
    await george.sees("It is done. It counts from their next page on.");
    await george.doesNotSee("Sofia Marin · sofia@meridian.example");
    await george.follows("Meridian Therapeutics");
    await george.sees("People and their roles");
    await george.sees("Sofia Marin");

    await george.fills("Name", "Maya Lund");
    await george.fills("E-mail address", "maya@meridian.example");
    await george.chooses("Role", "Member");
    await george.presses("Add person");
    await george.sees(/a link to sign in is on its way to them/);
  },
);

story(
  "neither the web server nor npm start serves made-up people outside a demonstration",
  async ({ marketplace }) => {
    const settings = {
      ...process.env,
      NODE_ENV: "production" as const,
      NEXT_TELEMETRY_DISABLED: "1",
      DATABASE_URL: marketplace.appUrl,
      MIGRATE_DATABASE_URL: marketplace.ownerUrl,
      DEMO: "0",
      PORT: String(await freePort()),
    };
    const web = [nextCommand, "start", "-p", settings.PORT, "-H", "127.0.0.1"];
    for (const args of [web, ["server/start.ts"]]) {
      const program = startNode(args, settings);
      expect(await program.ended).toBe(1);
      expect(program.said()).toContain("made-up people of a demonstration, whose password everybody knows");
      expect(program.said()).toContain("npm run first-administrator -- EMAIL NAME");
    }
  },
);

story(
  "a form of several parts that does not come whole is refused in plain words",
  async ({ visitor, marketplace }) => {
    const sends = (type: string, body: string) =>
      fetch(`${marketplace.url}/sign-in`, {
        method: "POST",
        headers: { origin: marketplace.url, "content-type": type, accept: "text/html" },
        body,
      });
    for (const [type, body] of [
      ["multipart/form-data; boundary=x", "garbage"],
      ["multipart/form-data; boundary=x", '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1'],
      ["multipart/form-data", "--x--\r\n"],
    ] as const) {
      const answer = await sends(type, body);
      expect(answer.status, `${type}: ${body}`).toBe(400);
      expect(await answer.text()).toContain("The form did not come whole");
    }
    await visitor.opens("/sign-in");
    await visitor.sees("Sign in");
  },
);
