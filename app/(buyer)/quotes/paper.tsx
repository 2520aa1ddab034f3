import { Figures } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { formatDate, withDates } from "#server/lib/dates.ts";
import { pounds, sum } from "#server/lib/money.ts";
import type { QuoteBody, QuoteLine } from "#server/quoting/body.ts";
import { daysInWords, lineTitle, workingsOf } from "#server/quoting/reading.ts";
import { PaperAside } from "./paper-aside.tsx";

/** A quote as it is read: totals first, then years, every line with its workings, what it leaves out, and the days. */
export function QuotePaper({ body }: { body: QuoteBody }) {
  const { total, years, term } = body;
  return (
    <>
      <Figures
        items={[
          {
            label: "Total, with VAT",
            value: <Money pence={total.gross} />,
            note: `from ${formatDate(term.from)} to ${formatDate(body.lastDay)}`,
          },
          { label: "Without VAT", value: <Money pence={total.net} />, note: `VAT ${pounds(total.vat)}` },
          { label: "For the data", value: <Money pence={body.model} />, note: "the model, without VAT" },
          {
            label: "For the service",
            value: <Money pence={body.service} />,
            note: body.serviceIncluded ? "at cost, without VAT" : "not included: you bring what is needed",
          },
        ]}
      />
      <div className="split">
        <div>
          <Table
            caption="What is billed, by contract year"
            rows={years}
            rowKey={({ title }) => title}
            columns={[
              {
                header: "Contract year",
                total: "Total",
                cell: ({ title, from, to }) => (
                  <>
                    {title}
                    <span className="block font-normal text-ink-2">{daysInWords({ from, to })}</span>
                  </>
                ),
              },
              money("Once", ({ once }) => once, sum(years.map(({ once }) => once))),
              money("Yearly", ({ yearly }) => yearly, sum(years.map(({ yearly }) => yearly))),
              money("Without VAT", ({ net }) => net, total.net),
              money("VAT", ({ vat }) => vat, total.vat),
              money("With VAT", ({ gross }) => gross, total.gross),
            ]}
          />
          {body.first && (
            <p>
              First invoice: {pounds(body.first.gross)} with {pounds(body.first.vat)} of VAT, on{" "}
              {formatDate(body.first.on)}.
            </p>
          )}
          <h2>How it comes about</h2>
          {years.map(({ year, title, gross }) => (
            <details key={title} open={year === 0} className="mb-3 !max-w-none">
              <summary>
                {title}: every line, {pounds(gross)} with VAT
              </summary>
              <Lines body={body} lines={body.lines.filter((line) => line.year === year)} title={title} />
            </details>
          ))}
          {body.notInTotal.length > 0 && (
            <>
              <h2>Not in this total</h2>
              <ul>
                {body.notInTotal.map((words) => (
                  <li key={words}>{words}.</li>
                ))}
              </ul>
            </>
          )}
          <h2>What is taken for granted</h2>
          <ul>
            {body.assumed.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
        <PaperAside body={body} />
      </div>
    </>
  );
}

const billedWhen = ({ cadence, on }: QuoteLine) =>
  cadence === "monthly" ? (
    <>
      Monthly, from <Day date={on} />
    </>
  ) : (
    <Day date={on} />
  );

type Year = QuoteBody["years"][number];

const money = (header: string, of: (year: Year) => bigint, total: bigint) => ({
  header,
  amount: true,
  total: <Money pence={total} />,
  cell: (year: Year) => <Money pence={of(year)} />,
});

const Lines = ({ body, lines, title }: { body: QuoteBody; lines: QuoteLine[]; title: string }) => (
  <Table
    caption={`Lines of ${title.toLowerCase()}`}
    hideCaption
    rows={lines.map((line, index) => ({ ...line, index }))}
    rowKey={({ index }) => String(index)}
    empty={<p>Nothing is billed.</p>}
    columns={[
      {
        header: "What",
        cell: (line) => (
          <>
            {line.description}
            <span className="block font-normal text-ink-2">{withDates(workingsOf(line))}</span>
          </>
        ),
      },
      { header: "For", cell: (line) => lineTitle(body, line) },
      { header: "Billed", cell: billedWhen },
      { header: "Without VAT", amount: true, cell: ({ net }) => <Money pence={net} /> },
      {
        header: "VAT",
        amount: true,
        cell: ({ vat, vatRateBp }) => (
          <>
            <Money pence={vat} />
            <span className="block text-ink-2">{vatRateBp / 100}%</span>
          </>
        ),
      },
    ]}
  />
);
