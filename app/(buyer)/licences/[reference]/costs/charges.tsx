import { Day, Money } from "#app/_components/money.tsx";
import { Table } from "#app/_components/table.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { withDates } from "#server/lib/dates.ts";

/** What is charged for the work and when, with the sum behind it. */
export const Charges = ({
  charges,
  today,
}: {
  charges: AppOutputs["licensing"]["costs"]["charges"];
  today: string;
}) => (
  <>
    <h2>Charges in order of their day</h2>
    <Table
      caption="Charges of this part, without VAT"
      hideCaption
      rows={charges.map((charge, index) => ({ ...charge, index }))}
      rowKey={({ index }) => String(index)}
      empty={<p>Nothing is charged yet.</p>}
      columns={[
        {
          header: "What",
          cell: ({ key, lines }) => (
            <span>
              {nameOf(key, lines[0]?.description)}
              <span className="block text-[0.9375rem] font-normal text-ink-2">
                {lines
                  .map(({ description, workings }) => `${description}: ${withDates(workings)}`)
                  .join("; ")}
              </span>
            </span>
          ),
        },
        {
          header: "When",
          cell: ({ on }) => (
            <>
              <Day date={on} />
              {on > today && ", to come"}
            </>
          ),
        },
        { header: "Amount", amount: true, cell: ({ net }) => <Money pence={net} /> },
      ]}
    />
  </>
);

/** Charges are known by the end of their key; a month's is known by its first line. */
const nameOf = (key: string, otherwise = "Charge") =>
  ({ deposit: "Deposit", final: "Final account", review: "Yearly review" })[key.split("/").at(-1)!] ??
  otherwise;
