import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { applications } from "#db/schema/applications.ts";
import { datasets } from "#db/schema/catalogue.ts";
import { licences } from "#db/schema/licences.ts";
import { offers } from "#db/schema/negotiation.ts";
import { asSystem } from "#server/access/as-system.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { addDays, civil } from "#server/lib/dates.ts";
import { notFound } from "#server/lib/refusal.ts";
import type { RegisterFilter } from "./filter.ts";

const pageSize = 50;

/**
 * Every licence that is or was in force, newest first, fifty a page by keys: who uses what, why, under which model, from
 * when to when. Read as the service, because licences are nobody's to see but their licensee's and the NHS's; so what
 * is published is named column by column, and nothing else leaves.
 */
export const listRegister = (ask: Ask, filter: RegisterFilter) =>
  asReading(asSystem(ask), async (reading) => {
    const rows = await entries(reading, and(...conditions(filter)), pageSize + 1);
    return {
      rows: rows.slice(0, pageSize),
      next: rows.length > pageSize ? rows[pageSize - 1]!.reference : null,
    };
  });

/** One entry, by the reference of its licence: its address stays the same for ever. */
export const readEntry = (ask: Ask, reference: string) =>
  asReading(asSystem(ask), async (reading) => {
    const [entry] = await entries(reading, eq(licences.reference, reference), 1);
    if (!entry) throw notFound();
    return entry;
  });

async function entries({ tx, today }: Reading, where: SQL | undefined, limit: number) {
  const rows = await tx
    .select({
      reference: licences.reference,
      licensee: organisations.name,
      title: licences.title,
      // What its form did not say would be published is not.
      purpose: sql<
        string | null
      >`case when ${applications.saysForPublication} then ${applications.purpose} end`,
      benefit: sql<
        string | null
      >`case when ${applications.saysForPublication} then ${applications.publicBenefit} end`,
      dataset: { slug: datasets.slug, title: datasets.title },
      custodian: sql<string>`${licences.contract}->'dataset'->>'custodian'`,
      environment: sql<string>`${licences.contract}->>'environment'`,
      kind: licences.kind,
      startsOn: licences.startsOn,
      endsOn: licences.endsOn,
      endedOn: licences.endedOn,
      status: licences.status,
    })
    .from(licences)
    .innerJoin(organisations, eq(organisations.id, licences.organisationId))
    .innerJoin(datasets, eq(datasets.id, licences.datasetId))
    .innerJoin(offers, eq(offers.id, licences.offerId))
    .innerJoin(applications, eq(applications.id, offers.applicationId))
    .where(where)
    .orderBy(desc(licences.inForceAt), desc(licences.reference))
    .limit(limit);
  return rows.map(({ endsOn, endedOn, status, ...row }) => ({
    ...row,
    lastDay: addDays(civil(endedOn ?? endsOn), -1),
    state: stateOf({ status, startsOn: row.startsOn }, today),
  }));
}

type RegisterState = "starts later" | "in force" | "access suspended" | "ended early" | "ended";

function stateOf(
  { status, startsOn }: { status: (typeof licences.$inferSelect)["status"]; startsOn: string },
  today: string,
): RegisterState {
  if (status === "terminated") return "ended early";
  if (status === "expired") return "ended";
  if (status === "suspended") return "access suspended";
  return startsOn > today ? "starts later" : "in force";
}

const conditions = ({ q, kind, state, dataset, before }: RegisterFilter): SQL[] => [
  ...(q
    ? [
        sql`position(lower(${q}) in lower(concat_ws(' ', ${organisations.name}, ${licences.title}, ${datasets.title}, ${licences.reference}))) > 0`,
      ]
    : []),
  ...(kind ? [eq(licences.kind, kind)] : []),
  ...(state
    ? [inArray(licences.status, state === "current" ? ["in_force", "suspended"] : ["expired", "terminated"])]
    : []),
  ...(dataset ? [eq(datasets.slug, dataset)] : []),
  ...(before
    ? [
        sql`(${licences.inForceAt}, ${licences.reference}) < (select in_force_at, reference from licences where reference = ${before})`,
      ]
    : []),
];
