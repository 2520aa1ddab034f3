import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { TextArea } from "#app/_components/form.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { pounds } from "#server/lib/money.ts";
import { takeBackRefund } from "../../actions.ts";

export const metadata: Metadata = { title: "Take a refund back" };

export default async function TakeRefundBackPage({
  params,
  searchParams,
}: PageProps<"/finance/refunds/[number]/take-back">) {
  await onlyFor("refund.settle");
  const { number } = await params;
  const { refund: id } = await searchParams;
  const part = (await api.billing.refund({ number })).parts.find((one) => one.id === id);
  if (!part || part.takenBackOn) notFound();
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/finance/refunds", label: "Refunds" },
          { href: `/finance/refunds/${number}`, label: number },
        ]}
        title={
          part.against
            ? `Take ${pounds(part.amountPence)} back from ${part.against}`
            : `Take back a refund of ${pounds(part.amountPence)}`
        }
        lead={
          part.against
            ? "It is outstanding on the invoice again, and left to refund."
            : "As if the money had not left the account: the bank returned it, or it was recorded by mistake."
        }
      />
      <p>Nothing is deleted: it is posted the other way, with your name and reason.</p>
      <ConfirmedForm
        action={takeBackRefund}
        submit="Take it back"
        kind="commit"
        fields={{ creditNote: number, refund: part.id }}
      >
        <TextArea name="reason" label="Reason" />
      </ConfirmedForm>
    </>
  );
}
