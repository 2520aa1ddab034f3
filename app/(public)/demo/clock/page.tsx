import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Form } from "#app/_components/form.tsx";
import { Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { installation } from "#app/_trpc/viewer.ts";
import { formatDate, isCivil } from "#server/lib/dates.ts";
import { counted } from "#server/lib/words.ts";
import { moveClock } from "./actions.ts";

export const metadata: Metadata = { title: "Demo clock" };

export default async function ClockPage({ searchParams }: PageProps<"/demo/clock">) {
  const { demo, businessDate } = await installation();
  if (!demo) notFound();
  const happened = await searchParams;
  const from = String(happened.from ?? "");
  const documents = Number(happened.documents) || 0;
  return (
    <>
      <PageTitle
        title={`It is ${formatDate(businessDate)}`}
        lead="This is the business date of the demonstration: it decides what falls due."
      />
      {isCivil(from) && (
        <Notice>
          The date moved on from {formatDate(from)}.{" "}
          {documents === 0
            ? "No document fell due on the way."
            : `Issued on the way: ${counted(documents, "document")}.`}
        </Notice>
      )}
      <p>
        Move it on, and everything that falls due on the way happens, such as invoices and the end of
        licences. It cannot be moved back.
      </p>
      <div className="actions">
        <Form action={moveClock} submit="One day on" kind="secondary" fields={{ by: "day" }} />
        <Form action={moveClock} submit="One month on" kind="secondary" fields={{ by: "month" }} />
        <Form action={moveClock} submit="One year on" kind="secondary" fields={{ by: "year" }} />
      </div>
    </>
  );
}
