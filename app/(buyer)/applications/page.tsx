import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { applicationFilter } from "#server/licensing/applications/filter.ts";
import { applicationWords, statusWords } from "#server/licensing/moves.ts";

export const metadata: Metadata = { title: "Applications" };

export default async function ApplicationsPage({ searchParams }: PageProps<"/applications">) {
  const address = await searchParams;
  const filter = applicationFilter.parse(address);
  const applications = await api.licensing.applications(filter);
  const side = (await viewer())?.organisation.side ?? "buyer";
  const isBuyer = side === "buyer";
  return (
    <>
      <PageTitle
        title={filter.status ? `Applications, ${statusWords[filter.status]}` : "Applications"}
        lead="What was asked for, and what came of it."
      />
      <JustSent references={String(address.sent ?? "")} />
      {filter.status && (
        <p>
          <Link href="/applications">Show all applications</Link>
        </p>
      )}
      <Table
        caption="Applications, newest first"
        hideCaption
        rows={applications}
        rowKey={({ reference }) => reference}
        empty={
          <EmptyState title="Nothing has been asked for yet">
            {isBuyer && (
              <p className="mb-0">
                Find a dataset, choose one of its models, and say what you will do with it.
              </p>
            )}
          </EmptyState>
        }
        columns={[
          {
            header: "Project",
            cell: (row) => <Link href={`/applications/${row.reference}`}>{row.title}</Link>,
          },
          ...(isBuyer
            ? []
            : [{ header: "Applicant", cell: (row: (typeof applications)[number]) => row.organisation }]),
          { header: "Dataset", cell: (row) => row.dataset },
          { header: "Model", cell: (row) => <ModelBadge kind={row.kind} /> },
          { header: "Sent", cell: (row) => <Day date={row.submittedOn} /> },
          {
            header: "State",
            cell: (row) => (
              <StatusTag tone={toneOf[row.status] ?? "neutral"}>
                {applicationWords(side, row.status, row.offer)}
              </StatusTag>
            ),
          },
        ]}
      />
      {isBuyer && (
        <div className="actions">
          <ButtonLink href="/catalogue">Find data to apply for</ButtonLink>
          <Link href="/quotes">Quotes that you kept</Link>
        </div>
      )}
    </>
  );
}

/** Several applications sent at once, each by its reference. */
function JustSent({ references }: { references: string }) {
  const sent = references.split(",").filter((reference) => /^APP-\d{4}-\d{4,}$/.test(reference));
  if (sent.length === 0) return null;
  return (
    <Notice>
      {sent.length} applications are sent, one a dataset. Each custodian decides on its own dataset:{" "}
      {sent.map((reference, index) => (
        <span key={reference}>
          {index > 0 && ", "}
          <Link href={`/applications/${reference}`}>{reference}</Link>
        </span>
      ))}
    </Notice>
  );
}
