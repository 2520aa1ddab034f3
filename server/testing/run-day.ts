import { connect } from "#db/client.ts";
import { system } from "#server/lib/actor.ts";
import { civil } from "#server/lib/dates.ts";
import { runDay } from "#server/licensing/daily/store/run.ts";

/** One daily run in a process of its own, so that a test can kill it: `run-day.ts DATABASE_URL DAY`. */
const [url, day] = process.argv.slice(2);
const db = connect(url!, { max: 2 });
await runDay({ db, actor: system, now: new Date(), today: civil(day!) });
await db.$client.end();
