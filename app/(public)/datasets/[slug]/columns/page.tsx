import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, NextPage, PageTitle } from "#app/_components/layout-parts.tsx";
import { mayTry } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { columnsAddress, columnsFilter, identifierWords } from "#server/catalogue/dataset/columns-filter.ts";
import { ColumnsTable } from "../columns-table.tsx";

export const metadata: Metadata = { title: "Data dictionary" };

export default async function ColumnsPage({ params, searchParams }: PageProps<"/datasets/[slug]/columns">) {
  const { slug } = await params;
  const filter = columnsFilter.parse(await searchParams);
  const { title, tables, found, rows, next } = await api.catalogue.columns({ slug, filter });
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/catalogue", label: "Catalogue" },
          { href: `/datasets/${slug}`, label: title },
        ]}
        title="Which columns does it have?"
        lead="Each column with its table, what it holds, and whether it says who somebody is."
      />
      <form action={`/datasets/${slug}/columns`} className="!max-w-none mb-6 flex flex-wrap items-end gap-4">
        <div className="min-w-[14rem] flex-1">
          <label htmlFor="q" className="mb-1 block font-semibold">
            Search
          </label>
          <input id="q" name="q" type="search" defaultValue={filter.q} className="!max-w-none" />
        </div>
        <div>
          <label htmlFor="table" className="mb-1 block font-semibold">
            Table
          </label>
          <select id="table" name="table" defaultValue={filter.table}>
            <option value="">All tables</option>
            {tables.map(({ table, columns }) => (
              <option key={table} value={table}>
                {table} ({columns})
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor="identifier" className="mb-1 block font-semibold">
            Identifies
          </label>
          <select id="identifier" name="identifier" defaultValue={filter.identifier ?? ""}>
            <option value="">All</option>
            {Object.entries(identifierWords).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="button button-primary">
          Search
        </button>
      </form>
      <p role="status">
        {found.toLocaleString("en-GB")} {found === 1 ? "column" : "columns"}.{" "}
        {found > 0 && (
          <a href={columnsAddress(slug, { ...filter, after: 0 }, ".csv")}>Download them as CSV</a>
        )}
      </p>
      {rows.length === 0 ? (
        <EmptyState title={tables.length === 0 ? "No data dictionary is on record" : "No column fits"}>
          {tables.length === 0 ? (
            mayTry(await viewer(), "enquiry.ask") && (
              <Link href={`/datasets/${slug}/enquiry`}>Ask the custodian for it</Link>
            )
          ) : (
            <Link href={`/datasets/${slug}/columns`}>Show all columns</Link>
          )}
        </EmptyState>
      ) : (
        <ColumnsTable rows={rows} caption="Columns" />
      )}
      <NextPage href={next === null ? null : columnsAddress(slug, { ...filter, after: next })} />
    </>
  );
}
