import Link from "next/link";
import { typeWords } from "#app/_components/invoice-table.tsx";
import { EmptyState } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { withDates } from "#server/lib/dates.ts";

/** What this part of the licence charges, with the sum behind each line. */
export const Charges = ({
  charges,
  businessDate,
}: {
  charges: AppOutputs["licensing"]["deliverables"]["charges"];
  businessDate: string;
}) => (
  <Table
    caption="Charges in order of their day"
    hideCaption
    rows={charges.flatMap(({ key, on, lines }, index) =>
      lines.map((line, step) => ({ ...line, id: `${key} ${index} ${step}`, on })),
    )}
    rowKey={({ id }) => id}
    columns={[
      {
        header: "What",
        cell: ({ description, workings }) => (
          <span>
            {description}
            <span className="block text-[0.9375rem] font-normal text-ink-2">{withDates(workings)}</span>
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
);

/** The documents that were issued, in kind and in money. */
export const Billed = ({ documents }: { documents: AppOutputs["billing"]["invoices"]["rows"] }) => (
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
);
