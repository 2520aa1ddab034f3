import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, NextPage, PageTitle } from "#app/_components/layout-parts.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import {
  type WaitingFilter,
  waitingFilter,
  waitingReasons,
} from "#server/catalogue/dataset/decision-form.ts";

export const metadata: Metadata = { title: "Decisions on commercial use" };

export default async function DecisionsPage({ searchParams }: PageProps<"/commercial/decisions">) {
  const filter = waitingFilter.parse(await searchParams);
  const { rows, total, next } = await api.catalogue.waitingForDecision(filter);
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/commercial/approvals", label: "Approvals" }]}
        title="Which datasets wait for a decision on commercial use?"
        lead="Their terms bar it, contradict each other or do not state it. Datasets with a mandate or a price list come first."
      />
      <form action="/commercial/decisions" className="mb-4 flex flex-wrap items-end gap-3">
        <div>
          <label htmlFor="reason" className="mb-1 block font-semibold">
            Why they wait
          </label>
          <select id="reason" name="reason" defaultValue={filter.reason ?? ""}>
            <option value="">All reasons</option>
            {Object.entries(waitingReasons).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="button button-secondary">
          Show
        </button>
      </form>
      <p role="status">
        {total.toLocaleString("en-GB")} {total === 1 ? "dataset waits" : "datasets wait"}.
      </p>
      <Table
        caption="Datasets that wait for a decision"
        hideCaption
        rows={rows}
        rowKey={({ slug }) => slug}
        empty={
          <EmptyState title="No dataset waits here">
            <Link href="/commercial/decisions">Show all that wait</Link>
          </EmptyState>
        }
        columns={[
          { header: "Dataset", cell: ({ slug, title }) => <Link href={`/datasets/${slug}`}>{title}</Link> },
          { header: "Custodian", cell: ({ custodian }) => custodian },
          { header: "Why it waits", cell: ({ reason }) => reason },
          { header: "Mandate or price list", cell: ({ ready }) => (ready ? "Yes" : "No") },
          { header: "Decisions so far", amount: true, cell: ({ decisions }) => decisions },
          {
            header: "Decide",
            cell: ({ slug, title }) => (
              <Link href={`/datasets/${slug}/decision`}>
                Decide<span className="sr-only">: {title}</span>
              </Link>
            ),
          },
        ]}
      />
      <NextPage href={next && address({ ...filter, after: next })} />
    </>
  );
}

const address = (filter: WaitingFilter) =>
  `/commercial/decisions?${new URLSearchParams(Object.entries(filter).filter((one): one is [string, string] => Boolean(one[1])))}`;
