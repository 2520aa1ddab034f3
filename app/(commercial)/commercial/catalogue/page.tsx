import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, Figures, NextPage, Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { toneOfUse } from "#app/(public)/catalogue/result.tsx";
import { licensableWords } from "#server/catalogue/description.ts";
import { deskAddress, deskFilter } from "#server/catalogue/desk/filter.ts";
import { formatDateShort } from "#server/lib/dates.ts";
import { CompletenessBar } from "./completeness-bar.tsx";
import { DeskFilters } from "./desk-filters.tsx";
import { Upload } from "./import/upload.tsx";

export const metadata: Metadata = { title: "Catalogue desk" };

type Row = AppOutputs["desk"]["list"]["rows"][number];
const done: Record<string, string> = { discarded: "The draft is discarded." };

export default async function DeskPage({ searchParams }: PageProps<"/commercial/catalogue">) {
  const sent = await searchParams;
  const filter = deskFilter.parse(sent);
  const { rows, next, matching, counts, custodians } = await api.desk.list(filter);
  const person = await viewer();
  const edits = may(person, "catalogue.edit");
  const { after: _after, ...kept } = filter;
  return (
    <>
      <PageTitle
        title="Catalogue desk"
        lead="Every dataset that we describe: published, being written, waiting for a second person, or retired."
      />
      {done[String(sent.done)] && <Notice>{done[String(sent.done)]}</Notice>}
      <Figures
        items={[
          {
            label: "In the catalogue",
            value: counts.published,
            href: deskAddress({ state: "published" }),
          },
          { label: "Drafts", value: counts.drafts, href: deskAddress({ state: "draft" }) },
          {
            label: "Wait for a second person",
            value: counts.waiting,
            note: `${counts.yours} ${counts.yours === 1 ? "waits" : "wait"} for you`,
            href: "/commercial/catalogue/waiting",
          },
          {
            label: "Need a decision",
            value: counts.decisions,
            href: deskAddress({ state: "needs_decision" }),
          },
          { label: "Retired", value: counts.retired, href: deskAddress({ state: "retired" }) },
        ]}
      />
      <div className="actions">
        {edits && <ButtonLink href="/commercial/catalogue/new">Describe a new dataset</ButtonLink>}
        <Link href="/commercial/catalogue/imports">Imports and suggested matches</Link>
        <Link href="/commercial/price-lists">Price lists</Link>
        <a href={deskAddress(kept, "/commercial/catalogue/list.csv")}>Download this list as CSV</a>
      </div>
      {may(person, "catalogue.import") && (
        <details className="mb-6">
          <summary>Import descriptions from a file</summary>
          <div className="mt-4">
            <Upload />
          </div>
        </details>
      )}
      <div className="split split-left">
        <DeskFilters filter={filter} custodians={custodians} />
        <form action="/commercial/catalogue/bulk" className="wide">
          <input type="hidden" name="filter" value={deskAddress(kept, "").slice(1)} />
          <p className="mb-2 text-ink-2" role="status">
            {matching} {matching === 1 ? "dataset" : "datasets"}
          </p>
          <Table
            caption="Datasets of the catalogue"
            hideCaption
            rows={rows}
            rowKey={({ slug }) => slug}
            empty={
              <EmptyState title="No dataset fits">
                <p className="mb-0">
                  Take a filter away, or <Link href="/commercial/catalogue">see all datasets</Link>.
                </p>
              </EmptyState>
            }
            columns={columns(edits)}
          />
          {edits && rows.length > 0 && (
            <div className="actions">
              <button type="submit" className="button button-secondary">
                Change the ticked datasets
              </button>
              <button type="submit" name="all" value="yes" className="button button-secondary">
                Change all {matching} that fit
              </button>
            </div>
          )}
          <NextPage href={next && deskAddress({ ...filter, after: next })} />
        </form>
      </div>
    </>
  );
}

const columns = (edits: boolean) => [
  {
    header: "Dataset",
    cell: (row: Row) => (
      <span className="flex items-start gap-3">
        {edits && row.version !== null && !row.retiredOn && (
          <input type="checkbox" name="set" value={row.slug} aria-label={`Tick ${row.title}`} />
        )}
        <span>
          <Link href={`/commercial/catalogue/${row.slug}`}>{row.title}</Link>
          <span className="block text-[0.9375rem] text-ink-2">
            {row.custodian}
            {row.imported && ", imported"}
          </span>
        </span>
      </span>
    ),
  },
  { header: "State", cell: (row: Row) => <State row={row} /> },
  {
    header: "Complete",
    cell: ({ completenessBp, version }: Row) =>
      version === null ? (
        <span className="text-ink-2">new</span>
      ) : (
        <span className="block w-20">
          {Math.floor(completenessBp / 100)}%
          <CompletenessBar bp={completenessBp} />
        </span>
      ),
  },
  { header: "Columns", amount: true, cell: ({ columns: known }: Row) => known },
  {
    header: "Version",
    cell: ({ version, publishedOn }: Row) =>
      version === null || !publishedOn ? (
        <span className="text-ink-2">none yet</span>
      ) : (
        <span className="whitespace-nowrap">
          {version}
          <span className="block text-[0.9375rem] text-ink-2">{formatDateShort(publishedOn)}</span>
        </span>
      ),
  },
];

function State({ row }: { row: Row }) {
  const lacks = [!row.mandate && "no mandate", !row.priceList && "no price list"].filter(Boolean);
  return (
    <span className="flex flex-wrap justify-end gap-1 lg:block">
      {row.retiredOn ? (
        <StatusTag tone="neutral">Retired</StatusTag>
      ) : (
        row.licensable && (
          <StatusTag tone={toneOfUse[row.licensable]}>{licensableWords[row.licensable]}</StatusTag>
        )
      )}
      {row.draft && (
        <span className="block text-[0.9375rem]">
          {row.draft === "draft" ? "Draft" : "Waits"}, {row.draftBy}
        </span>
      )}
      {row.version !== null && !row.retiredOn && lacks.length > 0 && (
        <span className="block text-[0.9375rem] text-ink-2">{lacks.join(", ")}</span>
      )}
    </span>
  );
}
