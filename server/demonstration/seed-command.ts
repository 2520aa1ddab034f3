import { eq } from "drizzle-orm";
import { connect, type Database } from "#db/client.ts";
import { installation, organisations } from "#db/schema/access.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange, asReading } from "#server/lib/change.ts";
import { addMonths, type CivilDate, civil, londonDate } from "#server/lib/dates.ts";
import { env } from "#server/lib/env.ts";
import { seedCatalogue } from "./catalogue.ts";
import { seedHistory } from "./history.ts";
import { seedPeople } from "./people.ts";

/**
 * Fills an empty database with the demonstration: people, catalogue, price lists and a year of history, all through
 * the stores. Leaves a database that has organisations alone. Ends with the business date on `today`.
 */
export async function seed(
  db: Database,
  { today, history = true }: { today: CivilDate; history?: boolean },
): Promise<boolean> {
  const now = new Date();
  const ask = { db, actor: system, now, today };
  if ((await asReading(ask, ({ tx }) => tx.$count(organisations))) > 0) return false;
  // They hold their roles before the first deal that they sign.
  await seedPeople(db, new Date(`${addMonths(today, -24)}T09:00:00Z`));
  await seedCatalogue(ask);
  if (history) await seedHistory(db, today);
  // A demonstration that begins today follows the calendar until somebody moves its date.
  await asOneChange(ask, ({ tx }) =>
    tx
      .update(installation)
      .set({ demoDate: today === londonDate(now) ? null : today })
      .where(eq(installation.id, 1)),
  );
  return true;
}

if (process.argv[1] === import.meta.filename) {
  const { DATABASE_URL, DEMO_DATE } = env();
  const db = connect(DATABASE_URL, { max: 4 });
  const done = await seed(db, {
    today: DEMO_DATE ? civil(DEMO_DATE) : londonDate(new Date()),
    history: !process.argv.includes("--without-history"),
  });
  await db.$client.end();
  process.stdout.write(done ? "Seeded the demonstration\n" : "There is data already; nothing was seeded\n");
}
