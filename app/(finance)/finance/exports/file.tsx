import { StatusTag, type Tone } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";

export type ExportFile = AppOutputs["reporting"]["exportFiles"][number];

const titles: Record<ExportFile["name"], string> = { reconciliation: "Reconciliation", ledger: "Ledger" };
const states: Record<ExportFile["status"], readonly [Tone, string]> = {
  waiting: ["wait", "waiting"],
  being_made: ["info", "being made"],
  ready: ["good", "ready"],
  failed: ["bad", "failed"],
};

export const titleOf = ({ name, fromDay, toDay }: ExportFile) =>
  `${titles[name]}, ${formatDate(fromDay)} to ${formatDate(toDay)}`;

export const isUnfinished = ({ status }: ExportFile) => status === "waiting" || status === "being_made";

/** One file: what it is of, how far its making has come, and when it is ready what is in it. */
export function File({ file }: { file: ExportFile }) {
  const [tone, words] = states[file.status];
  return (
    <li className="border-t border-line py-4">
      <h3 className="!mt-0 flex flex-wrap items-center gap-x-3">
        {titleOf(file)} <StatusTag tone={tone}>{words}</StatusTag>
      </h3>
      <p className="text-ink-2">
        Asked for by {file.askedByName}. What is outstanding is as of {formatDate(file.asOf)}.
      </p>
      {isUnfinished(file) && <HowFar file={file} />}
      {file.status === "failed" && <p>{file.problem}</p>}
      {file.status === "ready" && <Ready file={file} />}
    </li>
  );
}

function HowFar({ file: { id, rowsDone, rowsExpected } }: { file: ExportFile }) {
  if (rowsExpected === null) return <p>It waits for its turn.</p>;
  return (
    <p>
      <label htmlFor={`made-${id}`} className="block">
        {counted(rowsDone)} of {counted(rowsExpected)} rows
      </label>
      <progress id={`made-${id}`} value={rowsDone} max={Math.max(1, rowsExpected)} />
    </p>
  );
}

function Ready({ file }: { file: ExportFile }) {
  return (
    <>
      <p className="actions">
        <a className="button button-primary" href={`/finance/exports/files/${file.id}`} download>
          Download {file.name}.csv
        </a>
        <span>
          {counted(file.rowsDone)} rows, {inKilobytes(file.sizeBytes ?? 0)}
          {file.expiresAt && `, kept until ${at(file.expiresAt)}`}
        </span>
      </p>
      <p className="!max-w-none">
        SHA-256 <code className="break-all text-[0.875rem]">{file.sha256}</code>
      </p>
      <details>
        <summary>Show its control totals</summary>
        <div className="max-w-md">
          <Table
            caption={`Control totals of ${titleOf(file)}${file.knownAt ? `, as known ${at(file.knownAt)}` : ""}`}
            rows={Object.entries(file.totals ?? {})}
            rowKey={([name]) => name}
            columns={[
              { header: "Total", cell: ([name]) => totals[name] ?? name },
              {
                header: "Amount",
                amount: true,
                cell: ([name, total]) => (counts.has(name) ? counted(Number(total)) : pounds(BigInt(total))),
              },
            ]}
          />
        </div>
      </details>
    </>
  );
}

const totals: Record<string, string> = {
  documents: "Documents",
  lines: "Lines",
  net: "Net",
  vat: "VAT",
  gross: "With VAT",
  payable: "Payable in money",
  allocated: "Allocated",
  outstanding: "Outstanding",
  transfers: "Transfers",
  debits: "Debits",
  credits: "Credits",
};
const counts = new Set(["documents", "lines", "transfers"]);

const counted = (count: number) => count.toLocaleString("en-GB");
const inKilobytes = (bytes: number) => `${counted(Math.ceil(bytes / 1024))} KB`;
const at = (instant: Date) =>
  instant.toLocaleString("en-GB", { timeZone: "Europe/London", dateStyle: "long", timeStyle: "short" });
