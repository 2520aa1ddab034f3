import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { DateField, MoneyField, TextField } from "#app/_components/form.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { installation, onlyFor } from "#app/_trpc/viewer.ts";
import { recordReceipt } from "../actions.ts";

export const metadata: Metadata = { title: "Record a receipt" };

export default async function NewReceiptPage() {
  await onlyFor("receipt.record");
  const { businessDate } = await installation();
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/finance/receipts", label: "Receipts" }]}
        title="Record a receipt"
        lead="As the bank statement has it. A payment reference that checks names the customer and suggests the document."
      />
      <ConfirmedForm
        action={recordReceipt}
        submit="Record receipt"
        kind="commit"
        fields={{ requestKey: randomUUID() }}
      >
        <MoneyField name="amount" label="Amount" />
        <DateField name="receivedOn" label="Came in on" value={businessDate} />
        <TextField name="payer" label="Payer" />
        <TextField
          name="referenceAsReceived"
          label="Reference as received"
          hint="Whatever the bank passed on, like HDM10000000123"
        />
      </ConfirmedForm>
    </>
  );
}
