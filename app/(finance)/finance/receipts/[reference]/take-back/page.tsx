import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { TextArea } from "#app/_components/form.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { pounds } from "#server/lib/money.ts";
import { takeBack } from "../../actions.ts";

export const metadata: Metadata = { title: "Take back" };

export default async function TakeBackPage({
  params,
  searchParams,
}: PageProps<"/finance/receipts/[reference]/take-back">) {
  await onlyFor("receipt.record");
  const receipt = await api.billing.receipt(await params);
  const id = (await searchParams).allocation;
  const allocation = receipt.allocations.find((one) => one.id === id);
  if (id && !allocation) notFound();
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/finance/receipts", label: "Receipts" },
          { href: `/finance/receipts/${receipt.reference}`, label: receipt.reference },
        ]}
        title={
          allocation
            ? `Take ${pounds(allocation.amount)} back from ${allocation.number}`
            : `Take back ${pounds(receipt.amountPence)} from ${receipt.payer}`
        }
        lead={
          allocation
            ? "It is left of the receipt again, and owed on the document again."
            : "As if the money had not come in: the bank returned it, or it was recorded by mistake."
        }
      />
      <p>
        Nothing is deleted: it is posted the other way, with your name and reason. Above £100,000.00 another
        finance officer decides.
      </p>
      <ConfirmedForm
        action={takeBack}
        submit="Take it back"
        kind="commit"
        fields={{ receipt: receipt.reference, allocation: allocation?.id ?? "" }}
      >
        <TextArea name="reason" label="Reason" />
      </ConfirmedForm>
    </>
  );
}
