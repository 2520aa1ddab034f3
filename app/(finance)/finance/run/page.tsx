import type { Metadata } from "next";
import Link from "next/link";
import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { Decision } from "#app/_components/decision.tsx";
import { Notice, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { LookAgain } from "#app/_components/look-again.tsx";
import { Day } from "#app/_components/money.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { formatDate } from "#server/lib/dates.ts";
import { decideCredit, decideRun, proposeRun } from "./actions.ts";

export const metadata: Metadata = { title: "Daily run" };

const done: Record<string, string> = {
  proposed: "The run is proposed. Another finance officer starts it.",
  ran: "The run begins. In a moment it is listed below, with how far it is.",
  refused: "It is refused; nothing was done.",
  credited: "The credit note is issued.",
};

type Run = AppOutputs["billing"]["runs"][number];

/** Finished, finished with what it had to leave, or failed and why. */
function RunState({ run }: { run: Run }) {
  if (run.status === "failed")
    return (
      <>
        <StatusTag tone="bad">failed</StatusTag> {run.problem}
      </>
    );
  if (run.licencesParked > 0)
    return (
      <>
        <StatusTag tone="wait">{run.status}</StatusTag>{" "}
        <Link href="/finance/parked">{run.licencesParked} parked</Link>
      </>
    );
  return <StatusTag tone={run.status === "finished" ? "good" : "wait"}>{run.status}</StatusTag>;
}

/** How far the runs are that have not ended, looked at again until they have. */
function Running({ runs, awaited }: { runs: readonly Run[]; awaited: boolean }) {
  const running = runs.filter(({ status }) => status === "running");
  return (
    <>
      <p role="status">
        {running.map(
          ({ forDay, licences, licencesDone }) =>
            `The run for ${formatDate(forDay)} goes on: ${count(licencesDone)} of ${count(licences)} licences. `,
        )}
      </p>
      {(awaited || running.length > 0) && (
        <p>
          <LookAgain href="/finance/run#runs" />
        </p>
      )}
    </>
  );
}

const count = (many: number) => many.toLocaleString("en-GB");

/** "under a second", "3 seconds", "12 minutes"; nothing while it goes on. */
function tookInWords({ startedAt, finishedAt }: Run): string {
  if (!finishedAt) return "";
  const seconds = Math.round((finishedAt.getTime() - startedAt.getTime()) / 1000);
  if (seconds < 1) return "under a second";
  const [many, unit] = seconds < 120 ? [seconds, "second"] : [Math.round(seconds / 60), "minute"];
  return `${count(many)} ${unit}${many === 1 ? "" : "s"}`;
}

export default async function RunPage({ searchParams }: PageProps<"/finance/run">) {
  const runs = await api.billing.runs();
  const proposals = await api.licensing.financeProposals();
  const { businessDate } = await installation();
  const person = await viewer();
  const message = done[String((await searchParams).done)];
  const waiting = proposals.filter(({ kind }) => kind === "daily_run" || kind === "credit_note");
  return (
    <>
      <PageTitle
        title="Daily run"
        lead="Bills what has fallen due, releases what has been earned, lets offers lapse and licences end. It runs every night; it may be repeated or interrupted without harm."
      />
      {message && <Notice>{message}</Notice>}
      <div className="split">
        <div>
          <h2 className="!mt-0">Waits for a second person</h2>
          {waiting.length === 0 && <p>Nothing.</p>}
          <ul className="!max-w-none list-none p-0">
            {waiting.map((proposal) => (
              <li key={proposal.id} className="border-t border-line py-3">
                <p className="mb-2">
                  <strong>
                    {proposal.kind === "daily_run"
                      ? `Daily run for ${proposal.subject}`
                      : `Credit on ${proposal.subject}`}
                  </strong>
                  , proposed by {proposal.proposedByName}: {proposal.reason}
                </p>
                {may(person, proposal.kind === "daily_run" ? "run.approve" : "credit.approve") &&
                  proposal.proposedBy !== person?.id && (
                    <Decision
                      id={proposal.id}
                      action={proposal.kind === "daily_run" ? decideRun : decideCredit}
                      yes={proposal.kind === "daily_run" ? "Start the run" : "Issue the credit note"}
                    />
                  )}
              </li>
            ))}
          </ul>
          <h2 id="runs">Runs</h2>
          <Running runs={runs} awaited={message === done.ran} />
          <Table
            caption="The last fifty runs"
            hideCaption
            rows={runs}
            rowKey={({ id }) => String(id)}
            empty={<p>The first run comes tonight.</p>}
            columns={[
              { header: "For", cell: (row) => <Day date={row.forDay} /> },
              { header: "Started by", cell: (row) => row.startedBy },
              {
                header: "Licences",
                amount: true,
                cell: (row) => `${count(row.licencesDone)} of ${count(row.licences)}`,
              },
              { header: "Documents", amount: true, cell: (row) => count(row.documentsIssued) },
              { header: "Took", amount: true, cell: (row) => tookInWords(row) },
              {
                header: "State",
                cell: (row) => <RunState run={row} />,
              },
            ]}
          />
        </div>
        {may(person, "run.propose") && (
          <aside>
            <Panel title="Run it by hand">
              <p>
                For <Day date={businessDate} />. Two people start it: you propose, a colleague agrees.
              </p>
              <ConfirmedForm action={proposeRun} submit="Propose a run" kind="secondary" />
            </Panel>
          </aside>
        )}
      </div>
    </>
  );
}
