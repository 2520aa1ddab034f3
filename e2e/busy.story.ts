import { Client } from "pg";
import { testAddresses } from "#db/testing.ts";
import { expect, story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "while the database is held up, pages say in plain words that there is too much to do, and when to come back",
  async ({ visitor, marketplace, browser }) => {
    const { pathname } = new URL(marketplace.appUrl);
    const somebody = new Client({
      connectionString: Object.assign(new URL(testAddresses().superUrl), { pathname }).href,
    });
    await somebody.connect();
    const context = await browser.newContext();
    const asks = (accept: string) =>
      context.request.get(`${marketplace.url}/models`, { headers: { accept }, timeout: 60_000 });
    expect((await asks("text/html")).status()).toBe(200);
    await somebody.query("begin");
    await somebody.query("lock table installation in access exclusive mode");
    // Ten of these hold every connection that pages have, until their patience with a lock ends; the others get none.
    const many = Array.from({ length: 24 }, () => asks("text/html"));
    await visitor.opens("/models");
    await visitor.sees("The service has much to do at the moment");
    visitor.problems.length = 0;
    for (const answer of await Promise.all(many)) {
      expect([answer.status(), answer.headers()["retry-after"]]).toEqual([503, "10"]);
      expect(await answer.text()).toContain("Try again in a moment");
    }
    await somebody.query("rollback");
    await somebody.end();
    expect((await asks("text/html")).status()).toBe(200);
    await visitor.follows("Open the page again");
    await visitor.sees("Nine ways");
    await context.close();
  },
);

story(
  "sixty papers asked for at once by a visitor: others' pages are answered, and most of the sixty are told to come back",
  async ({ priya, visitor, marketplace }) => {
    await priya.opens("/workspace");
    const paper = () =>
      fetch(`${marketplace.url}/simulator/forecast.pdf`, {
        method: "POST",
        headers: { origin: marketplace.url, "content-type": "application/x-www-form-urlencoded" },
        body: "dataset=hes-apc",
      });
    const sixty = Array.from({ length: 60 }, async () => {
      const answer = await paper();
      await answer.arrayBuffer();
      return answer;
    });
    await visitor.opens("/models");
    await priya.opens("/catalogue");
    await priya.sees("Hospital Episode Statistics: Admitted Patient Care");
    const answers = await Promise.all(sixty);
    const statuses = answers.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 429, 503]));
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
    for (const { status, headers } of answers)
      if (status !== 200) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  },
);

story(
  "whoever opens the simulator more than sixty times in five minutes is told when to come back; others are shown it",
  async ({ priya, marketplace }) => {
    const opens = async () => {
      const answer = await fetch(`${marketplace.url}/simulator`, { headers: { accept: "text/html" } });
      return { answer, text: await answer.text() };
    };
    const answers = [];
    for (let many = 0; many < 7; many++)
      answers.push(...(await Promise.all(Array.from({ length: 10 }, opens))));
    const refused = answers.filter(({ answer }) => answer.status !== 200);
    expect(refused.map(({ answer }) => answer.status)).toEqual(Array(10).fill(429));
    for (const { answer, text } of refused) {
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(text).toMatch(
        /<h1>The simulator was opened very often in a short time<\/h1>\s+<p>Try again after/,
      );
    }
    await priya.opens("/simulator");
    await priya.sees("What would it cost, under each of the nine?");
  },
);
