import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import Link from "next/link";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { MoneyField, TextField } from "#app/_components/form.tsx";
import { Facts, Notice, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { plainPounds, pounds } from "#server/lib/money.ts";
import { allocate } from "../actions.ts";

export const metadata: Metadata = { title: "Receipt" };

const done: Record<string, string> = {
  recorded: "The receipt is recorded.",
  allocated: "The amount is allocated to the document.",
  reversed: "It is taken back.",
  proposed: "It is proposed. Another finance officer decides it.",
};

export default async function ReceiptPage({
  params,
  searchParams,
}: PageProps<"/finance/receipts/[reference]">) {
  const receipt = await api.billing.receipt(await params);
  const message = done[String((await searchParams).done)];
  const best = suggestedDocument(receipt);
  const mayRecord = may(await viewer(), "receipt.record");
  const mayAllocate = mayRecord && receipt.leftPence > 0n;
  const whole = mayRecord && !receipt.reversed && receipt.leftPence === receipt.amountPence;
  const takeBack = `/finance/receipts/${receipt.reference}/take-back`;
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/finance/receipts", label: "Receipts" }]}
        title={`${pounds(receipt.amountPence)} from ${receipt.payer}`}
        lead={`${receipt.reference}, reference “${receipt.referenceAsReceived}”`}
      />
      {message && <Notice>{message}</Notice>}
      {receipt.reversed && (
        <Notice>
          Taken back by {receipt.reversed.by} on <Day date={receipt.reversed.on} />: {receipt.reversed.reason}
        </Notice>
      )}
      <div className="split">
        <div>
          {mayAllocate && (
            <>
              <h2 className="!mt-0">Which document does it pay?</h2>
              <ConfirmedForm
                action={allocate}
                submit="Allocate it to the document"
                kind="commit"
                fields={{ receipt: receipt.reference, requestKey: randomUUID() }}
              >
                <TextField
                  name="document"
                  label="Document"
                  hint={
                    best
                      ? best.why
                      : "Nothing fits for certain. Look it up, and enter a number like INV-000123"
                  }
                  value={best?.document.number}
                  short
                />
                <MoneyField
                  name="amount"
                  label="Amount"
                  value={plainPounds(
                    best && best.document.outstandingPence < receipt.leftPence
                      ? best.document.outstandingPence
                      : receipt.leftPence,
                  )}
                />
              </ConfirmedForm>
              <Table
                caption="Open documents it may be for"
                rows={receipt.candidates}
                rowKey={({ number }) => number}
                empty={<p>No document is open.</p>}
                columns={[
                  {
                    header: "Number",
                    cell: (row) => <Link href={`/invoices/${row.number}`}>{row.number}</Link>,
                  },
                  { header: "Customer", cell: (row) => row.organisation },
                  { header: "Due", cell: (row) => <Day date={row.dueOn} /> },
                  { header: "Open", amount: true, cell: (row) => <Money pence={row.outstandingPence} /> },
                ]}
              />
            </>
          )}
          <h2>Allocated to</h2>
          <Table
            caption="Where it went"
            hideCaption
            rows={receipt.allocations}
            rowKey={({ id }) => id}
            empty={<p>Nothing yet.</p>}
            columns={[
              {
                header: "Document",
                cell: (row) => <Link href={`/invoices/${row.number}`}>{row.number}</Link>,
              },
              { header: "On", cell: (row) => <Day date={row.on} /> },
              { header: "By", cell: (row) => row.by },
              { header: "Amount", amount: true, cell: (row) => <Money pence={row.amount} /> },
              {
                header: "Taken back",
                cell: (row) =>
                  row.reversedOn ? (
                    <>
                      <Day date={row.reversedOn} />: {row.reversedBecause}
                    </>
                  ) : (
                    mayRecord && (
                      <Link href={`${takeBack}?allocation=${row.id}`}>
                        Take back<span className="sr-only"> from {row.number}</span>
                      </Link>
                    )
                  ),
              },
            ]}
          />
        </div>
        <aside>
          <Panel title="Left of it">
            <p className="mb-0 text-[1.625rem] font-semibold">
              <Money pence={receipt.leftPence} />
            </p>
            {whole && (
              <p className="mt-3 mb-0">
                <Link href={takeBack}>Take the receipt back</Link>
              </p>
            )}
          </Panel>
          <Facts
            items={[
              ["Came in", <Day key="on" date={receipt.receivedOn} />],
              ["Recorded by", receipt.recordedByName],
            ]}
          />
        </aside>
      </div>
    </>
  );
}

/** Only what is certain is filled in: the reference that checks, or the one open document of exactly this amount. */
function suggestedDocument({ candidates, suggested, leftPence }: AppOutputs["billing"]["receipt"]) {
  const named = candidates.find(({ paymentReference }) => paymentReference === suggested);
  if (named) return { document: named, why: `Its reference checks and names ${named.number}` };
  const equal = candidates.filter(({ outstandingPence }) => outstandingPence === leftPence);
  if (equal.length !== 1) return null;
  return {
    document: equal[0]!,
    why: `${equal[0]!.number} of ${equal[0]!.organisation} is the only one open for exactly this amount`,
  };
}
