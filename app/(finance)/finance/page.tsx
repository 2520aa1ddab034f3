import type { Metadata } from "next";
import Link from "next/link";
import { BarChart, StackedBar } from "#app/_components/chart.tsx";
import { Lately } from "#app/_components/lately.tsx";
import { Figures, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { kindsInOrder } from "#app/_components/models.ts";
import { Money } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { Table } from "#app/_components/table.tsx";
import { Tasks } from "#app/_components/tasks.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { formatDate } from "#server/lib/dates.ts";
import { sum } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";

export const metadata: Metadata = { title: "Finance" };

type Finance = AppOutputs["reporting"]["finance"];

export default async function FinancePage() {
  const { month, figures, latePromises, tasks, ages, models, months, control } =
    await api.reporting.finance();
  return (
    <>
      <PageTitle title={monthName(month.from)} lead={`As of ${formatDate(month.today)}, VAT included`} />
      <Figures
        items={[
          {
            label: "Billed",
            value: <Money pence={figures.billedPence} />,
            note: counted(figures.documents, "document"),
            href: "/finance/invoices",
          },
          {
            label: "Received",
            value: <Money pence={figures.receivedPence} />,
            note: counted(figures.receipts, "receipt"),
            href: "/finance/receipts",
          },
          {
            label: "Unexplained",
            value: <Money pence={control.unexplainedPence} />,
            note: "received from nobody we know yet",
            href: "/finance/receipts?state=open",
            ...(control.unexplainedPence > 0n && { tone: "bad" as const }),
          },
          {
            label: "Overdue",
            value: <Money pence={figures.overduePence} />,
            note: `${counted(figures.late, "document")}, ${counted(figures.lateCustomers, "customer")}`,
            href: "/finance/invoices?state=overdue",
          },
          {
            label: "Late from licensees",
            value: latePromises,
            note: "statements and other promises",
            href: "/finance/late",
          },
        ]}
      />
      <div className="split">
        <div>
          <h2 className="!mt-0">Needs you</h2>
          <Tasks
            tasks={tasks}
            today={month.today}
            empty="Receipts to explain, credits and runs to approve will be listed here."
          />
          <Lately />
          <StackedBar
            title="Outstanding by age"
            parts={ages.map(({ age, openPence }) => ({
              name: ageFace[age].name,
              colour: ageFace[age].colour,
              value: openPence,
              href: `/finance/invoices?age=${age}`,
            }))}
          />
          <ByModel rows={models} />
          <BarChart
            title="Billed and received, last twelve months"
            series={[
              { name: "Billed", colour: "#005eb8" },
              { name: "Received", colour: "#007f3b" },
            ]}
            bars={months.map(({ month: day, billedPence, receivedPence }) => ({
              label: monthName(day),
              values: [billedPence, receivedPence],
            }))}
          />
        </div>
        <aside>
          <Reconciled control={control} />
          <Panel title="In the ledger">
            <Sums
              rows={[
                ["Bank, 1200", control.bankPence],
                ["Deferred income, 2100", control.deferredPence],
                ["Output VAT, 2200", control.outputVatPence],
                ["Customer credit, 2310", control.customerCreditPence],
                ["Refunds payable, 2500", control.refundsPence],
              ]}
            />
          </Panel>
          <p>
            <Link href="/finance/exports">Take the reconciliation and ledger files</Link>
          </p>
        </aside>
      </div>
    </>
  );
}

/** "April 2026". */
const monthName = (day: string) => formatDate(day).split(" ").slice(1).join(" ");

const ageFace = {
  not_due: { name: "Not due", colour: "#005eb8" },
  "1-30": { name: "1 to 30 days", colour: "#41b6e6" },
  "31-60": { name: "31 to 60 days", colour: "#ffb81c" },
  "61-90": { name: "61 to 90 days", colour: "#ed8b00" },
  over_90: { name: "Over 90 days", colour: "#d5281b" },
} as const;

function ByModel({ rows }: { rows: Finance["models"] }) {
  const nothing = {
    billedPence: 0n,
    receivedPence: 0n,
    outstandingPence: 0n,
    deferredPence: 0n,
    inKindPence: 0n,
  };
  const all = kindsInOrder.map((kind) => ({ ...nothing, ...rows.find((row) => row.kind === kind), kind }));
  const column = (header: string, of: keyof typeof nothing) => ({
    header,
    amount: true,
    cell: (row: (typeof all)[number]) => (row[of] === 0n ? "–" : <Money pence={row[of]} />),
    total: <Money pence={sum(all.map((row) => row[of]))} />,
  });
  return (
    <div id="by-model">
      <Table
        caption="To date, by model"
        rows={all}
        rowKey={({ kind }) => kind}
        columns={[
          {
            header: "Model",
            cell: ({ kind }) => (
              <Link href={`/finance/invoices?kind=${kind}`}>
                <ModelBadge kind={kind} />
              </Link>
            ),
            total: "All nine",
          },
          column("Billed", "billedPence"),
          column("Received", "receivedPence"),
          column("Outstanding", "outstandingPence"),
          column("Deferred", "deferredPence"),
          column("In kind", "inKindPence"),
        ]}
      />
    </div>
  );
}

/** Two ways to the same figure: they agree, or somebody has to look. */
function Reconciled({ control }: { control: Finance["control"] }) {
  const difference = control.suspensePence - control.unexplainedPence;
  return (
    <Panel title="Reconciled">
      <Sums
        rows={[
          ["Receivables, 1100", control.receivablePence],
          ["of it to be paid in money", control.openPence],
          ["of it to be delivered in kind", control.receivablePence - control.openPence],
          ["Suspense, 2300", control.suspensePence],
          ["Receipts unexplained", control.unexplainedPence],
        ]}
      />
      <p
        className={`mb-0 flex justify-between font-semibold ${difference === 0n ? "text-good" : "text-error"}`}
      >
        <span>Difference</span>
        <Money pence={difference} />
      </p>
    </Panel>
  );
}

const Sums = ({ rows }: { rows: readonly (readonly [string, bigint])[] }) => (
  <dl className="mb-2">
    {rows.map(([label, value]) => (
      <div key={label} className="flex justify-between gap-4 border-b border-line py-2">
        <dt>{label}</dt>
        <dd className="amount">
          <Money pence={value} />
        </dd>
      </div>
    ))}
  </dl>
);
