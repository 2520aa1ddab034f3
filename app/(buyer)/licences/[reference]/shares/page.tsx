import type { Metadata } from "next";
import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, Facts, Figures, PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import {
  countInWords,
  ownershipInWords,
  rightsInWords,
  signed,
  withCounts,
} from "#server/licensing/holdings/in-words.ts";

export const metadata: Metadata = { title: "Shares" };

export default async function SharesPage({ params }: PageProps<"/licences/[reference]/shares">) {
  const { reference } = await params;
  const page = await api.licensing.shares({ reference });
  const forms = may(await viewer(), "facts.decide") ? modelOf("equity_share").forms : [];
  const { totals } = page;
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/licences", label: "Licences" },
          { href: `/licences/${reference}`, label: page.title },
        ]}
        title={`Shares in ${page.company}`}
        lead={`${reference}: ${page.holder} holds ${countInWords(page.held)} ${page.shareClass} shares on ${formatDate(page.asOf)}.`}
      />
      <Figures
        items={[
          {
            label: "Held",
            value: countInWords(page.held),
            note: page.ownership === null ? undefined : `${ownershipInWords(page.ownership)} of the company`,
          },
          { label: "Cost", value: pounds(totals.cost), note: "agreed and nominal value" },
          {
            label: "Fair value",
            value: pounds(totals.fairValue),
            note: totals.escrow > 0n ? `and ${pounds(totals.escrow)} in escrow` : "of what is held",
          },
          {
            label: "Money received",
            value: pounds(totals.dividends + totals.proceeds),
            note: `${pounds(totals.dividends)} dividends, ${pounds(totals.proceeds)} from shares that went`,
          },
          {
            label: totals.gain < 0n ? "Loss so far" : "Gain so far",
            value: pounds(totals.gain),
            note: "value and money, less cost",
            ...(totals.gain < 0n && { tone: "bad" as const }),
          },
        ]}
      />
      <div className="actions">
        <ButtonLink href={`/licences/${reference}/shares/statement.pdf`} kind="secondary">
          Holding statement (PDF)
        </ButtonLink>
      </div>
      <h2>The register</h2>
      <Table
        caption="Every event of the holding, first to last"
        hideCaption
        rows={page.register.map((entry, index) => ({ ...entry, index }))}
        rowKey={({ index }) => String(index)}
        empty={
          <EmptyState title="No share was allotted yet">
            <p className="mb-0">The register begins with the allotment, which the NHS records.</p>
          </EmptyState>
        }
        columns={[
          { header: "Event", cell: ({ event }) => withCounts(event) },
          { header: "Day", cell: ({ on }) => <Day date={on} /> },
          {
            header: "Change",
            amount: true,
            cell: ({ change }) => (change === 0n ? "none" : signed(change)),
          },
          { header: "Held", amount: true, cell: ({ held }) => countInWords(held) },
          { header: "Of the company", amount: true, cell: ({ ownership }) => ownershipInWords(ownership) },
          { header: "Carried at", amount: true, cell: ({ carrying }) => <Money pence={carrying} /> },
          { header: "Money", amount: true, cell: ({ cash }) => <Money pence={cash} /> },
        ]}
      />
      <div className="split">
        <div>
          <h2 className="!mt-0">What is due</h2>
          <Table
            caption="What the company still owes"
            hideCaption
            rows={page.due}
            rowKey={({ key }) => key}
            columns={[
              { header: "What", cell: ({ description }) => withCounts(description) },
              { header: "Due", cell: ({ due }) => <Day date={due} /> },
              {
                header: "Amount",
                amount: true,
                cell: ({ amount }) => (amount === null ? "none" : pounds(amount)),
              },
              {
                header: "State",
                cell: ({ state, due }) =>
                  state === "due" && due && due < page.asOf ? (
                    <StatusTag tone="bad">overdue</StatusTag>
                  ) : (
                    <StatusTag tone={toneOf[state] ?? "neutral"}>
                      {state === "accepted" ? "received" : state}
                    </StatusTag>
                  ),
              },
            ]}
          />
          <h2>Rights that go with the shares</h2>
          <Facts items={rightsInWords(page)} />
        </div>
        <aside>
          {forms.length > 0 && (
            <Panel title="Record what happened">
              <ul className="!m-0 list-none !p-0">
                {forms.map(({ fact, title }) => (
                  <li key={fact} className="py-1">
                    <a href={`/licences/${reference}/report?fact=${fact}`}>{title}</a>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </aside>
      </div>
    </>
  );
}
