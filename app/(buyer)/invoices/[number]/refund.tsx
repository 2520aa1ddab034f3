import Link from "next/link";
import { Panel } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { pounds } from "#server/lib/money.ts";

type Refund = AppOutputs["billing"]["refund"];
type Invoice = AppOutputs["billing"]["byNumber"];

/** What a credit note did: what it took off its original, what we owe of it, and how that was settled. */
export function Credited({
  invoice,
  refund,
  settle,
}: {
  invoice: Invoice;
  refund: Refund;
  /** Where finance settles it; null for others. */
  settle: string | null;
}) {
  const customer = (invoice.buyer as { name: string }).name;
  const { takenOffPence, inKindPence } = invoice.standing;
  return (
    <Panel title="What it does">
      {takenOffPence > 0n && (
        <p>
          <Money pence={takenOffPence} /> less is outstanding on{" "}
          <Link href={`/invoices/${invoice.corrects}`}>{invoice.corrects}</Link>.
        </p>
      )}
      {inKindPence > 0n && (
        <p>
          <Money pence={inKindPence} /> of what was paid in kind is credited; no money moves for it.
        </p>
      )}
      {refund.leftPence > 0n ? (
        <p>
          <strong>
            We owe {customer} {pounds(refund.leftPence)}
          </strong>
          : it is set off against the next invoices, or paid back.
        </p>
      ) : (
        refund.owed && <p>Nothing is left to refund: what was paid already is set off or paid back.</p>
      )}
      {refund.parts.length > 0 && <RefundParts parts={refund.parts} takeBack={null} />}
      {settle && refund.owed && (
        <p className="mb-0">
          <Link href={settle}>
            {refund.leftPence > 0n ? "Set it off, or record that it was paid" : "See the refund"}
          </Link>
        </p>
      )}
    </Panel>
  );
}

/** How a refund was settled, part by part; whoever may, takes one back. */
export const RefundParts = ({ parts, takeBack }: { parts: Refund["parts"]; takeBack: string | null }) => (
  <Table
    caption="How it was settled"
    hideCaption
    rows={parts}
    rowKey={({ id }) => id}
    empty={<p>Nothing was settled yet.</p>}
    columns={[
      { header: "On", cell: (row) => <Day date={row.on} /> },
      {
        header: "How",
        cell: (row) =>
          row.against ? (
            <>
              set off against <Link href={`/invoices/${row.against}`}>{row.against}</Link>
            </>
          ) : (
            `paid back, ${row.bankReference}`
          ),
      },
      {
        header: "Amount",
        amount: true,
        cell: (row) =>
          row.takenBackOn ? (
            <>
              <s>
                <Money pence={row.amountPence} />
              </s>{" "}
              taken back <Day date={row.takenBackOn} />
            </>
          ) : (
            <Money pence={row.amountPence} />
          ),
      },
      ...(takeBack
        ? [
            {
              header: "Taken back",
              cell: (row: Refund["parts"][number]) =>
                row.takenBackOn ? (
                  row.takenBackBecause
                ) : (
                  <Link href={`${takeBack}?refund=${row.id}`}>Take back</Link>
                ),
            },
          ]
        : []),
    ]}
  />
);
