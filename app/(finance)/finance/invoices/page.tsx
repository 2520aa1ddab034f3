import type { Metadata } from "next";
import Link from "next/link";
import { InvoiceTable } from "#app/_components/invoice-table.tsx";
import { NextPage, PageTitle, Tabs } from "#app/_components/layout-parts.tsx";
import { modelFace } from "#app/_components/models.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, onlyFor } from "#app/_trpc/viewer.ts";
import { invoiceAddress, invoiceFilter } from "#server/billing/documents/filter.ts";

export const metadata: Metadata = { title: "Invoices" };

const ageWords = {
  not_due: "not due yet",
  "1-30": "1 to 30 days overdue",
  "31-60": "31 to 60 days overdue",
  "61-90": "61 to 90 days overdue",
  over_90: "more than 90 days overdue",
} as const;
const path = "/finance/invoices";

export default async function FinanceInvoicesPage({ searchParams }: PageProps<"/finance/invoices">) {
  await onlyFor("run.read");
  const filter = invoiceFilter.parse(await searchParams);
  const { rows, next } = await api.billing.invoices(filter);
  const { businessDate } = await installation();
  const about = [
    filter.age && ageWords[filter.age],
    filter.kind && modelFace[filter.kind].title,
    filter.licence,
  ]
    .filter(Boolean)
    .join(", ");
  return (
    <>
      <PageTitle
        title={about ? `Invoices: ${about}` : "Invoices"}
        lead="Every document that was issued, newest first. Numbers have no gap."
      />
      <p>
        <Link href="/finance/accounts">Accounts of customers</Link> ·{" "}
        <Link href="/finance/refunds">Refunds</Link>
      </p>
      <Tabs
        label="Which invoices"
        current={invoiceAddress(path, { state: filter.state })}
        items={(["all", "open", "overdue", "paid"] as const).map((state) => ({
          href: invoiceAddress(path, { state }),
          label: { all: "All", open: "Open", overdue: "Overdue", paid: "Settled" }[state],
        }))}
      />
      {about && (
        <p>
          <Link href={path}>Show all invoices</Link>
        </p>
      )}
      <InvoiceTable rows={rows} today={businessDate} withCustomer />
      <NextPage href={next && invoiceAddress(path, { ...filter, before: next })} />
    </>
  );
}
