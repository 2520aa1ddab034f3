import type { Metadata } from "next";
import Link from "next/link";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { onlyFor, viewer } from "#app/_trpc/viewer.ts";
import { accountFilter } from "#server/billing/accounts/form.ts";
import { owesInWords } from "#server/billing/accounts/papers.ts";
import { formatDate } from "#server/lib/dates.ts";

export const metadata: Metadata = { title: "Statement of account" };

export default async function AccountPage({ searchParams }: PageProps<"/invoices/account">) {
  await onlyFor("invoice.read");
  const account = await api.billing.account(accountFilter.parse(await searchParams));
  const ofNhs = may(await viewer(), "receipt.read");
  const { customer, from, to, openingPence, closingPence, entries } = account;
  const asked = new URLSearchParams({ customer: customer.id, from, to });
  return (
    <>
      <PageTitle
        crumbs={[
          ofNhs
            ? { href: "/finance/accounts", label: "Accounts of customers" }
            : { href: "/invoices", label: "Invoices" },
        ]}
        title={`Statement of account: ${customer.name}`}
        lead={`${formatDate(from)} to ${formatDate(to)}, VAT included. On the last day: ${owesInWords(customer.name, closingPence)}`}
      />
      <form action="/invoices/account" className="flex flex-wrap items-end gap-4">
        {ofNhs && <input type="hidden" name="customer" value={customer.id} />}
        <label>
          From <input type="date" name="from" defaultValue={from} />
        </label>
        <label>
          Up to and including <input type="date" name="to" defaultValue={to} />
        </label>
        <button type="submit" className="button button-secondary">
          Show these days
        </button>
      </form>
      <p>
        <a href={`/invoices/account/account.pdf?${asked}`}>Download as PDF</a> ·{" "}
        <a href={`/invoices/account/account.csv?${asked}`}>Download as CSV</a>
      </p>
      <Table
        caption="What happened on the account, the oldest first"
        hideCaption
        rows={[
          {
            key: "opening",
            on: from,
            words: "Opening balance",
            document: null,
            pence: null,
            balancePence: openingPence,
          },
          ...entries,
          {
            key: "closing",
            on: to,
            words: "Closing balance",
            document: null,
            pence: null,
            balancePence: closingPence,
          },
        ]}
        rowKey={({ key }) => key}
        empty={null}
        columns={[
          { header: "Date", cell: (row) => <Day date={row.on} /> },
          {
            header: "What happened",
            cell: (row) =>
              row.document ? <Link href={`/invoices/${row.document}`}>{row.words}</Link> : row.words,
          },
          {
            header: "Amount",
            amount: true,
            cell: (row) => (row.pence === null ? "" : <Money pence={row.pence} />),
          },
          { header: "Balance", amount: true, cell: (row) => <Money pence={row.balancePence} /> },
        ]}
      />
      <p>What is paid in kind is not on this account.</p>
    </>
  );
}
