import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, NextPage, PageTitle, Tabs } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { NineStrip } from "#app/_components/nine.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import { type ListFilter, listFilterSchema } from "#server/pricing/drafts-form.ts";

export const metadata: Metadata = { title: "Price lists" };

const path = "/commercial/price-lists";
const shows: Record<ListFilter["show"], string> = {
  all: "All datasets",
  none: "No price list",
  draft: "Being written",
  waiting: "Waits for approval",
};

export default async function PriceListsPage({ searchParams }: PageProps<"/commercial/price-lists">) {
  const filter = listFilterSchema.parse(await searchParams);
  const { rows, next } = await api.pricing.lists(filter);
  return (
    <>
      <PageTitle
        title="Price lists"
        lead="What each dataset costs under the nine models, since when, and what is being changed. A list never changes: the next one has a new number and its own first day."
      />
      <form action={path} className="mb-4 flex !max-w-none items-end gap-2">
        <input type="hidden" name="show" value={filter.show} />
        <div className="flex-1">
          <label htmlFor="q" className="mb-1 block font-semibold">
            Search
          </label>
          <input id="q" name="q" type="search" defaultValue={filter.q} className="!max-w-none" />
        </div>
        <button type="submit" className="button button-primary">
          Search
        </button>
      </form>
      <Tabs
        label="Which datasets"
        current={address({ ...filter, after: undefined })}
        items={(Object.keys(shows) as ListFilter["show"][]).map((show) => ({
          href: address({ q: filter.q, show }),
          label: shows[show],
        }))}
      />
      <p>
        <a href={`${path}/price-lists.csv?${query({ ...filter, after: undefined })}`}>Download as CSV</a>
      </p>
      <Table
        caption="Datasets and their price lists"
        hideCaption
        rows={rows}
        rowKey={({ slug }) => slug}
        empty={
          <EmptyState title="No dataset is in this list">
            <p className="mb-0">
              <Link href={path}>Show all datasets</Link>, then open one to begin its price list.
            </p>
          </EmptyState>
        }
        columns={[
          {
            header: "Dataset",
            cell: ({ slug, title, custodian }) => (
              <div>
                <Link href={`${path}/${slug}`}>{title}</Link>
                <span className="block font-normal text-ink-2">{custodian}</span>
              </div>
            ),
          },
          {
            header: "List in force",
            cell: ({ list }) =>
              list ? (
                <>
                  Version {list.version}, from <Day date={list.validFrom} />
                </>
              ) : (
                "None"
              ),
          },
          { header: "Of the nine", cell: ({ standings }) => <NineStrip standings={standings} /> },
          {
            header: "What comes",
            cell: ({ nextFrom, draft }) => (
              <>
                {nextFrom && (
                  <span className="block">
                    New list from <Day date={nextFrom} />
                  </span>
                )}
                {draft && (
                  <StatusTag tone={draft.status === "proposed" ? "wait" : "info"}>
                    {draft.status === "proposed" ? "waits for approval" : `written by ${draft.author}`}
                  </StatusTag>
                )}
                {!nextFrom && !draft && "Nothing"}
              </>
            ),
          },
        ]}
      />
      <NextPage href={next && address({ ...filter, after: next })} />
    </>
  );
}

type Some = Partial<ListFilter>;

const query = (filter: Some) =>
  new URLSearchParams(
    Object.entries(filter).filter(([name, value]) => value && !(name === "show" && value === "all")),
  ).toString();

const address = (filter: Some) => (query(filter) ? `${path}?${query(filter)}` : path);
