import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { Form, TextArea } from "#app/_components/form.tsx";
import { EmptyState, Facts, Notice, PageTitle, Panel, Warning } from "#app/_components/layout-parts.tsx";
import { modelFace } from "#app/_components/models.ts";
import { Day, Money } from "#app/_components/money.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { Timeline } from "#app/_components/timeline.tsx";
import { Workings } from "#app/_components/workings.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { reviveSteps } from "#server/commercial-models/engine/stored.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import { addDays, civil, formatDate } from "#server/lib/dates.ts";
import { termsInWords } from "#server/licensing/contract/terms-in-words.ts";
import { allows, statusWords } from "#server/licensing/moves.ts";
import { factForms } from "#server/licensing/settlement/facts-form.ts";
import { serviceId } from "#server/quoting/service.ts";
import { suspendOrRestore } from "./actions.ts";
import { PartPages } from "./part-pages.tsx";
import { reportingOf } from "./reporting.ts";
import { timelineOf } from "./timeline-of.ts";

export async function generateMetadata({ params }: PageProps<"/licences/[reference]">): Promise<Metadata> {
  return { title: (await params).reference };
}

const done: Record<string, string> = {
  "in-force": "The licence is in force. What is due was invoiced in the same moment.",
  reported: "It is on record. What follows from it is billed within the minute, or on its day.",
  "end-proposed": "The end is proposed. An approver decides.",
  suspended: "Access is suspended.",
  restored: "Access is restored exactly as it was.",
};

