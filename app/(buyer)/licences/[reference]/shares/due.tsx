import { Day } from "#app/_components/money.tsx";
import { StatusTag, toneOf } from "#app/_components/status-tag.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { pounds } from "#server/lib/money.ts";
import { withCounts } from "#server/licensing/holdings/in-words.ts";

/** Reports and payments that the company owes, and those that came. */
export const Due = ({
  shares: { due, asOf },
}: {
  shares: Pick<AppOutputs["licensing"]["shares"], "due" | "asOf">;
}) => (
  <Table
    caption="What the company still owes"
    hideCaption
    rows={due}
    rowKey={({ key }) => key}
    columns={[
      { header: "What", cell: ({ description }) => withCounts(description) },
      { header: "Due", cell: ({ due }) => <Day date={due} /> },
      {
        header: "Amount",
        amount: true,
        cell: ({ amount }) => (amount === null ? "none" : pounds(amount)),
      },
      {
        header: "State",
        cell: ({ state, due }) =>
          state === "due" && due && due < asOf ? (
            <StatusTag tone="bad">overdue</StatusTag>
          ) : (
            <StatusTag tone={toneOf[state] ?? "neutral"}>
              {state === "accepted" ? "received" : state}
            </StatusTag>
          ),
      },
    ]}
  />
);
