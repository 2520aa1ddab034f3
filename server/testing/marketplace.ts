import { freshDatabase } from "#db/testing.ts";
import type { Cast, Deal } from "#server/demonstration/deals.ts";
import { everyDemoPerson } from "#server/demonstration/people.ts";
import type { Ask } from "#server/lib/change.ts";
import { type CivilDate, civil } from "#server/lib/dates.ts";

/** A marketplace with people and a catalogue but no history, on a day of our choosing, for one test. */
export async function marketplace(today: CivilDate = civil("2026-11-24")) {
  const fresh = await freshDatabase("hdm_catalogue");
  const now = new Date("2026-11-24T10:00:00Z");
  const { db } = fresh;
  const people = await everyDemoPerson({ db, now, today });
  const on = (day: CivilDate) => ({ db, now, today: day });
  const as = <Who extends Ask["actor"]>(actor: Who, day: CivilDate = today) => ({ ...on(day), actor });
  const cast: Cast = {
    member: people.priya,
    signatory: people.anthony,
    manager: people.james,
    approver: people.samuel,
    second: people.farah,
    finance: people.tom,
    nhs: people.helen,
  };
  return { ...fresh, people, cast, today, on, as, [Symbol.asyncDispose]: () => fresh[Symbol.asyncDispose]() };
}

/** A subscription of the hospital episodes at the list price of £37,960.00 a year. */
export const aSubscription: Deal = {
  dataset: "hes-apc",
  kind: "subscription",
  title: "Readmission after hip fracture",
  purpose: "Describe who comes back within thirty days of an operation.",
  benefit: "Patients at risk are called in the first week.",
  months: 12,
};
