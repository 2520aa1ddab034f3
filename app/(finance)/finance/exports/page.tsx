import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { DateField, Form, RadioField } from "#app/_components/form.tsx";
import { PageTitle, Panel } from "#app/_components/layout-parts.tsx";
import { LookAgain } from "#app/_components/look-again.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation } from "#app/_trpc/viewer.ts";
import { addMonths, civil, firstOfMonth } from "#server/lib/dates.ts";
import { exportRange } from "#server/reconciliation/range.ts";
import { askForExport } from "./actions.ts";
import { type ExportFile, File, isUnfinished, titleOf } from "./file.tsx";

export const metadata: Metadata = { title: "Exports" };

const kinds = [
  {
    value: "reconciliation",
    label: "Reconciliation",
    hint: "One row a line of an invoice, debit or credit note issued on these days; credit notes count below zero",
  },
  { value: "ledger", label: "Ledger", hint: "One row a transfer with an accounting date on these days" },
];

export default async function ExportsPage({ searchParams }: PageProps<"/finance/exports">) {
  const files = await api.reporting.exportFiles();
  const { businessDate } = await installation();
  const asked = await searchParams;
  // A year, this month included, unless other days are asked for.
  const year = { from: addMonths(firstOfMonth(civil(businessDate)), -11), to: businessDate };
  const { data: days = year } = exportRange.safeParse(asked);
  const query = new URLSearchParams({ from: days.from, to: days.to });
  return (
    <>
      <PageTitle
        title="Exports"
        lead="What was billed, paid and booked, row by row, with totals and a fingerprint to check a file against."
      />
      <Form action={askForExport} submit="Make the file" fields={{ requestKey: randomUUID() }}>
        <RadioField name="name" label="File" value="reconciliation" options={kinds} />
        <div className="flex flex-wrap gap-x-4">
          <DateField name="from" label="From" value={days.from} />
          <DateField name="to" label="Up to and including" value={days.to} />
        </div>
      </Form>
      {/* Without "#files": to a place on the same page no browser goes by asking for it anew. */}
      <Files files={files} here={`/finance/exports?${query}`} />
      <Panel title="How to check a file">
        <p>
          SHA-256 of the whole file is the fingerprint beside it. The last cell of each row is the fingerprint
          of that row, and the last cell of the TOTAL row that of everything above it. The same days give the
          same bytes as long as nothing has changed since.
        </p>
        <p className="mb-0">
          <a href={`/finance/exports/control.json?${query}`} download>
            Download control.json
          </a>{" "}
          of these days and keep it elsewhere: it holds the totals and fingerprints of both files as they are
          now, and the ends of the audit chains, which show later whether anything was cut off.
        </p>
      </Panel>
    </>
  );
}

function Files({ files, here }: { files: readonly ExportFile[]; here: string }) {
  const unfinished = files.filter(isUnfinished);
  return (
    <section id="files">
      <h2>Files</h2>
      <p role="status">
        {unfinished.length > 0
          ? `Being made: ${unfinished.map(titleOf).join("; ")}.`
          : files.length > 0 && "All files are made."}
      </p>
      {unfinished.length > 0 && (
        <p>
          <LookAgain href={here} />
        </p>
      )}
      {files.length === 0 && <p>None yet. A file is kept for a week, for everybody who may take it.</p>}
      <ul className="!max-w-none list-none p-0">
        {files.map((file) => (
          <File key={file.id} file={file} />
        ))}
      </ul>
    </section>
  );
}
