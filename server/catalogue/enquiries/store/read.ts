import { and, asc, desc, eq, sql } from "drizzle-orm";
import { organisations } from "#db/schema/access.ts";
import { custodians, datasets } from "#db/schema/catalogue.ts";
import { enquiries, enquiryMessages } from "#db/schema/enquiries.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { notFound } from "#server/lib/refusal.ts";
import type { EnquiryFilter } from "../forms.ts";

const pageSize = 50;
const largestSheet = 10_000;

/** Enquiries that this actor may see, the last written in first, fifty a page by keys. */
export const listEnquiries = (ask: Ask, filter: EnquiryFilter) =>
  asReading(ask, async (reading) => {
    const rows = await rowsOf(reading, filter, pageSize + 1);
    return {
      rows: rows.slice(0, pageSize),
      next: rows.length > pageSize ? rows[pageSize - 1]!.reference : null,
      dataset: filter.dataset ? await titleOf(reading, filter.dataset) : null,
      now: ask.now,
    };
  });

/** The same as one list for a file: up to ten thousand. */
export const sheetOfEnquiries = (ask: Ask, { before: _before, ...filter }: EnquiryFilter) =>
  asReading(ask, async (reading) => ({
    rows: await rowsOf(reading, filter, largestSheet),
    now: ask.now,
  }));

/** The first thing written since the other side last wrote: from then on somebody waits. */
const waitingSince = sql<Date>`(select min(m.at) from enquiry_messages m where m.enquiry_id = ${enquiries.id}
  and m.side = (case ${enquiries.status} when 'waiting' then 'buyer' else 'nhs' end)::side
  and m.at > coalesce((select max(o.at) from enquiry_messages o where o.enquiry_id = ${enquiries.id}
    and o.side <> (case ${enquiries.status} when 'waiting' then 'buyer' else 'nhs' end)::side), '-infinity'))`.mapWith(
  (at) => new Date(at),
);

const rowsOf = ({ tx }: Reading, { state, dataset, before }: EnquiryFilter, count: number) =>
  tx
    .select({
      reference: enquiries.reference,
      subject: enquiries.subject,
      status: enquiries.status,
      openedByName: enquiries.openedByName,
      openedAt: enquiries.openedAt,
      lastAt: enquiries.lastAt,
      slug: datasets.slug,
      title: datasets.title,
      custodian: custodians.name,
      organisation: organisations.name,
      since: waitingSince,
    })
    .from(enquiries)
    .innerJoin(datasets, eq(datasets.id, enquiries.datasetId))
    .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
    .innerJoin(organisations, eq(organisations.id, enquiries.organisationId))
    .where(
      and(
        state ? eq(enquiries.status, state) : undefined,
        dataset ? eq(datasets.slug, dataset) : undefined,
        before
          ? sql`(${enquiries.lastAt}, ${enquiries.reference}) < (select last_at, reference from enquiries where reference = ${before})`
          : undefined,
      ),
    )
    .orderBy(desc(enquiries.lastAt), desc(enquiries.reference))
    .limit(count);

async function titleOf({ tx }: Reading, slug: string) {
  const [row] = await tx.select({ title: datasets.title }).from(datasets).where(eq(datasets.slug, slug));
  return row?.title ?? null;
}

/** One enquiry with its thread, oldest first, as both sides see it; `not_found` for another organisation's. */
export const readEnquiry = (ask: Ask, reference: string) =>
  asReading(ask, async ({ tx }) => {
    const [row] = await tx
      .select({
        enquiry: enquiries,
        slug: datasets.slug,
        title: datasets.title,
        custodian: custodians.name,
        organisation: organisations.name,
      })
      .from(enquiries)
      .innerJoin(datasets, eq(datasets.id, enquiries.datasetId))
      .innerJoin(custodians, eq(custodians.id, datasets.custodianId))
      .innerJoin(organisations, eq(organisations.id, enquiries.organisationId))
      .where(eq(enquiries.reference, reference));
    if (!row) throw notFound();
    const { enquiry, ...of } = row;
    return {
      ...of,
      reference,
      subject: enquiry.subject,
      status: enquiry.status,
      openedByName: enquiry.openedByName,
      openedAt: enquiry.openedAt,
      messages: await tx
        .select({
          id: enquiryMessages.id,
          side: enquiryMessages.side,
          authorName: enquiryMessages.authorName,
          body: enquiryMessages.body,
          at: enquiryMessages.at,
        })
        .from(enquiryMessages)
        .where(eq(enquiryMessages.enquiryId, enquiry.id))
        .orderBy(asc(enquiryMessages.at), asc(enquiryMessages.id)),
    };
  });
