import type { Metadata } from "next";
import Link from "next/link";
import { BeforeApplying } from "#app/_components/before-applying.tsx";
import { ButtonLink } from "#app/_components/button.tsx";
import { StillToCome } from "#app/_components/due-table.tsx";
import { Lately } from "#app/_components/lately.tsx";
import { EmptyState, Figures, PageTitle } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { Tasks } from "#app/_components/tasks.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { addDays, civil } from "#server/lib/dates.ts";
import { statusWords } from "#server/licensing/moves.ts";

export const metadata: Metadata = { title: "Workspace" };

type Workspace = AppOutputs["reporting"]["workspace"];

export default async function WorkspacePage() {
  const { tasks, beyond, figures, licences, documents } = await api.reporting.workspace();
  const needed = tasks.length + beyond.due;
  const [person, { businessDate }] = await Promise.all([viewer(), installation()]);
  return (
    <>
      <PageTitle
        title={
          needed === 0
            ? "Nothing waits for you"
            : `${needed === 1 ? "One thing needs" : `${needed} things need`} you`
        }
        lead={person?.organisation.name}
      />
      <Figures
        items={[
          { label: "Licences in force", value: figures.inForce, href: "/licences?status=in_force" },
          { label: "Applications with the NHS", value: figures.applications, href: "/applications" },
          {
            label: "To pay",
            value: <Money pence={figures.outstandingPence} />,
            note: `${figures.unpaid} ${figures.unpaid === 1 ? "invoice" : "invoices"}`,
            href: "/invoices?state=open",
          },
          {
            label: "Overdue",
            value: <Money pence={figures.overduePence} />,
            href: "/invoices?state=overdue",
            ...(figures.overduePence > 0n && { tone: "bad" as const }),
          },
        ]}
      />
      <BeforeApplying buyer />
      <h2>Needs you</h2>
      <Tasks
        tasks={tasks}
        today={businessDate}
        empty="Offers to sign, statements to hand in and invoices to pay will be listed here."
      />
      <StillToCome licences={beyond.unsettled} />
      <p>
        <Link href="/workspace/due">
          {beyond.due > 0 ? `All that is due, ${beyond.due} more` : "All that is due, by kind"}
        </Link>
      </p>
      <Lately />
      <Licences rows={licences} />
      <Documents rows={documents} />
    </>
  );
}

const Licences = ({ rows }: { rows: Workspace["licences"] }) => (
  <>
    <Table
      caption="Licences"
      rows={rows}
      rowKey={({ reference }) => reference}
      empty={
        <EmptyState title="No licence yet">
          <p>Find a dataset, compare the nine models, and apply.</p>
          <ButtonLink href="/catalogue">Browse the catalogue</ButtonLink>
        </EmptyState>
      }
      columns={[
        {
          header: "Licence",
          cell: ({ reference, title }) => (
            <>
              <Link href={`/licences/${reference}`}>{reference}</Link> {title}
            </>
          ),
        },
        { header: "Model", cell: ({ kind }) => <ModelBadge kind={kind} /> },
        {
          header: "State",
          cell: ({ status }) => (
            <StatusTag tone={toneOf[status] ?? "neutral"}>{statusWords[status]}</StatusTag>
          ),
        },
        { header: "From", cell: ({ startsOn }) => <Day date={startsOn} /> },
        { header: "Last day", cell: ({ endsOn }) => <Day date={addDays(civil(endsOn), -1)} /> },
      ]}
    />
    {rows.length > 0 && (
      <p>
        <Link href="/licences">All licences</Link>
      </p>
    )}
  </>
);

const Documents = ({ rows }: { rows: Workspace["documents"] }) => (
  <>
    <Table
      caption="Recent invoices and credit notes"
      rows={rows}
      rowKey={({ number }) => number}
      empty={<EmptyState title="No invoice yet">Invoices appear here on the day they are issued.</EmptyState>}
      columns={[
        {
          header: "Number",
          cell: ({ number }) => <Link href={`/invoices/${number}`}>{number}</Link>,
        },
        { header: "Licence", cell: ({ title }) => title },
        { header: "Issued", cell: ({ issuedOn }) => <Day date={issuedOn} /> },
        { header: "Due", cell: ({ dueOn }) => (dueOn ? <Day date={dueOn} /> : "no payment due") },
        { header: "With VAT", amount: true, cell: ({ grossPence }) => <Money pence={grossPence} /> },
        {
          header: "To pay",
          amount: true,
          cell: ({ outstandingPence }) => <Money pence={outstandingPence} />,
        },
      ]}
    />
    {rows.length > 0 && (
      <p>
        <Link href="/invoices">All invoices</Link>
      </p>
    )}
  </>
);
