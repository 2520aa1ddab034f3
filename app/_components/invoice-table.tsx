import Link from "next/link";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { EmptyState } from "./layout-parts.tsx";
import { Day, Money } from "./money.tsx";
import { ModelBadge } from "./nine.tsx";
import { StatusTag } from "./status-tag.tsx";
import { Table } from "./table.tsx";

type Row = AppOutputs["billing"]["invoices"]["rows"][number];

export const typeWords = {
  invoice: "Invoice",
  barter_invoice: "Invoice paid in kind",
  debit_note: "Debit note",
  credit_note: "Credit note",
} as const;

/** Documents as buyers and finance see them: what, when, how much, and whether it is paid. */
export const InvoiceTable = ({
  rows,
  today,
  withCustomer,
}: {
  rows: readonly Row[];
  today: string;
  withCustomer: boolean;
}) => (
  <Table
    caption="Documents, newest first"
    hideCaption
    rows={rows}
    rowKey={({ number }) => number}
    empty={<EmptyState title="There is no document here" />}
    columns={[
      { header: "Number", cell: (row) => <Link href={`/invoices/${row.number}`}>{row.number}</Link> },
      ...(withCustomer ? [{ header: "Customer", cell: (row: Row) => row.organisation }] : []),
      { header: "Licence", cell: (row) => <Link href={`/licences/${row.licence}`}>{row.licenceTitle}</Link> },
      { header: "Model", cell: (row) => <ModelBadge kind={row.kind} /> },
      { header: "Issued", cell: (row) => <Day date={row.issuedOn} /> },
      { header: "Due", cell: (row) => (row.dueOn ? <Day date={row.dueOn} /> : "–") },
      { header: "Total", amount: true, cell: (row) => <Money pence={row.grossPence} /> },
      {
        header: "Outstanding",
        amount: true,
        cell: (row) => (row.type === "credit_note" ? "" : <Money pence={row.outstandingPence} />),
      },
      { header: "State", cell: (row) => <PaidTag row={row} today={today} /> },
    ]}
  />
);

export function PaidTag({
  row,
  today,
}: {
  row: Pick<Row, "type" | "outstandingPence" | "payablePence" | "dueOn" | "refundPence">;
  today: string;
}) {
  if (row.type === "credit_note")
    return row.refundPence ? (
      <StatusTag tone="wait">to refund</StatusTag>
    ) : (
      <StatusTag tone="info">credited</StatusTag>
    );
  if (row.type === "barter_invoice") return <StatusTag tone="info">in kind</StatusTag>;
  if (row.outstandingPence === 0n) return <StatusTag tone="good">settled</StatusTag>;
  if (row.dueOn && row.dueOn < today) return <StatusTag tone="bad">overdue</StatusTag>;
  return (
    <StatusTag tone="wait">{row.outstandingPence < row.payablePence ? "part settled" : "open"}</StatusTag>
  );
}
