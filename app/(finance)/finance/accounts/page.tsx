import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, NextPage, PageTitle } from "#app/_components/layout-parts.tsx";
import { Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { accountsAfter } from "#server/billing/accounts/form.ts";

export const metadata: Metadata = { title: "Accounts of customers" };

export default async function AccountsPage({ searchParams }: PageProps<"/finance/accounts">) {
  await onlyFor("receipt.read");
  const { rows, more } = await api.billing.accounts(
    accountsAfter.catch({ after: "" }).parse(await searchParams),
  );
  const last = rows.at(-1);
  return (
    <>
      <PageTitle
        title="Accounts of customers"
        lead="What each customer owes in money today, VAT included; below zero is what we owe it."
      />
      <Table
        caption="Customers, by name"
        hideCaption
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title="Nothing was billed yet" />}
        columns={[
          {
            header: "Customer",
            cell: (row) => <Link href={`/invoices/account?customer=${row.id}`}>{row.name}</Link>,
          },
          { header: "Owes", amount: true, cell: (row) => <Money pence={row.pence} /> },
        ]}
      />
      {more && last && <NextPage href={`/finance/accounts?after=${encodeURIComponent(last.name)}`} />}
    </>
  );
}