export default async function LicencePage({ params, searchParams }: PageProps<"/licences/[reference]">) {
  const { reference } = await params;
  const licence = await api.licensing.licenceByReference({ reference });
  const { rows: documents } = await api.billing.invoices({ licence: reference });
  const person = await viewer();
  const { businessDate } = await installation();
  const reporting = reportingOf(person);
  const forms = licence.contract.components.flatMap(({ id, terms }) =>
    factForms[terms.kind as Kind]
      .filter(({ by }) => reporting[by])
      .map((form) => ({ ...form, component: id })),
  );
  const statesPeriods = licence.obligations.some(
    ({ kind }) => kind === "royalty_report" || kind === "profit_statement",
  );
  const last = documents.find(({ type }) => type !== "credit_note");
  const lastWhole = last && (await api.billing.byNumber({ number: last.number }));
  const message = done[String((await searchParams).done)];
  const paid = documents
    .filter(({ type }) => type !== "credit_note")
    .reduce((sum, row) => sum + (row.payablePence - row.outstandingPence), 0n);
  const open = documents.reduce((sum, { outstandingPence }) => sum + outstandingPence, 0n);
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
      <PartPages reference={reference} components={licence.contract.components} />
      {(forms.length > 0 || statesPeriods) && licence.status !== "expired" && (
        <div className="actions">
          {statesPeriods && <ButtonLink href={`/licences/${reference}/statements`}>Statements</ButtonLink>}
          {forms.map(({ fact, title, component }) => (
            <ButtonLink
              key={`${component} ${fact}`}
              href={`/licences/${reference}/report?fact=${fact}&component=${component}`}
              kind="secondary"
            >
              {component === serviceId ? `${title} (service)` : title}
            </ButtonLink>
          ))}
        </div>
      )}
      {licence.contract.components.some(({ terms }) => terms.kind === "usage_based") && (
        <p>
          <Link href={`/licences/${reference}/usage`}>Usage against charge, day by day</Link>
        </p>
      )}
      <div className="split">
        <div>
          {lastWhole && (
            <>
              <h2 className="!mt-0">How the last charge came about</h2>
              {lastWhole.lines.map((line) => (
                <Workings
                  key={line.id}
                  kind={line.kind}
                  lines={reviveSteps(line.parts)}
                  total={line.netPence}
                  totalLabel={`${lastWhole.number}, without VAT`}
                />
              ))}
              <p>
                <Link href={`/invoices/${lastWhole.number}`}>{lastWhole.number}</Link>:{" "}
                <Money pence={lastWhole.netPence} /> and VAT <Money pence={lastWhole.vatPence} />, due{" "}
                <Day date={lastWhole.dueOn} />.
              </p>
            </>
          )}
          <h2>What happens when</h2>
          <Timeline items={timelineOf(licence, documents, businessDate, reporting)} />
          <h2>Documents</h2>
          <Table
            caption="Documents of this licence"
            hideCaption
            rows={documents}
            rowKey={({ number }) => number}
            empty={<EmptyState title="Nothing has been billed yet" />}
            columns={[
              { header: "Number", cell: (row) => <Link href={`/invoices/${row.number}`}>{row.number}</Link> },
              { header: "Issued", cell: (row) => <Day date={row.issuedOn} /> },
              { header: "Due", cell: (row) => <Day date={row.dueOn} /> },
              { header: "Total", amount: true, cell: (row) => <Money pence={row.grossPence} /> },
              { header: "Open", amount: true, cell: (row) => <Money pence={row.outstandingPence} /> },
            ]}
          />
          <h2>What was reported</h2>
          <Table
            caption="Facts under this licence"
            hideCaption
            rows={licence.facts}
            rowKey={({ id }) => id}
            empty={<p>Nothing yet.</p>}
            columns={[
              { header: "About", cell: (row) => <Day date={row.on} /> },
              { header: "What", cell: (row) => row.kind.replaceAll("_", " ") },
              {
                header: "Named",
                cell: (row) => `${row.factId}${row.version > 1 ? `, version ${row.version}` : ""}`,
              },
              { header: "By", cell: (row) => row.reportedByName },
              { header: "Known", cell: (row) => <Day date={row.known} /> },
            ]}
          />
        </div>
        <aside>
          <Panel title="Paid so far">
            <p className="mb-0 text-[1.625rem] font-semibold">
              <Money pence={paid} />
            </p>
            <p className="mb-0 text-[0.9375rem]">
              {open > 0n ? (
                <>
                  <Money pence={open} /> is open
                </>
              ) : (
                "Nothing is open"
              )}
              , VAT included
            </p>
          </Panel>
          <Facts
            items={[
              ["Licensee", licence.organisation],
              [
                "Dataset",
                <Link key="set" href={`/datasets/${licence.dataset.slug}`}>
                  {licence.dataset.title}
                </Link>,
              ],
              ["Purpose", licence.contract.purpose],
              ["People", `${licence.contract.users} named users`],
              ["Where", licence.contract.environment],
              ["Access", licence.entitlements.map(({ status }) => status).join(", ")],
              [
                "Contract",
                <a key="pdf" href={`/licences/${reference}/contract.pdf`}>
                  signed PDF
                </a>,
              ],
              ["Signed by", licence.signatures.map(({ typedName }) => typedName).join(" and ")],
              [
                "Offer",
                <Link key="offer" href={`/offers/${licence.offer}`}>
                  {licence.offer}
                </Link>,
              ],
            ]}
          />
          <Panel title="Commercial terms">
            <dl className="block text-[0.9375rem]">
              {licence.contract.components.flatMap(({ id, terms }) =>
                termsInWords(terms).map(({ label, value }) => (
                  <div key={`${id} ${label}`} className="mb-1">
                    <dt className="inline text-ink-2">{label}: </dt>
                    <dd className="inline">{value}</dd>
                  </div>
                )),
              )}
            </dl>
          </Panel>
          {may(person, "facts.decide") &&
            allows("licence", licence.status, licence.status === "suspended" ? "restore" : "suspend") && (
              <details>
                <summary>{licence.status === "suspended" ? "Restore access" : "Suspend access"}</summary>
                <Form
                  action={suspendOrRestore}
                  submit={licence.status === "suspended" ? "Restore" : "Suspend"}
                  kind="danger"
                  fields={{ reference, move: licence.status === "suspended" ? "restore" : "suspend" }}
                >
                  <TextArea name="reason" label="Why?" />
                </Form>
              </details>
            )}
          {may(person, "licence.propose_end") && allows("licence", licence.status, "terminate") && (
            <p>
              <Link href={`/licences/${reference}/end`}>Propose to end this licence early</Link>
            </p>
          )}
        </aside>
      </div>
    </>
  );
}
