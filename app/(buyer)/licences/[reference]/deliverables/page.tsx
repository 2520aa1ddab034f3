import type { Metadata } from "next";
import Link from "next/link";
import { typeWords } from "#app/_components/invoice-table.tsx";
import { EmptyState, Figures, Notice, PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { formatDate, withDates } from "#server/lib/dates.ts";
import { percent, pounds, sum } from "#server/lib/money.ts";
import { Deliverable } from "./deliverable.tsx";
import { DecisionForm, HandInForm } from "./forms.tsx";
import { anchorOf, stateWords, toneOf } from "./words.ts";

export const metadata: Metadata = { title: "Deliverables" };

const done: Record<string, string> = {
  "handed-in": "It is handed in, and the file passes the check. The NHS accepts or rejects it.",
  "handed-in-failing":
    "It is handed in, but the file fails the check: read the findings below. The NHS may reject it; you may hand in a better one.",
  accepted: "It is accepted. The partner invoices it, and what was charged for it follows.",
  rejected: "It is rejected. The clock goes on, and it can be handed in again.",
};

export default async function DeliverablesPage({
  params,
  searchParams,
}: PageProps<"/licences/[reference]/deliverables">) {
  const { reference } = await params;
  const page = await api.licensing.deliverables({ reference });
  const { rows: documents } = await api.billing.invoices({ licence: reference });
  const { businessDate } = await installation();
  const person = await viewer();
  const isOver = businessDate >= page.longStop;
  const open = page.deliverables.filter(({ acceptedOn }) => acceptedOn === null);
  const waiting = page.deliverables.flatMap(({ waiting: handedIn, name, history }) => {
    const last = history.find(({ factId }) => factId === handedIn);
    return handedIn && last ? [{ handedIn, name, on: last.on, file: last.file?.name ?? null }] : [];
  });
  const mayHandIn = may(person, "facts.report") && open.length > 0 && !isOver;
  const mayDecide = may(person, "facts.decide") && !isOver;
  const message = done[String((await searchParams).done)];
  const damages = sum(page.deliverables.map(({ damagesSoFar }) => damagesSoFar?.net ?? 0n));
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/licences", label: "Licences" },
          { href: `/licences/${reference}`, label: page.title },
        ]}
        title="What is handed in instead of money"
        lead={`${reference}: a curated dataset worth ${pounds(page.agreedValue)} ${page.valueBasis === "exclusive" ? "without VAT" : "with VAT"}, all of it accepted before ${formatDate(page.longStop)}.`}
      />
      {message && <Notice>{message}</Notice>}
      {isOver && page.fee && (
        <Warning>
          {page.endedEarly ? "The licence ended" : "The long-stop date was"} on <Day date={page.longStop} />.
          What was not accepted before became a fee of <Money pence={page.fee.net} /> without VAT, and its
          part of the invoice paid in kind is credited.
        </Warning>
      )}
      <Figures
        items={[
          {
            label: isOver ? "Accepted" : "Still to be accepted",
            value: isOver
              ? `${page.deliverables.length - open.length} of ${page.deliverables.length}`
              : `${open.length} of ${page.deliverables.length}`,
            note: isOver ? undefined : nextDue(open),
          },
          {
            label: isOver ? "Damages for delay" : "Damages so far",
            value: pounds(damages),
            note: page.damagesBpPerWeek
              ? `${percent(page.damagesBpPerWeek)} of its value for each started week late, at most ${percent(page.damagesCapBp)}`
              : "This contract asks for none",
            ...(damages > 0n && { tone: "bad" as const }),
          },
          {
            label: isOver ? "Fee for what was not accepted" : "Fee if nothing more is accepted",
            value: pounds(page.fee?.net ?? 0n),
            note: page.fee ? `without VAT, on ${formatDate(page.fee.on)}` : "All is accepted",
          },
        ]}
      />
      {(mayHandIn || (mayDecide && waiting.length > 0)) && (
        <p className="min-[900px]:hidden">
          <a href="#your-part">{mayHandIn ? "Hand in a file" : "Accept or reject what was handed in"}</a>
        </p>
      )}
      <div className="split">
        <div>
          <h2 className="!mt-0">What is due</h2>
          <Table
            caption="Deliverables of this licence"
            hideCaption
            rows={page.deliverables}
            rowKey={({ name }) => name}
            columns={[
              { header: "Deliverable", cell: ({ name }) => <a href={`#${anchorOf(name)}`}>{name}</a> },
              { header: "Due", cell: ({ due }) => <Day date={due} /> },
              { header: "Part", amount: true, cell: ({ weightBp }) => percent(weightBp) },
              { header: "Value, no VAT", amount: true, cell: ({ net }) => <Money pence={net} /> },
              {
                header: "State",
                cell: ({ state }) => <StatusTag tone={toneOf[state]}>{stateWords[state]}</StatusTag>,
              },
              { header: "Days late", amount: true, cell: ({ daysLate }) => daysLate },
              {
                header: "Damages",
                amount: true,
                cell: ({ damagesSoFar }) => <Money pence={damagesSoFar?.net ?? 0n} />,
              },
            ]}
          />
          {page.deliverables.map((one) => (
            <Deliverable key={one.name} reference={reference} one={one} isOver={isOver} />
          ))}
          <h2>What this part of the licence charges, and when</h2>
          <p>
            Without VAT. A later line of the same name replaces the one before; the difference is credited.
          </p>
          <Table
            caption="Charges in order of their day"
            hideCaption
            rows={page.charges.flatMap(({ key, on, lines }, index) =>
              lines.map((line, step) => ({ ...line, id: `${key} ${index} ${step}`, on })),
            )}
            rowKey={({ id }) => id}
            columns={[
              {
                header: "What",
                cell: ({ description, workings }) => (
                  <span>
                    {description}
                    <span className="block text-[0.9375rem] font-normal text-ink-2">
                      {withDates(workings)}
                    </span>
                  </span>
                ),
              },
              {
                header: "When",
                cell: ({ on }) => (
                  <>
                    <Day date={on} />
                    {on > businessDate && ", if nothing more is accepted"}
                  </>
                ),
              },
              { header: "Amount", amount: true, cell: ({ net }) => <Money pence={net} /> },
            ]}
          />
          <h2>What was billed</h2>
          <Table
            caption="Documents of this licence"
            hideCaption
            rows={documents}
            rowKey={({ number }) => number}
            empty={<EmptyState title="Nothing has been billed yet" />}
            columns={[
              { header: "Number", cell: (row) => <Link href={`/invoices/${row.number}`}>{row.number}</Link> },
              { header: "What", cell: (row) => typeWords[row.type] },
              { header: "Issued", cell: (row) => <Day date={row.issuedOn} /> },
              { header: "Net", amount: true, cell: (row) => <Money pence={row.netPence} /> },
              { header: "With VAT", amount: true, cell: (row) => <Money pence={row.grossPence} /> },
            ]}
          />
        </div>
        <aside id="your-part">
          {mayHandIn && <HandInForm reference={reference} names={open.map(({ name }) => name)} />}
          {mayDecide && <DecisionForm reference={reference} waiting={waiting} today={businessDate} />}
          {!mayHandIn && !mayDecide && (
            <p className="text-ink-2">
              A member of the licensee hands in; a commercial manager of the NHS accepts or rejects.
            </p>
          )}
        </aside>
      </div>
    </>
  );
}

function nextDue(open: readonly { name: string; due: string }[]) {
  const [next] = [...open].sort((a, b) => (a.due < b.due ? -1 : 1));
  return next ? `${next.name} is due on ${formatDate(next.due)}` : "Nothing is open";
}
