import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { EmptyState, Facts, Figures, PageTitle, Warning } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { Workings } from "#app/_components/workings.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { installation, viewer } from "#app/_trpc/viewer.ts";
import { formatDate, withDates } from "#server/lib/dates.ts";
import { percent, pounds } from "#server/lib/money.ts";
import { factForms } from "#server/licensing/settlement/facts-form.ts";
import { serviceId } from "#server/quoting/service.ts";
import { CostBar } from "./cost-bar.tsx";

export const metadata: Metadata = { title: "Costs" };

export default async function CostsPage({ params, searchParams }: PageProps<"/licences/[reference]/costs">) {
  const { reference } = await params;
  const { part } = await searchParams;
  const page = await api.licensing.costs({ reference, ...(typeof part === "string" && { part }) });
  const { businessDate } = await installation();
  const forms = may(await viewer(), "facts.decide") ? factForms.cost_recovery : [];
  const { account, terms } = page;
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/licences", label: "Licences" },
          { href: `/licences/${reference}`, label: page.title },
        ]}
        title={page.part === serviceId ? "What the service has cost" : "What the work has cost"}
        lead={`${reference}: never more than it cost${account.cap === null ? "" : `, and never more than ${pounds(account.cap)}`}, without VAT. ${page.finished ? `The work was complete on ${formatDate(page.finished)}.` : "The work goes on."}`}
      />
      {page.unrecovered > 0n && (
        <Warning>
          The work came to <Money pence={page.unrecovered} /> more than the cap. That is not charged, now or
          later.
        </Warning>
      )}
      <Figures
        items={[
          {
            label: "Cost so far",
            value: pounds(account.actual),
            note: account.estimate === null ? "without an estimate" : `estimated ${pounds(account.estimate)}`,
          },
          {
            label: "Billed so far",
            value: pounds(page.billed),
            note: page.deposit > 0n ? `${pounds(page.deposit)} of it as the deposit` : "no deposit",
            href: `/licences/${reference}`,
          },
          {
            label: "Remaining under the cap",
            value: page.remaining === null ? "no cap" : pounds(page.remaining),
            note: account.cap === null ? undefined : `of ${pounds(account.cap)}`,
          },
          {
            label: "Above the cap, not charged",
            value: pounds(page.unrecovered),
            ...(page.unrecovered > 0n && { tone: "bad" as const }),
          },
        ]}
      />
      {forms.length > 0 && (
        <div className="actions">
          {forms.map(({ fact, title }) => (
            <ButtonLink
              key={fact}
              href={`/licences/${reference}/report?fact=${fact}&component=${page.part}`}
              kind="secondary"
            >
              {title}
            </ButtonLink>
          ))}
        </div>
      )}
      <CostBar {...account} />
      <div className="split">
        <div>
          <h2 className="!mt-0">Line by line</h2>
          {account.lines.length === 0 ? (
            <EmptyState title="No work was recorded yet">
              <p className="mb-0">What the NHS does for this licence stands here, line by line.</p>
            </EmptyState>
          ) : (
            <Workings
              kind="cost_recovery"
              lines={[
                ...account.lines,
                ...(page.unrecovered > 0n
                  ? [
                      {
                        description: "Above the cap, not charged",
                        workings: `never more than ${pounds(account.bill)}`,
                        net: -page.unrecovered,
                      },
                    ]
                  : []),
              ]}
              total={account.bill}
              totalLabel="To be charged in all, without VAT"
            />
          )}
          <h2>Charges in order of their day</h2>
          <Table
            caption="Charges of this part, without VAT"
            hideCaption
            rows={page.charges.map((charge, index) => ({ ...charge, index }))}
            rowKey={({ index }) => String(index)}
            empty={<p>Nothing is charged yet.</p>}
            columns={[
              {
                header: "What",
                cell: ({ key, lines }) => (
                  <span>
                    {nameOf(key, lines[0]?.description)}
                    <span className="block text-[0.9375rem] font-normal text-ink-2">
                      {lines
                        .map(({ description, workings }) => `${description}: ${withDates(workings)}`)
                        .join("; ")}
                    </span>
                  </span>
                ),
              },
              {
                header: "When",
                cell: ({ on }) => (
                  <>
                    <Day date={on} />
                    {on > businessDate && ", to come"}
                  </>
                ),
              },
              { header: "Amount", amount: true, cell: ({ net }) => <Money pence={net} /> },
            ]}
          />
          <p>
            The documents stand on <Link href={`/licences/${reference}`}>the page of the licence</Link>.
          </p>
        </div>
        <aside>
          <h2 className="!mt-0">What was agreed</h2>
          <Facts
            items={[
              ["Estimate", terms.estimate === undefined ? "none" : pounds(terms.estimate)],
              ["Cap", terms.cap === undefined ? "none" : pounds(terms.cap)],
              [
                "Deposit",
                terms.depositBp > 0 ? `${percent(terms.depositBp)} of the estimate, at signature` : "none",
              ],
              ["Billed", terms.billed === "monthly" ? "at each month's end" : "when the work is complete"],
              [
                "Late costs",
                page.latest
                  ? `billed when known by ${formatDate(page.latest)}`
                  : `billed when known within ${terms.lateCostDays} days of completion`,
              ],
              ...(page.reviews > 0n ? [["Yearly reviews", pounds(page.reviews)] as const] : []),
            ]}
          />
          <h2>Rate card</h2>
          <Facts items={Object.entries(terms.rates).map(([name, rate]) => [name, pounds(rate)] as const)} />
          <h2>Change orders</h2>
          {page.orders.length === 0 ? (
            <p>None: the estimate and the cap stand as they were signed.</p>
          ) : (
            <ol className="list-none !p-0">
              {page.orders.map(({ on, estimate, cap }) => (
                <li key={on} className="mb-2">
                  <Day date={on} />: estimate <Money pence={estimate} />
                  {cap === null ? (
                    ", cap as before"
                  ) : (
                    <>
                      , cap <Money pence={cap} />
                    </>
                  )}
                </li>
              ))}
            </ol>
          )}
          {page.tooLate.length > 0 && (
            <>
              <h2>Known too late to be charged</h2>
              <ul>
                {page.tooLate.map(({ on, known, what }) => (
                  <li key={`${on} ${known} ${what}`}>
                    {what} of {formatDate(on)}, known on {formatDate(known)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </aside>
      </div>
    </>
  );
}

/** Charges are known by the end of their key; a month's is known by its first line. */
const nameOf = (key: string, otherwise = "Charge") =>
  ({ deposit: "Deposit", final: "Final account", review: "Yearly review" })[key.split("/").at(-1)!] ??
  otherwise;
