import Link from "next/link";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";

type Invoice = AppOutputs["billing"]["byNumber"];

/** The credit notes that correct this document. */
export const CreditNotes = ({ creditNotes }: Pick<Invoice, "creditNotes">) => (
  <>
    <h2>Credit notes</h2>
    <ul>
      {creditNotes.map(({ number, grossPence, issuedOn }) => (
        <li key={number}>
          <Link href={`/invoices/${number}`}>{number}</Link>, <Money pence={grossPence} />,{" "}
          <Day date={issuedOn} />
        </li>
      ))}
    </ul>
  </>
);

/** Which receipts were allocated to this document; whoever may read receipts finds them by a link. */
export const Paid = ({ allocations, mayFollow }: Pick<Invoice, "allocations"> & { mayFollow: boolean }) => (
  <>
    <h2>Paid</h2>
    <Table
      caption="Allocated to this document"
      hideCaption
      rows={allocations}
      rowKey={(row) => `${row.receipt}${row.allocatedOn}${row.amountPence}`}
      empty={<p>Nothing yet.</p>}
      columns={[
        { header: "Allocated", cell: (row) => <Day date={row.allocatedOn} /> },
        {
          header: "Receipt",
          cell: (row) =>
            mayFollow && row.receipt ? (
              <Link href={`/finance/receipts/${row.receipt}`}>{row.receipt}</Link>
            ) : (
              (row.receipt ?? "bank transfer")
            ),
        },
        {
          header: "Amount",
          amount: true,
          cell: (row) =>
            row.reversedOn ? (
              <>
                <s>
                  <Money pence={row.amountPence} />
                </s>{" "}
                taken back <Day date={row.reversedOn} />
              </>
            ) : (
              <Money pence={row.amountPence} />
            ),
        },
      ]}
    />
  </>
);
