import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { FileLink } from "../files/file-link.tsx";

type File = NonNullable<
  AppOutputs["licensing"]["deliverables"]["deliverables"][number]["history"][number]["file"]
>;

/** A file with what the check found, line by line of its specification. */
export const Findings = ({ reference, file }: { reference: string; file: File }) => {
  const { verdict, passes, unknown, faults, faultCount } = file.findings;
  return (
    <>
      <FileLink reference={reference} file={file} />
      <p className="mb-1">
        <StatusTag tone={passes ? "good" : "bad"}>
          {passes ? "passes the check" : "fails the check"}
        </StatusTag>
      </p>
      <Table
        caption={`What the check of ${file.name} found`}
        hideCaption
        rows={verdict}
        rowKey={({ asked }) => asked}
        columns={[
          { header: "Asked for", cell: ({ asked }) => asked },
          { header: "Found", cell: ({ found }) => found },
          { header: "Enough", cell: ({ met }) => (met ? "Yes" : <strong className="text-error">No</strong>) },
        ]}
      />
      {unknown.length > 0 && <p>Columns that nobody asked for: {unknown.join(", ")}.</p>}
      {faults.length > 1 && (
        <details>
          <summary>
            The first {faults.length} of {faultCount} lines that are wrong
          </summary>
          <ul>
            {faults.map(({ line, sentence }) => (
              <li key={`${line} ${sentence}`}>
                Line {line}: {sentence}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
};
