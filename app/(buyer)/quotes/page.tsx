import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, NextPage, PageTitle } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { yearsInWords } from "#server/quoting/reading.ts";

export const metadata: Metadata = { title: "Quotes" };

export default async function QuotesPage({ searchParams }: PageProps<"/quotes">) {
  const { before } = await searchParams;
  const { rows, next } = await api.quotes.list(typeof before === "string" ? { before } : {});
  const { businessDate } = await installation();
  const isBuyer = (await viewer())?.organisation.side === "buyer";
  return (
    <>
      <PageTitle
        title="Quotes"
        lead="What was quoted, at the prices of its day. A quote stays as it was made."
      />
      <Table
        caption="Quotes, newest first"
        hideCaption
        rows={rows}
        rowKey={({ reference }) => reference}
        empty={
          <EmptyState title="No quote has been kept yet">
            <p className="mb-0">Choose datasets, years and people, and keep what it comes to.</p>
          </EmptyState>
        }
        columns={[
          {
            header: "Quote",
            cell: ({ reference }) => <Link href={`/quotes/${reference}`}>{reference}</Link>,
          },
          ...(isBuyer ? [] : [{ header: "For", cell: (row: (typeof rows)[number]) => row.organisation }]),
          { header: "Datasets", cell: ({ sets }) => sets.join("; ") },
          { header: "Model", cell: ({ kind }) => <ModelBadge kind={kind} /> },
          { header: "For how long", cell: ({ years }) => yearsInWords(years) },
          { header: "Made", cell: ({ madeOn }) => <Day date={madeOn} /> },
          {
            header: "Valid until",
            cell: ({ validUntil }) => (
              <>
                <Day date={validUntil} />
                {validUntil < businessDate && <span className="block text-ink-2">no longer valid</span>}
              </>
            ),
          },
          { header: "With VAT", amount: true, cell: ({ grossPence }) => <Money pence={grossPence} /> },
        ]}
      />
      <NextPage href={next && `/quotes?before=${next}`} />
      <div className="actions">
        {isBuyer && <ButtonLink href="/quotes/new">Calculate a quote</ButtonLink>}
        {rows.length > 0 && <a href="/quotes/list.csv">Download as CSV</a>}
      </div>
    </>
  );
}
