import { eq } from "drizzle-orm";
import { people } from "#db/schema/access.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { asSystem } from "../as-system.ts";

/**
 * The password of made-up people is printed in our README: outside a demonstration nothing starts on data that holds
 * some. Should it run all the same, none of them is let in (`isLetIn`).
 */
export async function refuseMadeUpPeople(ask: Ask, demo: boolean) {
  if (demo) return;
  const found = await asReading(asSystem(ask), ({ tx }) => tx.$count(people, eq(people.demo, true)));
  if (found > 0)
    throw new Refusal(
      "set_up_wrongly",
      `This database holds ${found} made-up people of a demonstration, whose password everybody knows, and DEMO is off. Start it with DEMO=1, or give the service an empty database (DATABASE_URL, or another DATA_DIR) and then its first administrator: npm run first-administrator -- EMAIL NAME`,
    );
}

/** Whether somebody may have a session, a link or a token here: whoever is made up only in a demonstration. */
export const isLetIn = (person: { demo: boolean }, demo: boolean): boolean => demo || !person.demo;
