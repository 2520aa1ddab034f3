import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Licensable } from "#server/catalogue/description.ts";
import type { Person } from "#server/lib/actor.ts";
import { type Ask, asReading, type Reading } from "#server/lib/change.ts";
import { type DeskFilter, deskBounds } from "../filter.ts";

const pageSize = 50;

export type DeskRow = {
  slug: string;
  title: string;
  custodian: string;
  imported: boolean;
  completenessBp: number;
  columns: number;
  /** Null: a new dataset that no version was published of. */
  version: number | null;
  publishedOn: string | null;
  licensable: Licensable | null;
  retiredOn: string | null;
  mandate: boolean;
  priceList: boolean;
  draft: "draft" | "proposed" | null;
  draftBy: string | null;
  key: string;
};

/**
 * Every dataset and every new one that is being written, one row each. Everything that filters, sorts and counts reads
 * these rows, so that a count always leads to what it counted.
 */
const everySet = (today: string): SQL => sql`(
  select d.id, d.slug, d.title, c.name as custodian, d.completeness_bp, d.version_number as version,
    d.published_on::text as published_on, d.licensable::text as licensable, d.retired_on::text as retired_on,
    exists (select from source_records s where s.dataset_id = d.id and s.linked_by_name is null) as imported,
    exists (select from mandates m where m.dataset_id = d.id and m.valid_from <= ${today}
      and (m.valid_to is null or m.valid_to > ${today})) as mandate,
    exists (select from price_lists p where p.dataset_id = d.id and p.valid_from <= ${today}) as price_list,
    w.status::text as draft, w.author_id as draft_author, w.author_name as draft_by,
    d.title || ' ' || c.name as words,
    to_char(coalesce(w.saved_at, v.at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as changed
  from datasets d
  join custodians c on c.id = d.custodian_id
  left join dataset_versions v on v.dataset_id = d.id and v.number = d.version_number
  left join dataset_drafts w on w.dataset_id = d.id and w.status in ('draft', 'proposed')
  union all
  select w.id, w.slug, w.description ->> 'title', w.description ->> 'custodian', 0, null, null, null, null,
    false, false, false, w.status::text, w.author_id, w.author_name,
    (w.description ->> 'title') || ' ' || (w.description ->> 'custodian'),
    to_char(w.saved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
  from dataset_drafts w where w.dataset_id is null and w.status in ('draft', 'proposed')
) as sets`;

const stateIs: Record<NonNullable<DeskFilter["state"]>, SQL> = {
  published: sql`version is not null and retired_on is null`,
  draft: sql`draft = 'draft'`,
  waiting: sql`draft = 'proposed'`,
  needs_decision: sql`licensable = 'needs_decision' and retired_on is null`,
  no_mandate: sql`version is not null and not mandate and retired_on is null`,
  no_price_list: sql`version is not null and not price_list and retired_on is null`,
  retired: sql`retired_on is not null`,
};

function fits({ q, state, custodian, source, band }: DeskFilter): SQL {
  const words = (q ?? "").split(/\s+/).filter(Boolean);
  return (
    and(
      sql`true`,
      ...words.map((word) => sql`words ilike ${`%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`}`),
      state ? stateIs[state] : undefined,
      custodian ? eq(sql`custodian`, custodian) : undefined,
      source ? (source === "imported" ? sql`imported` : sql`not imported`) : undefined,
      band
        ? sql`completeness_bp >= ${deskBounds[band][0]} and completeness_bp < ${deskBounds[band][1]}`
        : undefined,
    ) ?? sql`true`
  );
}

/** Text by which rows are sorted; with the slug it is a key that no two rows share. */
const keyOf: Record<NonNullable<DeskFilter["sort"]>, { key: SQL; falling: boolean }> = {
  title: { key: sql`lower(title) collate "C"`, falling: false },
  completeness: { key: sql`lpad(completeness_bp::text, 5, '0') collate "C"`, falling: false },
  changed: { key: sql`changed collate "C"`, falling: true },
};

