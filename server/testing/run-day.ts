import { connect } from "#db/client.ts";
import { system } from "#server/lib/actor.ts";
import { civil } from "#server/lib/dates.ts";
import { runDay } from "#server/licensing/daily/store/run.ts";

/**
 * The runs of some days in a process of their own, so that a drill can kill it: `run-day.ts DATABASE_URL TOGETHER DAY…`.
 * Says "begun", and each day that is done.
 */
const [url, together, ...days] = process.argv.slice(2);
const db = connect(url!, { max: 5 });
process.stdout.write("begun\n");
for (const day of days) {
  const now = new Date(`${day}T06:00:00Z`);
  await runDay({ db, actor: system, now, today: civil(day) }, { whole: true, together: Number(together) });
  process.stdout.write(`${day}\n`);
}
await db.$client.end();
