import type { Metadata } from "next";
import Link from "next/link";
import { Notice, PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { modelFace } from "#app/_components/models.ts";
import { Day } from "#app/_components/money.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { Timeline } from "#app/_components/timeline.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { addDays, civil, formatDate } from "#server/lib/dates.ts";
import { statusWords } from "#server/licensing/moves.ts";
import { CommercialTerms, Particulars } from "./agreed.tsx";
import { LastCharge } from "./last-charge.tsx";
import { Documents, ReportedFacts } from "./on-record.tsx";
import { PaidSoFar } from "./paid-so-far.tsx";
import { PartPages } from "./part-pages.tsx";
import { reportingOf } from "./reporting.ts";
import { Retractions } from "./retractions.tsx";
import { timelineOf } from "./timeline-of.ts";
import { WaysOut } from "./ways-out.tsx";
import { WhatToReport } from "./what-to-report.tsx";

export async function generateMetadata({ params }: PageProps<"/licences/[reference]">): Promise<Metadata> {
  return { title: (await params).reference };
}

const done: Record<string, string> = {
  "in-force": "The licence is in force. What is due was invoiced in the same moment.",
  reported: "It is on record. What follows from it is billed within the minute, or on its day.",
  "end-proposed": "The end is proposed. An approver decides.",
  suspended: "Access is suspended.",
  restored: "Access is restored exactly as it was.",
  "retraction-proposed": "It is proposed to take it back. A colleague decides.",
  retracted: "It is taken back. What was billed for it is credited within the minute.",
  kept: "It stays as it was reported.",
};

export default async function LicencePage({ params, searchParams }: PageProps<"/licences/[reference]">) {
  const { reference } = await params;
  const licence = await api.licensing.licenceByReference({ reference });
  const { rows: documents } = await api.billing.invoices({ licence: reference });
  const person = await viewer();
  const { businessDate } = await installation();
  const reporting = reportingOf(person);
  const last = documents.find(({ type }) => type !== "credit_note");
  const message = done[String((await searchParams).done)];
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/licences", label: "Licences" }]}
        title={licence.title}
        status={
          <StatusTag tone={toneOf[licence.status] ?? "neutral"}>{statusWords[licence.status]}</StatusTag>
        }
        lead={`${modelFace[licence.kind].number} ${modelFace[licence.kind].title} · ${reference} · ${formatDate(licence.startsOn)} to ${formatDate(addDays(civil(licence.endsOn), -1))}`}
      />
      {message && <Notice>{message}</Notice>}
      {licence.status === "suspended" && <Warning>Access is suspended. Charges go on as agreed.</Warning>}
      {licence.endedOn && (
        <Warning>
          Ended on <Day date={licence.endedOn} />: {licence.endedReason}
        </Warning>
      )}
      {licence.parked && (
        <Warning>
          Nothing is billed under this licence for now. {licence.parked.reason}.{" "}
          <Link href="/finance/parked">What is parked</Link>
        </Warning>
      )}
      <Retractions reference={reference} person={person} />
      <PartPages reference={reference} components={licence.contract.components} />
      <WhatToReport licence={licence} reporting={reporting} />
      <div className="split">
        <div>
          {last && <LastCharge number={last.number} />}
          <h2>What happens when</h2>
          <Timeline items={timelineOf(licence, documents, businessDate, reporting)} />
          <Documents documents={documents} />
          <ReportedFacts licence={licence} person={person} />
        </div>
        <aside>
          <PaidSoFar documents={documents} />
          <Particulars licence={licence} />
          <CommercialTerms licence={licence} />
          <WaysOut licence={licence} person={person} />
        </aside>
      </div>
    </>
  );
}
