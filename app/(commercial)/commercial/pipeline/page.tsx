import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, PageTitle, Tabs } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import { capitalised } from "#server/lib/words.ts";
import { offerWords } from "#server/licensing/moves.ts";
import { offerFilter, offerStates } from "#server/licensing/negotiation/filter.ts";

export const metadata: Metadata = { title: "Pipeline" };

export default async function PipelinePage({ searchParams }: PageProps<"/commercial/pipeline">) {
  const { state } = offerFilter.parse(await searchParams);
  const offers = await api.licensing.offers({ statuses: state ? [state] : undefined });
  const submitted = await api.licensing.applications({ status: "submitted" });
  return (
    <>
      <PageTitle title="Pipeline" lead="Every deal on its way, from application to signature." />
      {!state && (
        <>
          <h2 className="!mt-0">Applications that wait for an offer</h2>
          <Table
            caption="Applications that wait for an offer"
            hideCaption
            rows={submitted}
            rowKey={({ reference }) => reference}
            empty={<EmptyState title="Every application is answered" />}
            columns={[
              {
                header: "Project",
                cell: (row) => <Link href={`/applications/${row.reference}`}>{row.title}</Link>,
              },
              { header: "Applicant", cell: (row) => row.organisation },
              { header: "Dataset", cell: (row) => row.dataset },
              { header: "Model", cell: (row) => <ModelBadge kind={row.kind} /> },
              { header: "Sent", cell: (row) => <Day date={row.submittedOn} /> },
            ]}
          />
          <h2>Offers</h2>
        </>
      )}
      <Tabs
        label="State of offers"
        current={state ? `/commercial/pipeline?state=${state}` : "/commercial/pipeline"}
        items={[
          { href: "/commercial/pipeline", label: "All" },
          ...offerStates.map((one) => ({
            href: `/commercial/pipeline?state=${one}`,
            label: capitalised(offerWords.nhs[one]),
          })),
        ]}
      />
      <Table
        caption="Offers, newest first"
        hideCaption
        rows={offers}
        rowKey={({ reference }) => reference}
        empty={<EmptyState title="No offer is in this state" />}
        columns={[
          { header: "Project", cell: (row) => <Link href={`/offers/${row.reference}`}>{row.title}</Link> },
          { header: "Buyer", cell: (row) => row.organisation },
          { header: "Model", cell: (row) => <ModelBadge kind={row.kind} /> },
          { header: "Value of the deal", amount: true, cell: (row) => <Money pence={row.valuePence} /> },
          { header: "Made by", cell: (row) => row.author },
          { header: "Stands until", cell: (row) => <Day date={row.expiresOn} /> },
          {
            header: "State",
            cell: (row) => (
              <StatusTag tone={toneOf[row.status] ?? "neutral"}>{offerWords.nhs[row.status]}</StatusTag>
            ),
          },
        ]}
      />
    </>
  );
}
