import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, Notice, PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import { formatDateShort, londonDate } from "#server/lib/dates.ts";

export const metadata: Metadata = { title: "Changes of the catalogue that wait" };

export default async function WaitingPage({ searchParams }: PageProps<"/commercial/catalogue/waiting">) {
  const rows = await api.desk.waiting();
  const { done, published, stayed } = await searchParams;
  const behind = [stayed ?? []].flat();
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/commercial/catalogue", label: "Catalogue desk" }]}
        title="Changes that wait for a second person"
        lead="Read the difference, then publish it or refuse it with a reason. Nobody publishes their own work."
      />
      {done === "published" && (
        <Notice>
          {published === "1"
            ? "1 dataset is published."
            : `${Number(published) || 0} datasets are published.`}
        </Notice>
      )}
      {done === "refused" && <Notice>It is refused; its author reads your reason.</Notice>}
      {done === "withdrawn" && <Notice>It is withdrawn.</Notice>}
      {behind.length > 0 && (
        <Warning>
          <strong>These stayed as drafts,</strong> because another version was published, or they were
          retired, meanwhile:{" "}
          {behind.map((slug, index) => (
            <span key={slug}>
              {index > 0 && ", "}
              <Link href={`/commercial/catalogue/${slug}`}>{slug}</Link>
            </span>
          ))}
        </Warning>
      )}
      <Table
        caption="Changes that wait"
        hideCaption
        rows={rows}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="Nothing waits">
            <p className="mb-0">What an editor proposes is listed here until somebody else decides.</p>
          </EmptyState>
        }
        columns={[
          {
            header: "Change",
            cell: ({ id, batch, subject, title }) => (
              <Link href={`/commercial/catalogue/waiting/${id}`}>
                {batch ? subject.replace(/, [0-9a-f]{8}$/, "") : title}
              </Link>
            ),
          },
          { header: "What changed and why", cell: ({ reason }) => reason },
          { header: "Proposed by", cell: ({ proposedByName, mine }) => (mine ? "You" : proposedByName) },
          { header: "On", cell: ({ proposedAt }) => formatDateShort(londonDate(proposedAt)) },
        ]}
      />
    </>
  );
}
