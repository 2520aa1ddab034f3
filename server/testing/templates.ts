import { connect } from "#db/client.ts";
import { asSuper, testAddresses } from "#db/testing.ts";
import { seedCatalogue } from "#server/demonstration/catalogue.ts";
import { seedPeople } from "#server/demonstration/people.ts";
import { system } from "#server/lib/actor.ts";
import { civil } from "#server/lib/dates.ts";

/**
 * Two templates that most tests begin from, made once a run and cloned in milliseconds: `hdm_people` (the made-up
 * people) and `hdm_catalogue` (these, and the catalogue with its price lists). Each test has its own business date.
 */
export async function makeTemplates() {
  await makeTemplate("hdm_people", "hdm_template", (db) => seedPeople(db, new Date("2025-01-01T12:00:00Z")));
  const now = new Date("2026-11-24T10:00:00Z");
  await makeTemplate("hdm_catalogue", "hdm_people", (db) =>
    seedCatalogue({ db, actor: system, now, today: civil("2026-11-24") }),
  );
}

async function makeTemplate(
  name: string,
  from: string,
  fill: (db: ReturnType<typeof connect>) => Promise<unknown>,
) {
  const { superUrl, appUrl } = testAddresses();
  await asSuper(superUrl, `create database ${name} template ${from} owner hdm_owner`);
  const db = connect(Object.assign(new URL(appUrl), { pathname: `/${name}` }).href, { max: 1 });
  await fill(db);
  await db.$client.end();
}
