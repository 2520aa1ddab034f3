import type { Metadata } from "next";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Field } from "#app/_components/field.tsx";
import { PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { api } from "#app/_trpc/server.ts";
import { installation } from "#app/_trpc/viewer.ts";
import { addMonths, civil, firstOfMonth, formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { exportRange } from "#server/reconciliation/sheet.ts";

export const metadata: Metadata = { title: "Exports" };

type Control = AppOutputs["reporting"]["exportControl"];

export default async function ExportsPage({ searchParams }: PageProps<"/finance/exports">) {
  const { businessDate } = await installation();
  const asked = await searchParams;
  // A year, this month included, unless other days are asked for.
  const typed = {
    from: String(asked.from ?? addMonths(firstOfMonth(civil(businessDate)), -11)),
    to: String(asked.to ?? businessDate),
  };
  const range = exportRange.safeParse(typed);
  const errors = range.success
    ? {}
    : Object.fromEntries(range.error.issues.map(({ path, message }) => [path.join("."), message]));
  // Asks also when the days are wrong, so that nobody sees this page who may not.
  const control = await api.reporting.exportControl(
    range.success ? range.data : { from: businessDate, to: businessDate },
  );
  return (
    <>
      <PageTitle
        title="Exports"
        lead="What was billed, paid and booked, row by row, with totals and a fingerprint to check a file against."
      />
      <ErrorSummary errors={errors} />
      <form className="flex flex-wrap items-end gap-x-4">
        {(["from", "to"] as const).map((name) => (
          <Field
            key={name}
            name={name}
            label={name === "from" ? "From" : "Up to and including"}
            error={errors[name]}
          >
            <input type="date" name={name} defaultValue={typed[name]} />
          </Field>
        ))}
        <div className="mb-5">
          <Button kind="secondary">Show these days</Button>
        </div>
      </form>
      {range.success && <Files control={control} query={`from=${range.data.from}&to=${range.data.to}`} />}
    </>
  );
}

function Files({
  control: { from, to, on, reconciliation, ledger, heads },
  query,
}: {
  control: Control;
  query: string;
}) {
  const days = `${formatDate(from)} to ${formatDate(to)}`;
  return (
    <>
      <File
        title={`Reconciliation, ${days}`}
        href={`/finance/exports/reconciliation.csv?${query}`}
        label="Download reconciliation.csv"
        about={`One row a line of an invoice, debit or credit note issued on these days; credit notes count below zero. What is outstanding is as of ${formatDate(on)}.`}
        file={reconciliation}
        names={reconciliationTotals}
      />
      <File
        title={`Ledger, ${days}`}
        href={`/finance/exports/ledger.csv?${query}`}
        label="Download ledger.csv"
        about="One row a transfer with an accounting date on these days."
        file={ledger}
        names={ledgerTotals}
      />
      <Panel title="How to check a file">
        <p>
          SHA-256 of the whole file is the fingerprint above, as long as nothing has changed since. The last
          cell of each row is the fingerprint of that row, and the last cell of the TOTAL row that of
          everything above it.
        </p>
        <p className="mb-0">
          <a href={`/finance/exports/control.json?${query}`} download>
            Download control.json
          </a>{" "}
          and keep it elsewhere: it holds the totals, the fingerprints and the ends of the {heads.length}{" "}
          audit chains, which show later whether anything was cut off.
        </p>
      </Panel>
      <details>
        <summary>Show the ends of the audit chains</summary>
        <Table
          caption="Ends of the audit chains"
          hideCaption
          rows={heads}
          rowKey={({ chain }) => chain}
          columns={[
            { header: "Chain", cell: ({ chain }) => <Fingerprint text={chain} /> },
            { header: "Events", amount: true, cell: ({ sequence }) => sequence },
            { header: "Fingerprint of the last", cell: ({ hash }) => <Fingerprint text={hash} /> },
          ]}
        />
      </details>
    </>
  );
}

const reconciliationTotals = {
  documents: "Documents",
  lines: "Lines",
  net: "Net",
  vat: "VAT",
  gross: "With VAT",
  payable: "Payable in money",
  allocated: "Allocated",
  outstanding: "Outstanding",
};
const ledgerTotals = { transfers: "Transfers", debits: "Debits", credits: "Credits" };
const counts = new Set(["documents", "lines", "transfers"]);

function File({
  title,
  about,
  href,
  label,
  file,
  names,
}: {
  title: string;
  about: string;
  href: string;
  label: string;
  file: Control["ledger"];
  names: Record<string, string>;
}) {
  const shown = (name: string) => {
    const total = file.totals[name] ?? 0n;
    return counts.has(name) ? String(total) : pounds(total);
  };
  return (
    <section className="mb-8">
      <h2>{title}</h2>
      <p>{about}</p>
      <div className="max-w-md">
        <Table
          caption={`Control totals of ${title}`}
          hideCaption
          rows={Object.entries(names)}
          rowKey={([name]) => name}
          columns={[
            { header: "Total", cell: ([, words]) => words },
            { header: "Amount", amount: true, cell: ([name]) => shown(name) },
          ]}
        />
      </div>
      <p className="!max-w-none">
        SHA-256 <Fingerprint text={file.sha256} />
      </p>
      <a className="button button-primary" href={href} download>
        {label}
      </a>
    </section>
  );
}

const Fingerprint = ({ text }: { text: string }) => <code className="break-all text-[0.875rem]">{text}</code>;
