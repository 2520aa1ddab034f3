import { freePort } from "#db/embedded.ts";
import { build, isBuilt } from "#server/launcher/build.ts";
import { answers, startNode } from "#server/launcher/children.ts";

/** Milliseconds to draw and read two pages of the built application, in turn, median of so many each; as whoever holds a session, if one is said. */
export async function pages(
  appUrl: string,
  paths: readonly [string, string],
  times = 30,
  session?: string,
): Promise<[number, number]> {
  const wrong = isBuilt() ? null : await build();
  if (wrong !== null) throw new Error(wrong);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const web = startNode(["server/web.ts"], {
    ...process.env,
    PORT: String(port),
    HOST: "127.0.0.1",
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: appUrl,
    DEMO: "1",
    LOG_LEVEL: "silent",
  });
  try {
    if (!(await answers(`${url}/api/health`, web, 60))) throw new Error(web.said());
    const headers: Record<string, string> = session ? { cookie: `next-auth.session-token=${session}` } : {};
    const taken: [number[], number[]] = [[], []];
    for (let count = 0; count < times + 5; count++)
      for (const side of [0, 1] as const) {
        const since = process.hrtime.bigint();
        await (await fetch(url + paths[side], { headers })).text();
        // The first few draw with cold code.
        if (count >= 5) taken[side].push(Number(process.hrtime.bigint() - since) / 1e6);
      }
    return [middle(taken[0]), middle(taken[1])];
  } finally {
    await web.stop();
  }
}

const middle = (all: number[]) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
