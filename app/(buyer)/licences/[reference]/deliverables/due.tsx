import { Day, Money } from "#app/_components/money.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { percent } from "#server/lib/money.ts";
import { anchorOf, stateWords, toneOf } from "./words.ts";

/** Each deliverable in a row, which leads to all that is known of it. */
export const Due = ({
  deliverables,
}: {
  deliverables: AppOutputs["licensing"]["deliverables"]["deliverables"];
}) => (
  <Table
    caption="Deliverables of this licence"
    hideCaption
    rows={deliverables}
    rowKey={({ name }) => name}
    columns={[
      { header: "Deliverable", cell: ({ name }) => <a href={`#${anchorOf(name)}`}>{name}</a> },
      { header: "Due", cell: ({ due }) => <Day date={due} /> },
      { header: "Part", amount: true, cell: ({ weightBp }) => percent(weightBp) },
      { header: "Value, no VAT", amount: true, cell: ({ net }) => <Money pence={net} /> },
      {
        header: "State",
        cell: ({ state }) => <StatusTag tone={toneOf[state]}>{stateWords[state]}</StatusTag>,
      },
      { header: "Days late", amount: true, cell: ({ daysLate }) => daysLate },
      {
        header: "Damages",
        amount: true,
        cell: ({ damagesSoFar }) => <Money pence={damagesSoFar?.net ?? 0n} />,
      },
    ]}
  />
);
