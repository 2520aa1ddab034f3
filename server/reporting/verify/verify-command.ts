import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { connect } from "#db/client.ts";
import { readClock } from "#server/access/store/clock.ts";
import { chainHeads } from "#server/audit/store.ts";
import { system } from "#server/lib/actor.ts";
import { asReading } from "#server/lib/change.ts";
import { env } from "#server/lib/env.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { keptSchema, verify } from "./store/verify.ts";

/** `npm run --silent verify`: a JSON report of every invariant; `--head` only prints the ends of the audit chains. */
async function main() {
  const { values } = parseArgs({ options: { head: { type: "boolean" }, against: { type: "string" } } });
  const { DATABASE_URL, DEMO } = env();
  const db = connect(DATABASE_URL, { max: 1 });
  try {
    const ask = { db, actor: system, ...(await readClock(db, DEMO)) };
    if (values.head) return print({ heads: await asReading(ask, chainHeads) });
    const kept = values.against
      ? keptSchema.parse(JSON.parse(readFileSync(values.against, "utf8"))).heads
      : [];
    const report = await verify(ask, kept);
    print(report);
    if (!report.ok) process.exitCode = 1;
  } finally {
    await db.$client.end();
  }
}

const print = (report: unknown) => console.log(JSON.stringify(report, null, 2));

await main().catch((error) => {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