function rowsOf(
  { tx, today }: Reading,
  filter: DeskFilter,
  limit: number,
): Promise<{ rows: Record<string, unknown>[] }> {
  const { key, falling } = keyOf[filter.sort ?? "title"];
  const [afterKey, afterSlug] = splitKey(filter.after);
  const further =
    afterSlug === null
      ? sql`true`
      : falling
        ? sql`(${key}, slug collate "C") < (${afterKey}, ${afterSlug})`
        : sql`(${key}, slug collate "C") > (${afterKey}, ${afterSlug})`;
  const direction = falling ? sql`desc` : sql`asc`;
  return tx.execute(sql`
    select page.*, (select count(*)::int from dataset_columns c where c.dataset_id = page.id) as columns
    from (select *, ${key} as key from ${everySet(today)} where ${fits(filter)} and ${further}
      order by ${key} ${direction}, slug collate "C" ${direction} limit ${limit}) as page
    order by key ${direction}, slug collate "C" ${direction}`);
}

// A title may hold anything but a line break.
const splitKey = (after: string | undefined): [string, string] | [null, null] => {
  const [slug, ...key] = (after ?? "").split("\n");
  return slug && key.length ? [key.join("\n"), slug] : [null, null];
};

const asRow = (row: Record<string, unknown>): DeskRow => ({
  slug: row.slug as string,
  title: row.title as string,
  custodian: row.custodian as string,
  imported: row.imported as boolean,
  completenessBp: row.completeness_bp as number,
  columns: row.columns as number,
  version: row.version as number | null,
  publishedOn: row.published_on as string | null,
  licensable: row.licensable as Licensable | null,
  retiredOn: row.retired_on as string | null,
  mandate: row.mandate as boolean,
  priceList: row.price_list as boolean,
  draft: row.draft as DeskRow["draft"],
  draftBy: row.draft_by as string | null,
  key: `${row.slug}\n${row.key}`,
});

/** One page of the desk with what it counts on top: four queries, however many sets there are. */
export const readDesk = (ask: Ask & { actor: Person }, filter: DeskFilter) =>
  asReading(ask, async (reading) => {
    const { tx } = reading;
    const { rows } = await rowsOf(reading, filter, pageSize + 1);
    const { rows: matching } = await tx.execute<{ count: number }>(
      sql`select count(*)::int as count from ${everySet(ask.today)} where ${fits(filter)}`,
    );
    const { rows: counts } = await tx.execute<
      Record<"published" | "drafts" | "waiting" | "yours" | "decisions" | "retired", number>
    >(sql`
      select count(*) filter (where ${stateIs.published})::int as published,
        count(*) filter (where ${stateIs.draft})::int as drafts,
        count(*) filter (where ${stateIs.waiting})::int as waiting,
        count(*) filter (where ${stateIs.waiting} and draft_author <> ${ask.actor.personId})::int as yours,
        count(*) filter (where ${stateIs.needs_decision})::int as decisions,
        count(*) filter (where ${stateIs.retired})::int as retired
      from ${everySet(ask.today)}`);
    const { rows: keepers } = await tx.execute<{ custodian: string; sets: number }>(
      sql`select custodian, count(*)::int as sets from ${everySet(ask.today)} group by custodian order by custodian`,
    );
    const shown = rows.slice(0, pageSize).map(asRow);
    return {
      rows: shown,
      next: rows.length > pageSize ? shown.at(-1)!.key : null,
      matching: matching[0]!.count,
      counts: counts[0]!,
      custodians: keepers,
    };
  });

/** All that fits a filter, for a file. */
export const wholeDesk = (ask: Ask, filter: DeskFilter) =>
  asReading(ask, async (reading) =>
    (await rowsOf(reading, { ...filter, after: undefined }, 20_000)).rows.map(asRow),
  );

/** Slugs of the datasets in the catalogue that fit a filter, for a bulk edit. */
export const slugsThatFit = async (
  reading: Reading,
  filter: DeskFilter,
  limit: number,
): Promise<string[]> => {
  const { rows } = await reading.tx.execute<{ slug: string }>(sql`
    select slug from ${everySet(reading.today)} where version is not null and ${fits(filter)}
    order by lower(title), slug limit ${limit}`);
  return rows.map(({ slug }) => slug);
};
