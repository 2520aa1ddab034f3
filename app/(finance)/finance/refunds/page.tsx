import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState, PageTitle, Tabs } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";

export const metadata: Metadata = { title: "Refunds" };

export default async function RefundsPage({ searchParams }: PageProps<"/finance/refunds">) {
  await onlyFor("receipt.read");
  const all = (await searchParams).state === "all";
  const rows = await api.billing.refunds({ left: !all });
  return (
    <>
      <PageTitle
        title="Refunds"
        lead="What was credited after it was paid. We owe it to the customer until it is set off against an invoice, or paid back."
      />
      <Tabs
        label="Which refunds"
        current={all ? "/finance/refunds?state=all" : "/finance/refunds"}
        items={[
          { href: "/finance/refunds", label: "With something left" },
          { href: "/finance/refunds?state=all", label: "All" },
        ]}
      />
      <Table
        caption="Credit notes on which we owe a refund, the oldest first"
        hideCaption
        rows={rows}
        rowKey={({ number }) => number}
        empty={<EmptyState title={all ? "No refund was ever owed" : "No refund is owed"} />}
        columns={[
          {
            header: "Credit note",
            cell: (row) => <Link href={`/finance/refunds/${row.number}`}>{row.number}</Link>,
          },
          { header: "Customer", cell: (row) => row.organisation },
          { header: "Issued", cell: (row) => <Day date={row.issuedOn} /> },
          { header: "Left to refund", amount: true, cell: (row) => <Money pence={row.leftPence} /> },
        ]}
      />
    </>
  );
}
