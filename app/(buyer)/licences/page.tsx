import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, NextPage, PageTitle } from "#app/_components/layout-parts.tsx";
import { modelFace } from "#app/_components/models.ts";
import { Day, Money } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { lastDay } from "#server/lib/dates.ts";
import { licenceFilter } from "#server/licensing/lifecycle/filter.ts";
import { statusWords } from "#server/licensing/moves.ts";

export const metadata: Metadata = { title: "Licences" };

export default async function LicencesPage({ searchParams }: PageProps<"/licences">) {
  const filter = licenceFilter.parse(await searchParams);
  const { rows, next } = await api.licensing.licences(filter);
  const isNhs = (await viewer())?.organisation.side === "nhs";
  const about = [filter.kind && modelFace[filter.kind].title, filter.status && statusWords[filter.status]]
    .filter(Boolean)
    .join(", ");
  const more = new URLSearchParams({
    ...(filter.kind && { kind: filter.kind }),
    ...(filter.status && { status: filter.status }),
    before: next ?? "",
  });
  return (
    <>
      <PageTitle
        title={about ? `Licences: ${about}` : "Licences"}
        lead={
          isNhs
            ? "Who may use what, and what it is worth."
            : "What your organisation may use, and under which terms."
        }
      />
      {about && (
        <p>
          <Link href="/licences">Show all licences</Link>
        </p>
      )}
      <Table
        caption="Licences, newest first"
        hideCaption
        rows={rows}
        rowKey={({ reference }) => reference}
        empty={<EmptyState title="There is no licence here yet" />}
        columns={[
          { header: "Project", cell: (row) => <Link href={`/licences/${row.reference}`}>{row.title}</Link> },
          { header: "Reference", cell: (row) => <span className="whitespace-nowrap">{row.reference}</span> },
          ...(isNhs ? [{ header: "Licensee", cell: (row: (typeof rows)[number]) => row.organisation }] : []),
          { header: "Model", cell: (row) => <ModelBadge kind={row.kind} /> },
          {
            header: "Last day",
            cell: (row) => <Day date={lastDay({ from: row.startsOn, to: row.endsOn })} />,
          },
          ...(isNhs
            ? [
                {
                  header: "Value of the deal",
                  amount: true,
                  cell: (row: (typeof rows)[number]) => <Money pence={row.valuePence} />,
                },
              ]
            : []),
          {
            header: "State",
            cell: (row) => (
              <StatusTag tone={toneOf[row.status] ?? "neutral"}>{statusWords[row.status]}</StatusTag>
            ),
          },
        ]}
      />
      <NextPage href={next && `/licences?${more}`} />
    </>
  );
}
