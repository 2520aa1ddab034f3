import Link from "next/link";
import { EmptyState } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import { api } from "#app/_trpc/server.ts";

/** Price lists that wait for a second person; shown to whoever may see price lists. */
export async function WaitingPriceLists() {
  const rows = await api.pricing.waiting();
  return (
    <>
      <h2>Price lists to approve</h2>
      <Table
        caption="Price lists to approve"
        hideCaption
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No price list waits for approval" />}
        columns={[
          {
            header: "Dataset",
            cell: ({ id, title }) => <Link href={`/commercial/approvals/price-lists/${id}`}>{title}</Link>,
          },
          { header: "What changes", cell: ({ reason }) => reason },
          { header: "In force from", cell: ({ validFrom }) => <Day date={validFrom} /> },
          { header: "Written by", cell: ({ by }) => by },
        ]}
      />
    </>
  );
}
