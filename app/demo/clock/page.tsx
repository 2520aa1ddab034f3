import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { installation } from "#app/_trpc/viewer.ts";
import { ButtonForm } from "#app/account/button-form.tsx";
import { isCivil } from "#server/lib/dates.ts";
import { moveClock } from "./actions.ts";

export const metadata: Metadata = { title: "Demo clock" };

const longDay = (day: string) =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString("en-GB", { timeZone: "UTC", dateStyle: "full" });

export default async function ClockPage({ searchParams }: PageProps<"/demo/clock">) {
  const { demo, businessDate } = await installation();
  if (!demo) notFound();
  const happened = await searchParams;
  const from = String(happened.from ?? "");
  const documents = Number(happened.documents) || 0;
  return (
    <>
      <h1>It is {longDay(businessDate)}</h1>
      {isCivil(from) && (
        <p role="status">
          The date moved on from {longDay(from)}.{" "}
          {documents === 0
            ? "No document fell due on the way."
            : `Issued on the way: ${documents} documents.`}
        </p>
      )}
      <p>
        This is the business date of the demonstration: it decides what falls due. Move it on, and everything
        that falls due on the way happens, such as invoices and the end of licences. It cannot be moved back.
      </p>
      <div className="flex flex-wrap gap-3">
        <ButtonForm action={moveClock} fields={{ by: "day" }} label="One day on" />
        <ButtonForm action={moveClock} fields={{ by: "month" }} label="One month on" />
        <ButtonForm action={moveClock} fields={{ by: "year" }} label="One year on" />
      </div>
    </>
  );
}
