import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, Notice, PageTitle, Tabs } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { Waiting } from "./waiting.tsx";

export const metadata: Metadata = { title: "Receipts" };

const done: Record<string, string> = {
  proposed: "It is proposed. Another finance officer decides it.",
  recorded: "The receipt is recorded.",
  reversed: "It is taken back.",
  refused: "It is refused; nothing was done.",
};

export default async function ReceiptsPage({ searchParams }: PageProps<"/finance/receipts">) {
  const { state, done: what } = await searchParams;
  const open = state === "open";
  const rows = await api.billing.receipts({ open });
  const person = await viewer();
  const message = done[String(what)];
  return (
    <>
      <PageTitle
        title="Receipts"
        lead="Money that came in, and which documents it pays. What nobody can place stands in suspense until somebody can."
      />
      {message && <Notice>{message}</Notice>}
      <Waiting proposals={await api.licensing.financeProposals()} person={person} />
      {may(person, "receipt.record") && (
        <div className="actions">
          <ButtonLink href="/finance/receipts/new" kind="commit">
            Record a receipt
          </ButtonLink>
        </div>
      )}
      <Tabs
        label="Which receipts"
        current={open ? "/finance/receipts?state=open" : "/finance/receipts"}
        items={[
          { href: "/finance/receipts", label: "All" },
          { href: "/finance/receipts?state=open", label: "With something left" },
        ]}
      />
      <Table
        caption="Receipts, newest first"
        hideCaption
        rows={rows}
        rowKey={({ reference }) => reference}
        empty={
          <EmptyState
            title={open ? "Every receipt is allocated to a document" : "No receipt was recorded yet"}
          />
        }
        columns={[
          {
            header: "Receipt",
            cell: (row) => <Link href={`/finance/receipts/${row.reference}`}>{row.reference}</Link>,
          },
          { header: "Came in", cell: (row) => <Day date={row.receivedOn} /> },
          { header: "Payer", cell: (row) => row.payer },
          {
            header: "Customer",
            cell: (row) => row.organisation ?? <StatusTag tone="wait">in suspense</StatusTag>,
          },
          { header: "Reference as received", cell: (row) => row.referenceAsReceived },
          { header: "Amount", amount: true, cell: (row) => <Money pence={row.amountPence} /> },
          {
            header: "Left",
            amount: true,
            cell: (row) =>
              row.reversedOn ? (
                <StatusTag tone="neutral">taken back</StatusTag>
              ) : (
                <Money pence={row.leftPence} />
              ),
          },
        ]}
      />
    </>
  );
}
