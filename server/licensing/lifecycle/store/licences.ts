import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { organisations } from "#db/schema/access.ts";
import { events } from "#db/schema/audit.ts";
import { datasets } from "#db/schema/catalogue.ts";
import { entitlements, facts, licences } from "#db/schema/licences.ts";
import { approvals, offers } from "#db/schema/negotiation.ts";
import { signatures } from "#db/schema/signing.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { addDays, type CivilDate } from "#server/lib/dates.ts";
import { isStated } from "../../settlement/promises.ts";
import { findLicenceRow } from "../../settlement/store/facts.ts";
import { parkedBecause } from "../../settlement/store/parked.ts";
import { licenceContract, planOrNull } from "../../settlement/store/settling.ts";
import { periodsStated } from "../../statements/sums.ts";
import type { licenceFilter } from "../filter.ts";

const pageSize = 50;

/** Licences this actor may see, newest first, fifty a page by keys. */
export const listLicences = (ask: Ask, filter: z.output<typeof licenceFilter>) =>
  asReading(ask, async ({ tx }) => {
    const rows = await tx
      .select({
        reference: licences.reference,
        title: licences.title,
        kind: licences.kind,
        status: licences.status,
        startsOn: licences.startsOn,
        endsOn: licences.endsOn,
        valuePence: licences.valuePence,
        dataset: datasets.title,
        organisation: organisations.name,
      })
      .from(licences)
      .innerJoin(datasets, eq(datasets.id, licences.datasetId))
      .innerJoin(organisations, eq(organisations.id, licences.organisationId))
      .where(
        and(
          filter.status ? eq(licences.status, filter.status) : undefined,
          filter.kind ? eq(licences.kind, filter.kind) : undefined,
          filter.before
            ? sql`(${licences.inForceAt}, ${licences.reference}) < (select in_force_at, reference from licences where reference = ${filter.before})`
            : undefined,
        ),
      )
      .orderBy(desc(licences.inForceAt), desc(licences.reference))
      .limit(pageSize + 1);
    return {
      rows: rows.slice(0, pageSize),
      next: rows.length > pageSize ? rows[pageSize - 1]!.reference : null,
    };
  });

/** The promises of a plan; one that a statement keeps with the first day on which it can be kept: the last of its period. */
function promisesOf({ contract, facts: known, plan }: Planned) {
  const ends = new Map<string, CivilDate>(
    contract.components.flatMap(({ id }) =>
      periodsStated(contract, id, known).map((one) => [`${id}/${one.from}`, one.ends] as const),
    ),
  );
  return plan.obligations.map((promise) => {
    if (!isStated(promise)) return promise;
    const [component, from] = promise.key.split("/");
    const last = ends.get(`${component}/${from}`);
    return { ...promise, openFrom: last ? addDays(last, -1) : null };
  });
}

type Planned = NonNullable<Awaited<ReturnType<typeof planOrNull>>>;

/** One licence with everything its page shows: contract, signatures, facts, what is due, what happened. */
export const readLicence = (ask: Ask, reference: string) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const licence = await findLicenceRow(reading, reference);
    const planned = await planOrNull(reading, licence);
    const plan = planned?.plan;
    const [offer] = await tx
      .select({ reference: offers.reference })
      .from(offers)
      .where(eq(offers.id, licence.offerId));
    const [dataset] = await tx
      .select({ slug: datasets.slug, title: datasets.title })
      .from(datasets)
      .where(eq(datasets.id, licence.datasetId));
    const [organisation] = await tx
      .select({ name: organisations.name })
      .from(organisations)
      .where(eq(organisations.id, licence.organisationId));
    return {
      ...licence,
      contract: licenceContract(licence),
      offer: offer!.reference,
      dataset: dataset!,
      organisation: organisation!.name,
      obligations: planned ? promisesOf(planned) : [],
      parked: await parkedBecause(reading, licence.id),
      upcoming: (plan?.charges ?? [])
        // An estimate is no promise: it falls away when the statement comes in.
        .filter((charge) => charge.on > ask.today && !charge.estimated)
        .map((charge) => ({ key: charge.key, on: charge.on, lines: charge.lines })),
      signatures: await tx.select().from(signatures).where(eq(signatures.offerId, licence.offerId)),
      approvals: await tx.select().from(approvals).where(eq(approvals.offerId, licence.offerId)),
      entitlements: await tx.select().from(entitlements).where(eq(entitlements.licenceId, licence.id)),
      facts: await tx
        .select()
        .from(facts)
        .where(eq(facts.licenceId, licence.id))
        .orderBy(desc(facts.on), desc(facts.reportedAt)),
      events: await tx.select().from(events).where(eq(events.subject, reference)).orderBy(asc(events.id)),
    };
  });
