import type { Metadata } from "next";
import Link from "next/link";
import { Notice, PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { Timeline } from "#app/_components/timeline.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { sum } from "#server/lib/money.ts";
import { agreedTerms } from "#server/licensing/contract/agreed-terms.ts";
import { whatNext } from "#server/licensing/lifecycle/what-next-rules.ts";
import { statusWords } from "#server/licensing/moves.ts";
import { recordable } from "#server/licensing/settlement/recordable-rules.ts";
import { CommercialTerms, Particulars } from "./agreed.tsx";
import { Changes } from "./changes.tsx";
import { InOneSentence } from "./in-one-sentence.tsx";
import { LastCharge } from "./last-charge.tsx";
import { NextThing } from "./next-thing.tsx";
import { Documents, ReportedFacts } from "./on-record.tsx";
import { PaidSoFar } from "./paid-so-far.tsx";
import { PartPages } from "./part-pages.tsx";
import { RecordSomething } from "./record-something.tsx";
import { reportingOf } from "./reporting.ts";
import { Retractions } from "./retractions.tsx";
import { timelineOf } from "./timeline-of.ts";

export async function generateMetadata({ params }: PageProps<"/licences/[reference]">): Promise<Metadata> {
  return { title: (await params).reference };
}

const done: Record<string, string> = {
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
  const asked = String((await searchParams).done);
  const message = asked === "in-force" ? inForce(documents.length) : done[asked];
  const { components } = licence.contract;
  const next = whatNext(
    {
      ...licence,
      components: agreedTerms(components),
      documents,
      upcoming: licence.upcoming.map(({ on, lines }) => ({ on, net: sum(lines.map(({ net }) => net)) })),
    },
    reporting,
    businessDate,
  );
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/licences", label: "Licences" }]}
        title={licence.title}
        status={
          <StatusTag tone={toneOf[licence.status] ?? "neutral"}>{statusWords[licence.status]}</StatusTag>
        }
        lead={reference}
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
      <InOneSentence licence={licence} />
      <NextThing next={next} />
      <Retractions reference={reference} person={person} />
      <div className="split">
        <div>
          {last && <LastCharge number={last.number} />}
          <h2>What happens when</h2>
          <Timeline items={timelineOf(licence, documents, businessDate, reporting)} />
          <Documents documents={documents} />
          <ReportedFacts licence={licence} person={person} />
          <Changes licence={licence} person={person} />
        </div>
        <aside>
          <PartPages reference={reference} licence={licence} mayAudit={may(person, "audit.read")} />
          <RecordSomething
            reference={reference}
            groups={recordable({ ...licence, components }, reporting)}
            isNhs={person?.organisation.side === "nhs"}
          />
          <PaidSoFar documents={documents} />
          <Particulars licence={licence} />
          <CommercialTerms licence={licence} />
        </aside>
      </div>
    </>
  );
}

/** Only what was billed is said to be billed: shares that are still to be allotted, or free access, are not. */
const inForce = (documents: number) =>
  documents > 0
    ? "The licence is in force. What is due was invoiced in the same moment."
    : "The licence is in force. Nothing is invoiced yet.";
