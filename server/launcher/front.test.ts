import { type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "#db/client.ts";
import { sessionCookie } from "#server/access/session-cookie.ts";
import { signInAsDemo } from "#server/access/store/demo.ts";
import { visitor } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { front } from "./front.ts";

const [KB, MB] = [1024, 1024 * 1024];

/** The front of a marketplace, with a page behind it that reads what comes and says how much it was. */
async function aFront() {
  process.env.PUBLIC_URL = "http://localhost";
  process.env.DATABASE_URL ??= "postgres://app@127.0.0.1:1/none";
  const market = await marketplace();
  const read: number[] = [];
  const breaks = "/breaks";
  const server = front(market.db, true, async (incoming, response) => {
    let bytes = 0;
    for await (const part of incoming) bytes += (part as Buffer).length;
    if (incoming.url === breaks) {
      response.statusCode = 500;
      return void response.end("the framework's page");
    }
    read.push(bytes);
    response.end(`${incoming.url} read ${bytes}`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await market[Symbol.asyncDispose]();
  });
  const { port } = server.address() as AddressInfo;

  const cookieOf = async (who: keyof typeof market.people) => {
    const ask = { ...market.as(visitor), now: new Date(), demo: true, from: { address: "here", device: "" } };
    const { token } = await signInAsDemo(ask, market.people[who].personId);
    return `${sessionCookie().name}=${token}`;
  };

  /** Sends the head of a post, and the body only where it is said that it comes. */
  const post = (
    path: string,
    headers: Record<string, string | number>,
    body: Buffer | null = null,
  ): Promise<{ status: number; type: string; text: string }> =>
    new Promise((done, fail) => {
      const sending = request({ port, host: "127.0.0.1", path, method: "POST", headers });
      sending.on("error", fail);
      sending.on("response", async (incoming: IncomingMessage) => {
        let text = "";
        for await (const part of incoming) text += part;
        sending.destroy();
        done({ status: incoming.statusCode!, type: incoming.headers["content-type"] ?? "", text });
      });
      if (body) sending.end(body);
      else sending.flushHeaders();
    });
  return { post, cookieOf, read, breaks };
}

test("a form carries 200 KB; more is answered with the limit, before any of it has come", async () => {
  const { post, read } = await aFront();
  const most = 200 * KB;
  expect(await post("/sign-in", { "content-length": most }, Buffer.alloc(most))).toMatchObject({
    status: 200,
    text: `/sign-in read ${most}`,
  });
  expect(await post("/sign-in", { "content-length": most + 1 })).toEqual({
    status: 413,
    type: "text/plain; charset=utf-8",
    text: "At most 200 KB are taken here, and this is more. Send less",
  });
  expect(await post("/sign-in", { "content-length": 21 * MB, expect: "100-continue" })).toMatchObject({
    status: 413,
  });
  expect(read).toEqual([most]);
});

test("a body that does not say how long it is, is not read", async () => {
  const { post, read } = await aFront();
  expect(await post("/sign-in", { "transfer-encoding": "chunked" })).toMatchObject({
    status: 411,
    text: "Say how long the body is (Content-Length), and send it whole",
  });
  expect(read).toEqual([]);
});

test("an address that cannot be read is asked for as one that there is not", async () => {
  const { post } = await aFront();
  for (const path of ["/datasets/%ff", "/licences/x%ed%a0%80"])
    expect(await post(path, { "content-length": 0 }, Buffer.alloc(0))).toMatchObject({
      text: "/no-such-address read 0",
    });
});

test("a machine is told the same as a problem", async () => {
  const { post } = await aFront();
  const { status, type, text } = await post("/api/v1/usage", { "content-length": 2 * MB });
  expect([status, type]).toEqual([413, "application/problem+json"]);
  expect(JSON.parse(text)).toMatchObject({
    status: 413,
    code: "too_large",
    detail: "At most 1.5 MB are taken here, and this is more. Send less",
  });
  expect((await post("/api/trpc/imports.run", { "content-length": 2 * MB })).status).toBe(413);
});

test.each([
  ["/commercial/catalogue/import", "elena", "priya", 20.5],
  ["/licences/HDL-2026-0001/statements/new", "priya", "tom", 5.5],
  ["/licences/HDL-2026-0001/usage", "anthony", "james", 5.5],
  ["/licences/HDL-2026-0001/deliverables", "priya", "james", 10.5],
  ["/licences/HDL-2026-0001/milestones", "james", "priya", 10.5],
] as const)(
  "%s takes a file from %s, and from %s and visitors no more than a form",
  async (path, may, mayNot, most) => {
    const { post, cookieOf, read } = await aFront();
    const length = 300 * KB;
    const cookie = await cookieOf(may);
    expect(await post(path, { "content-length": length, cookie }, Buffer.alloc(length))).toMatchObject({
      text: `${path} read ${length}`,
    });
    expect(await post(path, { "content-length": Math.floor(most * MB) + 1, cookie })).toMatchObject({
      status: 413,
      text: `At most ${most} MB are taken here, and this is more. Send less`,
    });
    const others: Record<string, string>[] = [
      {},
      { cookie: await cookieOf(mayNot) },
      { cookie: `${cookie}x` },
    ];
    for (const headers of others)
      expect(await post(path, { "content-length": length, ...headers })).toMatchObject({
        status: 413,
        text: "At most 200 KB are taken here, and this is more. Send less",
      });
    expect(read).toEqual([length]);
  },
);

test("a page that broke because there is too much to do is told in plain words, with 503; one that broke by itself is not", async () => {
  const market = await marketplace();
  const pages = connect(market.appUrl, { max: 2, patience: { connectionTimeoutMillis: 200 } });
  const ask = { ...market.as(visitor), db: pages };
  const server = front(market.db, true, async ({ url }, response) => {
    if (url !== "/held") response.setHeader("content-encoding", "gzip");
    await asReading(ask, async ({ tx }) => {
      await tx.execute(sql`select 1`);
      if (url === "/bug") throw new Error("a bug");
      if (url === "/held") await new Promise((done) => releases.push(done as () => void));
    }).then(
      () => response.end("drawn"),
      () => {
        response.statusCode = 500;
        response.write("the page of ");
        response.end("the framework");
      },
    );
  });
  const releases: (() => void)[] = [];
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await pages.$client.end();
    await market[Symbol.asyncDispose]();
  });
  const { port } = server.address() as AddressInfo;
  const get = async (path: string, accept: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept } });
    return [response.status, response.headers.get("retry-after"), await response.text()] as const;
  };
  // Two pages hold all connections that there are.
  const held = [get("/held", "text/html"), get("/held", "text/html")];
  await expect.poll(() => releases.length).toBe(2);
  expect(await get("/catalogue", "text/html")).toEqual([
    503,
    "10",
    expect.stringContaining("<h1>The service has much to do at the moment</h1>"),
  ]);
  expect(await get("/finance/exports/ledger.csv", "*/*")).toEqual([
    503,
    "10",
    "The service has much to do at the moment. What you sent was saved whole or not at all. Try again in a moment",
  ]);
  const [status, , problem] = await get("/api/trpc/access.viewer", "application/json");
  expect([status, JSON.parse(problem)]).toMatchObject([503, { code: "busy", status: 503 }]);
  for (const release of releases) release();
  expect((await Promise.all(held)).map(([status]) => status)).toEqual([200, 200]);
  const encoded = request({ port, host: "127.0.0.1", path: "/bug" });
  const bug = await new Promise<IncomingMessage>((done) => encoded.on("response", done).end());
  expect([bug.statusCode, bug.headers["retry-after"]]).toEqual([500, undefined]);
  bug.destroy();
});

test("a form of several parts that does not come whole is told so, with 400; another bug stays a bug", async () => {
  const { post, breaks } = await aFront();
  const type = (boundary: string) => `multipart/form-data; ${boundary}`;
  const whole = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n';
  const sends = async (contentType: string, body: string) =>
    (await post(
      breaks,
      { "content-type": contentType, "content-length": body.length, accept: "text/html" },
      Buffer.from(body),
    )) as { status: number; text: string };
  for (const [contentType, body] of [
    ["multipart/form-data", whole],
    [type("boundary=y"), whole],
    [type("boundary=x"), "garbage"],
    [type("boundary=x"), ""],
    [type("boundary=x"), whole.slice(0, -5)],
  ] as const) {
    const { status, text } = await sends(contentType, body);
    expect([status, text]).toEqual([400, expect.stringContaining("<h1>The form did not come whole</h1>")]);
  }
  for (const [contentType, body] of [
    [type("boundary=x"), whole],
    [type('boundary="x"'), whole],
    ["application/x-www-form-urlencoded", "a=1"],
  ] as const)
    expect(await sends(contentType, body)).toMatchObject({ status: 500, text: "the framework's page" });
});
