import type { Metadata } from "next";
import Link from "next/link";
import { InvoiceTable } from "#app/_components/invoice-table.tsx";
import { NextPage, PageTitle, Tabs } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation } from "#app/_trpc/viewer.ts";
import { invoiceAddress, invoiceFilter } from "#server/billing/documents/filter.ts";
import { pounds, sum } from "#server/lib/money.ts";

export const metadata: Metadata = { title: "Invoices" };

export default async function InvoicesPage({ searchParams }: PageProps<"/invoices">) {
  const filter = invoiceFilter.parse(await searchParams);
  const { rows, next } = await api.billing.invoices(filter);
  const { businessDate } = await installation();
  const refunds = await api.billing.refunds({ left: true });
  const owed = sum(refunds.map(({ leftPence }) => leftPence));
  return (
    <>
      <PageTitle
        title="Invoices"
        lead="What you were billed, why, and what is still open. Pay by bank transfer with the reference on each invoice."
      />
      {owed > 0n && (
        <p>
          <strong>We owe you {pounds(owed)}</strong>, as it was credited after you had paid it: it is set off
          against your next invoices, or paid back.{" "}
          {refunds.map(({ number }) => (
            <Link key={number} href={`/invoices/${number}`} className="mr-2">
              {number}
            </Link>
          ))}
        </p>
      )}
      <p>
        <Link href="/invoices/account">Statement of account</Link>
      </p>
      <Tabs
        label="Which invoices"
        current={invoiceAddress("/invoices", { state: filter.state })}
        items={(["all", "open", "overdue", "paid"] as const).map((state) => ({
          href: invoiceAddress("/invoices", { state }),
          label: { all: "All", open: "Open", overdue: "Overdue", paid: "Settled" }[state],
        }))}
      />
      <InvoiceTable rows={rows} today={businessDate} withCustomer={false} />
      <NextPage href={next && invoiceAddress("/invoices", { ...filter, before: next })} />
    </>
  );
}
