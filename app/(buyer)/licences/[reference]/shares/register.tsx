import { EmptyState } from "#app/_components/layout-parts.tsx";
import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { countInWords, ownershipInWords, signed, withCounts } from "#server/licensing/holdings/in-words.ts";

/** Every event that changed the holding, its value, or brought money. */
export const Register = ({ register }: { register: AppOutputs["licensing"]["shares"]["register"] }) => (
  <Table
    caption="Every event of the holding, first to last"
    hideCaption
    rows={register.map((entry, index) => ({ ...entry, index }))}
    rowKey={({ index }) => String(index)}
    empty={
      <EmptyState title="No share was allotted yet">
        <p className="mb-0">The register begins with the allotment, which the NHS records.</p>
      </EmptyState>
    }
    columns={[
      { header: "Event", cell: ({ event }) => withCounts(event) },
      { header: "Day", cell: ({ on }) => <Day date={on} /> },
      {
        header: "Change",
        amount: true,
        cell: ({ change }) => (change === 0n ? "none" : signed(change)),
      },
      { header: "Held", amount: true, cell: ({ held }) => countInWords(held) },
      { header: "Of the company", amount: true, cell: ({ ownership }) => ownershipInWords(ownership) },
      { header: "Carried at", amount: true, cell: ({ carrying }) => <Money pence={carrying} /> },
      { header: "Money", amount: true, cell: ({ cash }) => <Money pence={cash} /> },
    ]}
  />
);
