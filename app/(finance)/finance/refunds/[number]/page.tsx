import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import Link from "next/link";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { DateField, MoneyField, TextField } from "#app/_components/form.tsx";
import { Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, onlyFor, viewer } from "#app/_trpc/viewer.ts";
import { RefundParts } from "#app/(buyer)/invoices/[number]/refund.tsx";
import { least, plainPounds, pounds } from "#server/lib/money.ts";
import { recordRefund, setOff } from "../actions.ts";

type Refund = AppOutputs["billing"]["refund"];

export async function generateMetadata({
  params,
}: PageProps<"/finance/refunds/[number]">): Promise<Metadata> {
  return { title: `Refund of ${(await params).number}` };
}

const done: Record<string, string> = {
  "set-off": "It is set off: so much less is outstanding on the invoice, and left to refund.",
  paid: "The refund is recorded.",
  "taken-back": "It is taken back.",
};

export default async function RefundPage({ params, searchParams }: PageProps<"/finance/refunds/[number]">) {
  await onlyFor("receipt.read");
  const person = await viewer();
  const { number } = await params;
  const refund = await api.billing.refund({ number });
  const invoice = await api.billing.byNumber({ number });
  const { businessDate } = await installation();
  const customer = (invoice.buyer as { name: string }).name;
  const maySettle = may(person, "refund.settle");
  const message = done[String((await searchParams).done)];
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/finance/refunds", label: "Refunds" }]}
        title={
          refund.leftPence > 0n
            ? `We owe ${customer} ${pounds(refund.leftPence)}`
            : `Nothing is left to refund to ${customer}`
        }
        lead={
          <>
            From credit note <Link href={`/invoices/${number}`}>{number}</Link>, which credits what was paid
            already.
          </>
        }
      />
      {message && <Notice>{message}</Notice>}
      {refund.leftPence > 0n && maySettle && (
        <>
          <SetOff refund={refund} />
          <PaidBack refund={refund} today={businessDate} />
        </>
      )}
      <h2>How it was settled</h2>
      <RefundParts
        parts={refund.parts}
        takeBack={maySettle ? `/finance/refunds/${number}/take-back` : null}
      />
    </>
  );
}

/** Against the invoice that is due first, unless another is named. */
function SetOff({ refund: { number, leftPence, open } }: { refund: Refund }) {
  const first = open[0];
  return (
    <>
      <h2>Set off against an invoice</h2>
      {first ? (
        <>
          <ConfirmedForm
            action={setOff}
            submit="Set it off"
            kind="commit"
            fields={{ creditNote: number, requestKey: randomUUID() }}
          >
            <TextField
              name="document"
              label="Invoice"
              hint="An open invoice of this customer; the first that is due is proposed"
              value={first.number}
              short
            />
            <MoneyField
              name="amount"
              label="Amount"
              value={plainPounds(least(first.outstandingPence, leftPence))}
            />
          </ConfirmedForm>
          <Table
            caption="Open invoices of this customer, the first due first"
            rows={open}
            rowKey={(row) => row.number}
            empty={null}
            columns={[
              { header: "Number", cell: (row) => <Link href={`/invoices/${row.number}`}>{row.number}</Link> },
              { header: "Due", cell: (row) => <Day date={row.dueOn} /> },
              { header: "Outstanding", amount: true, cell: (row) => <Money pence={row.outstandingPence} /> },
            ]}
          />
        </>
      ) : (
        <p>This customer has no open invoice.</p>
      )}
    </>
  );
}

const PaidBack = ({ refund: { number, leftPence }, today }: { refund: Refund; today: string }) => (
  <>
    <h2>Record a refund paid</h2>
    <p>Pay it at the bank, then record here what left the account. Nothing is sent from here.</p>
    <ConfirmedForm
      action={recordRefund}
      submit="Record the refund"
      kind="secondary"
      fields={{ creditNote: number, requestKey: randomUUID() }}
    >
      <MoneyField name="amount" label="Amount" value={plainPounds(leftPence)} />
      <DateField
        name="paidOn"
        label="Paid on"
        hint="The day on which the money left the account"
        value={today}
      />
      <TextField name="bankReference" label="Bank reference" hint="As it stands on the bank statement" />
    </ConfirmedForm>
  </>
);
