import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { formatDate, londonDate, withDates } from "#server/lib/dates.ts";

export const metadata: Metadata = { title: "Statements" };

export default async function StatementsPage({ params }: PageProps<"/licences/[reference]/statements">) {
  const { reference } = await params;
  const { licence, contract, periods } = await api.licensing.statements({ reference });
  const { businessDate } = await installation();
  const person = await viewer();
  const [stated] = contract.components.flatMap(({ terms }) => {
    const { statement, sentence } = modelOf(terms.kind);
    return statement ? [{ sentence: sentence(terms), steps: statement.steps(terms) }] : [];
  });
  const begun = periods.filter(({ from }) => from <= businessDate);
  const isOpen = ({ openFrom }: (typeof periods)[number]) => openFrom !== null && openFrom <= businessDate;
  // What is to be stated first stands first: the newest that has ended, and last the one that still runs.
  const inTurn = [...begun.filter(isOpen).reverse(), ...begun.filter((one) => !isOpen(one))];
  return (
    <>
      <PageTitle
        crumbs={[{ href: `/licences/${reference}`, label: licence.title }]}
        title="Statements"
        lead={`${reference}. What you sold or earned, period by period, and what follows from it.`}
      />
      <div className="split">
        <div>
          {begun.length === 0 && (
            <EmptyState title="No statement is due yet">
              <p className="mb-0">The first period begins with the licence.</p>
            </EmptyState>
          )}
          {inTurn.map((period) => (
            <section key={period.key} className="mb-6 border-b border-line pb-4">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <h2 className="!my-0">{withDates(period.description)}</h2>
                <StatusTag tone={toneOf[period.state] ?? "neutral"}>
                  {isOpen(period) ? stateWords(period, businessDate) : "runs"}
                </StatusTag>
              </div>
              <p className="mb-2 text-ink-2">
                Due <Day date={period.due} />
                {period.state === "late" && "; an estimate was billed until the statement is in"}
              </p>
              <ul className="mb-2 list-none p-0">
                {period.statements.map((one) => (
                  <li key={one.reference}>
                    <Link href={`/licences/${reference}/statements/${one.reference}`}>{one.reference}</Link>,{" "}
                    {one.status === "attested"
                      ? `version ${one.version}, attested`
                      : one.status === "draft"
                        ? "waits for a signatory to attest it"
                        : `refused, ${one.faults} ${one.faults === 1 ? "fault" : "faults"}`}
                    , sent by {one.madeByName} on {formatDate(londonDate(one.madeAt))}
                    {one.fileName ? ` (${one.fileName})` : ""}
                  </li>
                ))}
              </ul>
              {!isOpen(period) && period.openFrom && (
                <p className="mb-2">
                  It still runs: its statement can be sent from {formatDate(period.openFrom)}.
                </p>
              )}
              {isOpen(period) && may(person, "facts.report") && (
                <ButtonLink
                  href={`/licences/${reference}/statements/new?component=${period.component}&period=${period.from}`}
                  kind={period.state === "accepted" ? "secondary" : "primary"}
                >
                  {period.state === "accepted" ? "Restate this period" : "Prepare the statement"}
                  <span className="sr-only"> from {formatDate(period.from)}</span>
                </ButtonLink>
              )}
            </section>
          ))}
        </div>
        <aside>
          {stated && (
            <Panel title="How it is calculated">
              <p>{stated.sentence}</p>
              <ol className="mb-0 list-decimal pl-5">
                {stated.steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
            </Panel>
          )}
          {may(person, "facts.decide") && (
            <Panel title="Audit">
              <p className="mb-0">
                <Link href={`/licences/${reference}/report?fact=audited`}>Record what an audit found</Link>.
                What was not reported is billed, with interest from the day it was due; the licensee bears the
                cost above the agreed threshold.
              </p>
            </Panel>
          )}
        </aside>
      </div>
    </>
  );
}

const stateWords = ({ state, due }: { state: string; due: string | null }, today: string) =>
  state === "accepted" ? "in" : state === "late" ? "estimated" : due && due < today ? "overdue" : "due";
