import type { Metadata } from "next";
import { InvoiceTable } from "#app/_components/invoice-table.tsx";
import { NextPage, PageTitle, Tabs } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation } from "#app/_trpc/viewer.ts";
import { invoiceAddress, invoiceFilter } from "#server/billing/documents/filter.ts";

export const metadata: Metadata = { title: "Invoices" };

export default async function InvoicesPage({ searchParams }: PageProps<"/invoices">) {
  const filter = invoiceFilter.parse(await searchParams);
  const { rows, next } = await api.billing.invoices(filter);
  const { businessDate } = await installation();
  return (
    <>
      <PageTitle
        title="Invoices"
        lead="What you were billed, why, and what is still open. Pay by bank transfer with the reference on each invoice."
      />
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
