import Link from "next/link";
import { EmptyState } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { isRetractable } from "#server/licensing/settlement/retraction-rules.ts";

/** What was billed under the licence. */
export const Documents = ({ documents }: { documents: AppOutputs["billing"]["invoices"]["rows"] }) => (
  <>
    <h2>Documents</h2>
    <Table
      caption="Documents of this licence"
      hideCaption
      rows={documents}
      rowKey={({ number }) => number}
      empty={<EmptyState title="Nothing has been billed yet" />}
      columns={[
        { header: "Number", cell: (row) => <Link href={`/invoices/${row.number}`}>{row.number}</Link> },
        { header: "Issued", cell: (row) => <Day date={row.issuedOn} /> },
        { header: "Due", cell: (row) => <Day date={row.dueOn} /> },
        { header: "Total", amount: true, cell: (row) => <Money pence={row.grossPence} /> },
        { header: "Open", amount: true, cell: (row) => <Money pence={row.outstandingPence} /> },
      ]}
    />
  </>
);

/** What was used, sold, handed in or decided: every charge goes back to one of these. */
export const ReportedFacts = ({
  licence: { reference, facts },
  person,
}: {
  licence: AppOutputs["licensing"]["licenceByReference"];
  person: AppOutputs["access"]["viewer"];
}) => (
  <>
    <h2>What was reported</h2>
    <Table
      caption="Facts under this licence"
      hideCaption
      rows={facts}
      rowKey={({ id }) => id}
      empty={<p>Nothing yet.</p>}
      columns={[
        { header: "About", cell: (row) => <Day date={row.on} /> },
        {
          header: "What",
          cell: (row) => `${row.kind.replaceAll("_", " ")}${row.retracted ? ", taken back" : ""}`,
        },
        {
          header: "Named",
          cell: (row) => `${row.factId}${row.version > 1 ? `, version ${row.version}` : ""}`,
        },
        { header: "By", cell: (row) => row.reportedByName },
        { header: "Known", cell: (row) => <Day date={row.known} /> },
        ...(may(person, "facts.propose_retraction")
          ? [
              {
                header: "Wrong?",
                cell: (row: (typeof facts)[number]) =>
                  isRetractable(row, facts) && (
                    <Link
                      href={`/licences/${reference}/retract?${new URLSearchParams({ fact: row.factId, version: String(row.version) })}`}
                    >
                      Take back<span className="sr-only">: {row.factId}</span>
                    </Link>
                  ),
              },
            ]
          : []),
      ]}
    />
  </>
);
