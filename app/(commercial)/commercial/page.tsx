import type { Metadata } from "next";
import Link from "next/link";
import { BarChart } from "#app/_components/chart.tsx";
import { Lately } from "#app/_components/lately.tsx";
import { EmptyState, Figures, PageTitle } from "#app/_components/layout-parts.tsx";
import { kindsInOrder, modelFace } from "#app/_components/models.ts";
import { Money } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { Tasks } from "#app/_components/tasks.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { installation } from "#app/_trpc/viewer.ts";
import { sum } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { type OfferStatus, offerWords } from "#server/licensing/moves.ts";
import { offerStates } from "#server/licensing/negotiation/filter.ts";

export const metadata: Metadata = { title: "Commercial" };

type Commercial = AppOutputs["reporting"]["commercial"];
const standing: readonly OfferStatus[] = ["offered", "approved", "part_signed"];

export default async function CommercialPage() {
  const { tasks, applications, offers, licences, latePromises } = await api.reporting.commercial();
  const { businessDate } = await installation();
  const open = offers.filter(({ state }) => standing.includes(state));
  const total = (count: (row: Commercial["licences"][number]) => number) =>
    licences.reduce((all, row) => all + count(row), 0);
  return (
    <>
      <PageTitle title="Deals" lead="What is on its way, what is in force, and what waits for you." />
      <Figures
        items={[
          {
            label: "Applications to decide",
            value: applications.submitted,
            href: "/commercial/pipeline",
          },
          {
            label: "Offers that stand",
            value: <Money pence={sum(open.map(({ valuePence }) => valuePence))} />,
            note: counted(
              open.reduce((all, { count }) => all + count, 0),
              "offer",
            ),
            href: "/commercial/pipeline?state=offered",
          },
          {
            label: "Licences in force",
            value: <Money pence={sum(licences.map(({ valuePence }) => valuePence))} />,
            note: counted(
              total(({ inForce }) => inForce),
              "licence",
            ),
            href: "/licences?status=in_force",
          },
          {
            label: "Ending within 90 days",
            value: total(({ ending }) => ending),
            href: "/licences?status=in_force",
          },
          {
            label: "Late from licensees",
            value: latePromises,
            note: "statements and other promises",
            href: "/finance/late",
          },
        ]}
      />
      <h2>Needs you</h2>
      <Tasks
        tasks={tasks}
        today={businessDate}
        empty="Applications to decide, offers to approve or sign and licences to end early will be listed here."
      />
      <Lately />
      <Pipeline offers={offers} submitted={applications.submitted} />
      <InForce licences={licences} />
    </>
  );
}

function Pipeline({ offers, submitted }: { offers: Commercial["offers"]; submitted: number }) {
  const rows = [
    { state: "submitted" as const, words: "Applications to decide", count: submitted, valuePence: null },
    ...offerStates.map((state) => {
      const found = offers.find((row) => row.state === state);
      return {
        state,
        words: `Offers: ${offerWords.nhs[state]}`,
        count: found?.count ?? 0,
        valuePence: found?.valuePence ?? 0n,
      };
    }),
  ];
  return (
    <Table
      caption="Pipeline by state"
      rows={rows}
      rowKey={({ state }) => state}
      columns={[
        {
          header: "State",
          cell: ({ state, words }) => <StatusTag tone={toneOf[state] ?? "neutral"}>{words}</StatusTag>,
        },
        {
          header: "Number",
          amount: true,
          cell: ({ state, words, count }) => (
            <Link
              href={state === "submitted" ? "/commercial/pipeline" : `/commercial/pipeline?state=${state}`}
            >
              {count}
              <span className="sr-only"> {words}</span>
            </Link>
          ),
        },
        {
          header: "Worth over the term",
          amount: true,
          cell: ({ valuePence }) => (valuePence === null ? "not offered yet" : <Money pence={valuePence} />),
        },
      ]}
    />
  );
}

function InForce({ licences }: { licences: Commercial["licences"] }) {
  if (licences.length === 0)
    return <EmptyState title="No licence yet">Licences in force appear here by model.</EmptyState>;
  const rows = kindsInOrder.map((kind) => ({
    inForce: 0,
    ended: 0,
    valuePence: 0n,
    ...licences.find((row) => row.kind === kind),
    kind,
  }));
  return (
    <>
      <BarChart
        title="Value of licences in force, by model"
        series={[{ name: "Value over the term", colour: "#005eb8" }]}
        bars={rows.map(({ kind, valuePence }) => ({
          label: `${modelFace[kind].number} ${modelFace[kind].title}`,
          values: [valuePence],
          href: `/licences?status=in_force&kind=${kind}`,
        }))}
      />
      <Table
        caption="Licences by model"
        rows={rows}
        rowKey={({ kind }) => kind}
        columns={[
          {
            header: "Model",
            cell: ({ kind }) => (
              <Link href={`/licences?kind=${kind}`}>
                <ModelBadge kind={kind} />
              </Link>
            ),
            total: "All nine",
          },
          {
            header: "In force",
            amount: true,
            cell: ({ inForce }) => inForce,
            total: rows.reduce((all, { inForce }) => all + inForce, 0),
          },
          {
            header: "Worth over the term",
            amount: true,
            cell: ({ valuePence }) => <Money pence={valuePence} />,
            total: <Money pence={sum(rows.map(({ valuePence }) => valuePence))} />,
          },
          {
            header: "Ended",
            amount: true,
            cell: ({ ended }) => ended,
            total: rows.reduce((all, { ended }) => all + ended, 0),
          },
        ]}
      />
    </>
  );
}
