import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, NextPage, PageTitle } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { vatCustomersSchema } from "#server/billing/vat/form.ts";
import { vatInWords } from "#server/billing/vat/standing.ts";
import { evidenceKinds } from "#server/billing/vat/words.ts";
import { countryName } from "#server/lib/countries.ts";

export const metadata: Metadata = { title: "VAT evidence" };

export default async function VatPage({ searchParams }: PageProps<"/finance/vat">) {
  await onlyFor("vat.read");
  const filter = vatCustomersSchema.catch({ after: "" }).parse(await searchParams);
  const [{ customers, more }, waiting] = await Promise.all([
    api.billing.vatCustomers(filter),
    api.billing.numbersToCheck(),
  ]);
  const last = customers.at(-1);
  return (
    <>
      <PageTitle
        title="VAT evidence"
        lead="Where each customer belongs for VAT, what was seen of it, by whom and when. Without evidence a customer abroad is charged the standard rate."
      />
      {waiting.length > 0 && (
        <Table
          caption="Numbers that customers stated, to ask of their registers, the longest waiting first"
          rows={waiting}
          rowKey={({ id }) => id}
          columns={[
            { header: "Customer", cell: ({ id, name }) => <Link href={`/finance/vat/${id}`}>{name}</Link> },
            { header: "VAT number", cell: ({ number }) => number },
            { header: "Stated on", cell: ({ on }) => <Day date={on} /> },
          ]}
        />
      )}
      <Table
        caption="Customers by name"
        rows={customers}
        rowKey={({ id }) => id}
        empty={<EmptyState title={filter.after ? "No more customers" : "No customer yet"} />}
        columns={[
          { header: "Customer", cell: ({ id, name }) => <Link href={`/finance/vat/${id}`}>{name}</Link> },
          { header: "Country", cell: ({ country }) => countryName(country) },
          { header: "VAT number", cell: ({ vatNumber }) => vatNumber ?? "–" },
          {
            header: "VAT",
            cell: (row) =>
              row.stated ? (
                <>
                  {vatInWords(row)} <StatusTag tone="wait">number to check</StatusTag>
                </>
              ) : (
                vatInWords(row)
              ),
          },
          {
            header: "Latest evidence",
            cell: ({ latest }) =>
              latest ? (
                <>
                  {evidenceKinds[latest.kind]}
                  <br />
                  <span className="text-ink-2">
                    <Day date={latest.on} />, {latest.by}
                  </span>
                </>
              ) : (
                "none"
              ),
          },
        ]}
      />
      {more && last && <NextPage href={`/finance/vat?after=${encodeURIComponent(last.name)}`} />}
    </>
  );
}
